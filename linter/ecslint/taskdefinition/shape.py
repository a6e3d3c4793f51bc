"""Faults of shape: keys, types and values that the AWS CLI refuses before it asks AWS, by the schemas made from its model."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import import_module
from typing import Any

from ecslint.finding import Edit
from ecslint.record import NamedTuple
from ecslint.source import Span
from ecslint.taskdefinition.nodes import Array, Constant, Member, Node, Number, Object, String, Unknown

TASK_SCHEMA = "task-definition.schema.json"
SERVICE_SCHEMA = "service-definition.schema.json"

Schema = Mapping[str, Any]


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


@lru_cache(maxsize=2)
def schema(name: str) -> Schema:
    """A schema of the `schemas` folder; in a zip too."""
    package = import_module("ecslint.schemas")
    loader: Any = package.__loader__
    parsed: Schema = json.loads(loader.get_data(f"{package.__path__[0]}/{name}"))
    return parsed


@lru_cache(maxsize=1)
def containers_schema() -> Schema:
    """The schema of a bare list of container definitions."""
    definitions = schema(TASK_SCHEMA)["$defs"]
    return {"type": "array", "items": {"$ref": "#/$defs/ContainerDefinition"}, "$defs": definitions}


@lru_cache(maxsize=1)
def service_schema() -> Schema:
    """The schema of a service, whose name and task definition deploy tools keep elsewhere."""
    return {**schema(SERVICE_SCHEMA), "required": []}


def fits(node: Node, part: Schema, definitions: Schema) -> bool:
    """Does a value certainly fit a part of a schema? A quick answer, which for nearly every file is yes."""
    if "$ref" in part:
        part = definitions[part["$ref"].rpartition("/")[2]]
    if isinstance(node, Unknown):
        return True
    kind = part["type"]
    if isinstance(node, String):
        if kind == "string":
            return "enum" not in part or node.value in part["enum"] or not node.value or node.is_templated
        return node.is_templated or "string" in kind
    if isinstance(node, Object):
        if kind != "object":
            return False
        known = part.get("properties")
        if known is None:
            return all(fits(one.value, part["additionalProperties"], definitions) for one in node.members)
        return all(
            one.name in known and fits(one.value, known[one.name], definitions) for one in node.members
        ) and (node.open or all(name in node for name in part.get("required", ())))
    if isinstance(node, Array):
        return kind == "array" and all(fits(item, part["items"], definitions) for item in node.items)
    if isinstance(node, Number):
        return kind == "number" or "number" in kind or (kind == "integer" and node.is_integer)
    return isinstance(node, Constant) and node.value is not None and kind == "boolean"


def faults(root: Node, whole: Schema) -> Iterator[ShapeFault]:
    """What in a value does not fit a schema."""
    if fits(root, whole, whole["$defs"]):
        return
    from ecslint.taskdefinition.validation import validate  # noqa: PLC0415 - for files with a fault only

    yield from validate(root, whole)


def _gathered(found: Iterable[ShapeFault]) -> Iterator[ShapeFault]:
    """The same faults, with one for all nulls and one for all keys that only AWS writes: whoever has one has thirty."""
    crowds: dict[str, list[ShapeFault]] = {}
    for fault in found:
        if fault.kind in {"null", "describe-only"}:
            crowds.setdefault(fault.kind, []).append(fault)
        else:
            yield fault
    for first, *others in crowds.values():
        yield first._replace(others=tuple(others))


def task_faults(node: Node) -> Iterator[ShapeFault]:
    """Those of a task definition; what `describe-task-definition` prints may hold nulls."""
    is_described = isinstance(node, Object) and "taskDefinitionArn" in node
    found = faults(node, schema(TASK_SCHEMA))
    yield from _gathered(fault for fault in found if fault.kind != "null" or not is_described)


def container_faults(node: Node) -> Iterator[ShapeFault]:
    """Those of a bare list of containers."""
    for fault in _gathered(faults(node, containers_schema())):
        yield fault._replace(in_array=True)


def service_faults(node: Node, *, is_printed: bool) -> Iterator[ShapeFault]:
    """Those of a service; `is_printed`: `describe-services` wrote it, with keys of its own."""
    printed = {"describe-only", "unknown-key", "null"} if is_printed else ()
    yield from _gathered(fault for fault in faults(node, service_schema()) if fault.kind not in printed)
