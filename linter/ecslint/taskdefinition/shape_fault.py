"""One thing in a definition that does not fit the model of the AWS API."""

from ecslint.annotations import Any
from ecslint.finding import Edit
from ecslint.record import NamedTuple
from ecslint.source import Span
from ecslint.taskdefinition.nodes import Array, Member, Node, Object


class ShapeFault(NamedTuple):
    """One thing that does not fit the schema.

    `kind`: "unknown-key", "describe-only", "missing", "type", "null" or "enum". `node` is the value or, for keys, the
    member; `name` the key in question, `path` the place as AWS writes it (`containerDefinitions[0].memory`).
    `expected` is the JSON type that the schema wants, `allowed` what it lists: values of an enumeration or keys.
    `in_array`: the file is a bare list of containers, which tools other than the AWS CLI read. `others` are the further
    ones of a kind that comes in crowds.
    """

    kind: str
    node: Node | Member
    name: str
    path: str
    expected: str = ""
    allowed: tuple[str, ...] = ()
    in_array: bool = False
    others: tuple["ShapeFault", ...] = ()

    @property
    def span(self) -> Span:
        if self.kind == "missing" and isinstance(self.node, Object):
            # The opening bracket: what is missing has no place of its own.
            return Span(self.node.source, self.node.start, self.node.start + 1)
        return self.node.span

    @property
    def pointer(self) -> str:
        return self.node.pointer

    @property
    def logical(self) -> str:
        return f"{self.node.logical}/{self.name}" if self.kind == "missing" else self.node.logical

    @property
    def container(self) -> str | None:
        return (self.node.object if isinstance(self.node, Member) else self.node).container

    def replace(self, json_text: str) -> tuple[Edit, ...]:
        """The edit that puts other JSON in the place of the value."""
        return () if isinstance(self.node, Member) else (self.node.replace(json_text),)

    def remove(self) -> tuple[Edit, ...]:
        """The edits that delete the members or elements of this fault and of the others."""
        doomed: dict[int, tuple[Object | Array, list[Any]]] = {}
        for fault in (self, *self.others):
            node: Any = fault.node if isinstance(fault.node, Member) else fault.node.parent
            holder, child = (node.object, node) if isinstance(node, Member) else (node, fault.node)
            doomed.setdefault(id(holder), (holder, []))[1].append(child)
        return tuple(edit for holder, children in doomed.values() for edit in holder.remove(children))
