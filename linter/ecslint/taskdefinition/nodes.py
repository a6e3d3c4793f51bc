"""JSON as a tree in which every key and value knows its place in the file."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ecslint.finding import Edit
from ecslint.source import Excerpt, Source, Span
from ecslint.taskdefinition.escapes import decode
from ecslint.taskdefinition.layout import removal
from ecslint.taskdefinition.templates import template_spans

# Python refuses to read integers of more digits; shorter than its limit so that no setting of it matters.
_MAX_DIGITS = 4000
# Those of JSON, and those that people write for them.
_QUOTES = "\"'“”„‟"


class Node:
    """One JSON value. `parent` is the member or the array that holds it, `index` its place in an array."""

    __slots__ = ("end", "index", "parent", "source", "start")

    def __init__(self, source: Source, start: int, end: int) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.parent: Member | Array | None = None
        self.index = 0

    @property
    def span(self) -> Span:
        return Span(self.source, self.start, self.end)

    @property
    def raw(self) -> str:
        """The value as it stands in the file."""
        return self.source.text[self.start : self.end]

    @property
    def pointer(self) -> str:
        """The JSON pointer of the value (RFC 6901); empty for the root."""
        return self._path(lambda element: str(element.index))

    @property
    def logical(self) -> str:
        """The pointer with elements of lists by their names, or `*`: what stays when lists are put in another order."""
        return self._path(_name_of_element)

    def _path(self, step: "Callable[[Node], str]") -> str:
        """The way from the root, where `step` names an element of a list."""
        parts: list[str] = []
        parent = self.parent
        node: Node = self
        while parent is not None:
            if isinstance(parent, Member):
                parts.append(escaped(parent.key.value))
                node = parent.object
            else:
                parts.append(step(node))
                node = parent
            parent = node.parent
        return "".join("/" + part for part in reversed(parts))

    @property
    def container(self) -> str | None:
        """The name of the container definition this value belongs to, if any."""
        node: Node | None = self
        while node is not None:
            parent = node.parent
            holder = parent.parent if isinstance(parent, Array) else None
            if isinstance(parent, Array) and isinstance(node, Object):
                key = holder.key.value if isinstance(holder, Member) else None
                if holder is None or key == "containerDefinitions":
                    name = node.get("name")
                    return name.value if isinstance(name, String) and not name.is_templated else None
            node = parent.object if isinstance(parent, Member) else parent
        return None

    def replace(self, json_text: str) -> Edit:
        """The edit that puts other JSON in this value's place."""
        return Edit(self.span, json_text)


class String(Node):
    """A string; `value` has its escapes decoded, `is_closed` is false where the closing quote is missing."""

    __slots__ = ("_spans", "is_closed", "value")

    def __init__(self, source: Source, start: int, end: int, value: str, *, is_closed: bool = True) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.parent: Member | Array | None = None
        self.index = 0
        self.value = value
        self.is_closed = is_closed
        self._spans: tuple[tuple[int, int], ...] | None = None

    @property
    def inner(self) -> Span:
        """The span between the quotes, or all of a key that has none."""
        if self.start == self.end or self.source.text[self.start] not in _QUOTES:
            return self.span
        return Span(self.source, self.start + 1, self.end - 1 if self.is_closed else self.end)

    @property
    def excerpt(self) -> Excerpt:
        """The decoded text, each character still knowing its place in the file."""
        inner = self.inner
        text, pieces, _ = decode(inner.text)
        return Excerpt(self.source, text, [(here, inner.start + there) for here, there in pieces], inner.end)

    @property
    def templates(self) -> tuple[tuple[int, int], ...]:
        """Where in `value` templates and placeholders stand."""
        if self._spans is None:
            self._spans = template_spans(self.value)
        return self._spans

    @property
    def is_templated(self) -> bool:
        return bool(self.templates)


class Number(Node):
    """A number, kept as written."""

    __slots__ = ()

    @property
    def is_integer(self) -> bool:
        return not any(mark in self.raw for mark in ".eE")

    @property
    def value(self) -> int | float:
        """The number; an integer of thousands of digits is given as a float."""
        raw = self.raw
        if self.is_integer and len(raw) <= _MAX_DIGITS:
            return int(raw)
        return float(raw)


class Constant(Node):
    """`true`, `false` or `null`."""

    __slots__ = ("value",)

    def __init__(self, source: Source, start: int, end: int, value: bool | None) -> None:
        super().__init__(source, start, end)
        self.value = value


class Unknown(Node):
    """What stands in for a value that only a template engine knows, or that could not be read.

    `is_template` tells the two apart. As an element of an array a template means any number of elements.
    """

    __slots__ = ("is_template",)

    def __init__(self, source: Source, start: int, end: int, *, is_template: bool) -> None:
        super().__init__(source, start, end)
        self.is_template = is_template


class Array(Node):
    """A list; `open` when templates or faults in it mean that there may be more elements than are seen."""

    __slots__ = ("items", "open")

    def __init__(self, source: Source, start: int, end: int) -> None:
        super().__init__(source, start, end)
        self.items: Sequence[Node] = ()
        self.open = False

    def remove(self, items: Sequence[Node]) -> tuple[Edit, ...]:
        """The edits that delete elements with their commas."""
        return removal(
            Span(self.source, self.start + 1, self.end - 1),
            len(self.items),
            {item.index for item in items},
            lambda index: (self.items[index].start, self.items[index].end),
        )


class Object(Node):
    """A mapping; `members` in file order with duplicates, `open` when there may be members that are not seen."""

    __slots__ = ("_by_name", "members", "open")

    def __init__(self, source: Source, start: int, end: int) -> None:
        super().__init__(source, start, end)
        self.members: Sequence[Member] = ()
        self.open = False
        self._by_name: dict[str, Member] | None = None

    def member(self, name: str) -> "Member | None":
        """The member of a name; the last one, as JSON readers take it."""
        if self._by_name is None:
            self._by_name = {member.key.value: member for member in self.members}
        return self._by_name.get(name)

    def get(self, name: str) -> Node | None:
        member = self.member(name)
        return None if member is None else member.value

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.member(name) is not None

    def remove(self, members: "Sequence[Member]") -> tuple[Edit, ...]:
        """The edits that delete members with their commas."""
        return removal(
            Span(self.source, self.start + 1, self.end - 1),
            len(self.members),
            {member.index for member in members},
            lambda index: (self.members[index].key.start, self.members[index].value.end),
        )

    def add(self, name: str, json_text: str) -> Edit:
        """The edit that adds a member at the end, laid out like the one before it."""
        if not self.members:
            return Edit(Span(self.source, self.start + 1, self.start + 1), f'"{name}": {json_text}')
        return self.members[-1].add_after(name, json_text)


class Member:
    """A key with its value; `earlier` is the member of the same object and name before it, if there is one.

    `index` is its place among the members of the object.
    """

    __slots__ = ("earlier", "index", "key", "object", "value")

    def __init__(self, holder: Object, key: String, value: Node, index: int) -> None:
        self.index = index
        self.object = holder
        self.key = key
        self.value = value
        self.earlier: Member | None = None

    @property
    def name(self) -> str:
        return self.key.value

    @property
    def span(self) -> Span:
        """The key, where a finding about the member stands."""
        return self.key.span

    @property
    def extent(self) -> Span:
        """From the key to the end of the value."""
        return Span(self.key.source, self.key.start, self.value.end)

    @property
    def pointer(self) -> str:
        return f"{self.object.pointer}/{escaped(self.key.value)}"

    @property
    def logical(self) -> str:
        return f"{self.object.logical}/{escaped(self.key.value)}"

    @property
    def container(self) -> str | None:
        return self.object.container

    def remove(self) -> tuple[Edit, ...]:
        """The edits that delete the member with its comma."""
        return self.object.remove((self,))

    def add_after(self, name: str, json_text: str) -> Edit:
        """The edit that adds a member behind this one, laid out like it."""
        text = self.key.source.text
        colon = text[self.key.end : self.value.start]
        if colon.strip(" \t") != ":":
            colon = ": "
        before = self.object.members[self.index - 1].value.end if self.index else self.object.start + 1
        start = self.key.start
        while start > before and text[start - 1] in " \t\r\n":
            start -= 1
        layout = text[start : self.key.start]
        if "\n" not in layout:
            # The first member of a line stands close to its bracket.
            layout = " " if colon != ":" else ""
        new = f',{layout}"{name}"{colon}{json_text}'
        return Edit(Span(self.key.source, self.value.end, self.value.end), new)


def _name_of_element(node: Node) -> str:
    name = node.get("name") if isinstance(node, Object) else None
    return escaped(name.value[:100]) if isinstance(name, String) else "*"


def escaped(name: str) -> str:
    """A key as part of a JSON pointer."""
    return name.replace("~", "~0").replace("/", "~1")


def members(root: Node | None) -> Iterator[Member]:
    """Every member below a node, in file order."""
    stack: list[Node] = [] if root is None else [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Array):
            stack.extend(reversed(node.items))
        elif isinstance(node, Object):
            yield from node.members
            stack.extend(member.value for member in reversed(node.members))


def to_python(node: Node) -> Any:
    """The value as `json.loads` gives it, the last of duplicate keys winning; `None` for what is unknown."""
    if isinstance(node, Object):
        mapping: dict[str, Any] = {}
        for member in node.members:
            mapping[member.key.value] = to_python(member.value)
        return mapping
    if isinstance(node, Array):
        values: list[Any] = []
        for item in node.items:
            values.append(to_python(item))
        return values
    if isinstance(node, String | Number | Constant):
        return node.value
    return None
