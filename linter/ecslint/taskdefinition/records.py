"""Objects of the model: a class names its members once, and each is made when a rule first looks at it."""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar, Generic, TypeVar, overload

from ecslint.finding import Edit
from ecslint.source import Span
from ecslint.taskdefinition.nodes import Array, Constant, Member, Node, Number, Object, String
from ecslint.taskdefinition.values import Decimal, Flag, Integer, Items, Text, TextMap, Value

V = TypeVar("V", bound=Value)


class Record(Value):
    """An object with known members; each class below it names them as `Field`s.

    A record that is not in the file is still there, with every member absent, so that a rule can write
    `container.health_check.command` without asking first.
    """

    __slots__ = ("_values",)
    fields: "ClassVar[dict[str, Field[Any]]]"

    def __init__(self, parent: Value | None, key: str | int, node: Node | None, *, hidden: bool) -> None:
        super().__init__(parent, key, node, hidden=hidden)
        self._values: dict[str, Any] = {}
        if isinstance(node, Object):
            self.present = node.open or not is_empty(node)
        elif node is not None and not is_empty(node):
            self.present = self.unknown = True

    def __bool__(self) -> bool:
        return self.present

    def lookup(self, key: str) -> Node | None:
        """The JSON of a member."""
        return self.node.get(key) if isinstance(self.node, Object) else None

    @property
    def open(self) -> bool:
        """May there be members that are not seen?"""
        return self.unknown or (isinstance(self.node, Object) and self.node.open)

    @property
    def anchor(self) -> Span:
        """The `name` of an element, the key of a member, or else the opening bracket."""
        node = self.node
        if node is None:
            return super().span
        if isinstance(node.parent, Member):
            return node.parent.span
        name = node.get("name") if isinstance(node, Object) else None
        if isinstance(name, String):
            return name.span
        return Span(node.source, node.start, min(node.start + 1, node.end))

    @property
    def span(self) -> Span:
        """The anchor: a finding about a whole object stands on its name, not on all of its lines."""
        return self.anchor

    @property
    def extent(self) -> Span:
        """The whole object; for what is absent, the anchor of the part that lacks it."""
        return self.anchor if self.node is None else self.node.span

    def replace(self, json_text: str) -> Edit:
        return Edit(self.extent, json_text)

    def add(self, key: str, json_text: str) -> tuple[Edit, ...]:
        """The edit that adds a member at the end; none where there is no object to add it to."""
        return (self.node.add(key, json_text),) if isinstance(self.node, Object) else ()

    def records(self) -> "Iterator[Record]":
        """This record and those below it that are in the file, parents first, in file order."""
        yield self
        for value in self.values():
            if isinstance(value, Record):
                if value.present and not value.unknown:
                    yield from value.records()
            elif isinstance(value, Items):
                for item in value:
                    if isinstance(item, Record) and item.present and not item.unknown:
                        yield from item.records()

    def values(self) -> Iterator[Value]:
        """The members that are in the file and known to the model, each once, in file order."""
        if isinstance(self.node, Object):
            for member in self.node.members:
                field = self.fields.get(member.key.value)
                if field is not None and self.node.member(member.key.value) is member:
                    yield field.of(self)


class Field(Generic[V]):
    """A member of a record: made on first use, and the same object from then on."""

    __slots__ = ("key", "make")

    def __init__(self, make: Callable[..., V], key: str = "") -> None:
        self.make = make
        self.key = key

    def __set_name__(self, owner: type[Record], name: str) -> None:
        if not self.key:
            first, *rest = name.split("_")
            self.key = first + "".join(word.capitalize() for word in rest)
        if "fields" not in vars(owner):
            owner.fields = {}
        owner.fields[self.key] = self

    @overload
    def __get__(self, record: None, owner: type[Record]) -> "Field[V]": ...
    @overload
    def __get__(self, record: Record, owner: type[Record]) -> V: ...
    def __get__(self, record: Record | None, owner: type[Record]) -> "Field[V] | V":
        return self if record is None else self.of(record)

    def of(self, record: Record) -> V:
        values = record._values
        found: V | None = values.get(self.key)
        if found is None:
            found = values[self.key] = self.make(
                record, self.key, record.lookup(self.key), hidden=record.open
            )
        return found


R = TypeVar("R", bound=Record)


def text(key: str = "", *, keeps_empty: bool = False) -> Field[Text]:
    """A string member; `keeps_empty` where `""` is a value and not a way to leave it out."""
    if not keeps_empty:
        return Field(Text, key)
    return Field(lambda *place, hidden: Text(*place, hidden=hidden, keeps_empty=True), key)


def integer(key: str = "") -> Field[Integer]:
    return Field(Integer, key)


def decimal(key: str = "") -> Field[Decimal]:
    return Field(Decimal, key)


def flag(key: str = "") -> Field[Flag]:
    return Field(Flag, key)


def text_map(key: str = "") -> Field[TextMap]:
    return Field(TextMap, key)


def record(kind: type[R], key: str = "") -> Field[R]:
    return Field(kind, key)


def records(kind: type[R], key: str = "") -> Field[Items[R]]:
    return Field(lambda *place, hidden: Items(*place, hidden=hidden, element=kind), key)


def texts(key: str = "") -> Field[Items[Text]]:
    """A list of strings, in which `""` is a string like any other."""
    return Field(lambda *place, hidden: Items(*place, hidden=hidden, element=_element), key)


def integers(key: str = "") -> Field[Items[Integer]]:
    return Field(lambda *place, hidden: Items(*place, hidden=hidden, element=Integer), key)


def _element(parent: Value, key: int, node: Node, *, hidden: bool) -> Text:
    return Text(parent, key, node, hidden=hidden, keeps_empty=True)


def is_empty(node: Node) -> bool:
    """Does a value say nothing, as in the skeletons that the AWS CLI prints: null, "", 0, false, or only such?"""
    if isinstance(node, Object):
        return not node.open and all(is_empty(member.value) for member in node.members)
    if isinstance(node, Array):
        return not node.open and all(is_empty(item) for item in node.items)
    if isinstance(node, String):
        return not node.value
    if isinstance(node, Constant):
        return not node.value
    return isinstance(node, Number) and node.raw == "0"


def hollow_objects(root: Node | None) -> list[Object]:
    """The objects in which strings and all the rest are empty, in file order; what is inside of one is part of it."""
    found: list[Object] = []
    stack: list[Node] = [] if root is None else [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Array):
            stack.extend(reversed(node.items))
        elif isinstance(node, Object):
            if any(isinstance(one.value, String) for one in node.members) and is_empty(node):
                found.append(node)
            else:
                stack.extend(member.value for member in reversed(node.members))
    return found
