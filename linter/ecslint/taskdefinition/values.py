"""What every part of the model can do: say what it means, where it stands, and how to change it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar, overload

from ecslint.finding import Edit
from ecslint.source import Excerpt, Span
from ecslint.taskdefinition.nodes import (
    Array,
    Constant,
    Member,
    Node,
    Number,
    Object,
    String,
    Unknown,
    escaped,
)


class Value:
    """A part of the model, whether it is in the file or not.

    `node` is the raw JSON, `None` when the key is not there. `present`: there is something, be it unknown; null
    and, where a member is optional, `""`, `[]` and objects of such values count as absent. `unknown`: nobody can
    say what it is, because it is a template, has the wrong type, or would be hidden in a part of the file that
    could not be read. `absent` is certain absence: what a rule about something missing asks for.
    """

    __slots__ = ("key", "node", "parent", "present", "unknown")

    def __init__(self, parent: "Value | None", key: str | int, node: Node | None, *, hidden: bool) -> None:
        self.parent = parent
        self.key = key
        self.node = node
        self.present = False
        self.unknown = hidden and node is None

    @property
    def absent(self) -> bool:
        return not self.present and not self.unknown

    @property
    def is_null(self) -> bool:
        """Is it written as `null`?"""
        return isinstance(self.node, Constant) and self.node.value is None

    @property
    def is_blank(self) -> bool:
        """Is it not there, or `null` or `""`, which stand for the same?"""
        return self.node is None or self.is_null or (isinstance(self.node, String) and self.node.value == "")

    @property
    def is_template(self) -> bool:
        """Does a template decide on it, or on a part of it?"""
        node = self.node
        if isinstance(node, String):
            return node.is_templated
        return isinstance(node, Unknown) and node.is_template

    @property
    def member(self) -> Member | None:
        """The key and value in the file, when this is a member of an object."""
        parent = self.node.parent if self.node is not None else None
        return parent if isinstance(parent, Member) else None

    @property
    def anchor(self) -> Span:
        """Where to report that something is missing in here."""
        return self.span

    @property
    def span(self) -> Span:
        """The value; for what is absent, the anchor of the part that lacks it."""
        if self.node is not None:
            return self.node.span
        assert self.parent is not None  # only the root has no parent, and that is in the file
        return self.parent.anchor

    @property
    def pointer(self) -> str:
        """The JSON pointer, also of what is absent."""
        if self.node is not None:
            return self.node.pointer
        return "" if self.parent is None else f"{self.parent.pointer}/{escaped(str(self.key))}"

    @property
    def logical(self) -> str:
        """The pointer with names in place of numbers, for fingerprints."""
        if self.node is not None:
            return self.node.logical
        return "" if self.parent is None else f"{self.parent.logical}/{escaped(str(self.key))}"

    @property
    def raw(self) -> str:
        """The JSON as it stands in the file; empty when absent."""
        return "" if self.node is None else self.node.raw

    @property
    def container(self) -> str | None:
        """The name of the container definition this is a part of, if it has one."""
        return None if self.parent is None else self.parent.container

    def replace(self, json_text: str) -> Edit:
        """The edit that puts other JSON in the place of this value, which must be in the file."""
        return Edit(self.span, json_text)

    def remove(self) -> tuple[Edit, ...]:
        """The edits that delete the member or element with its comma; none when it is absent."""
        parent = None if self.node is None else self.node.parent
        if isinstance(parent, Member):
            return parent.remove()
        if isinstance(parent, Array) and self.node is not None:
            return parent.remove((self.node,))
        return ()


class Text(Value):
    """A string; `value` is `None` when it is absent, unknown or no string."""

    __slots__ = ("value",)

    def __init__(
        self, parent: Value, key: str | int, node: Node | None, *, hidden: bool, keeps_empty: bool = False
    ) -> None:
        super().__init__(parent, key, node, hidden=hidden)
        self.value: str | None = None
        if isinstance(node, String):
            if node.value == "" and not keeps_empty:
                return
            self.present = True
            self.unknown = node.is_templated
            if not self.unknown:
                self.value = node.value
        elif node is not None and not self.is_null:
            self.present = self.unknown = True

    def __bool__(self) -> bool:
        return bool(self.value)

    @property
    def text(self) -> str:
        """The decoded text with templates as they stand in it; empty for what is no string."""
        return self.node.value if isinstance(self.node, String) else ""

    @property
    def literal_prefix(self) -> str:
        """What the text certainly begins with: everything before the first template."""
        spans = self.node.templates if isinstance(self.node, String) else ()
        return self.text[: spans[0][0]] if spans else self.text

    @property
    def literal_suffix(self) -> str:
        """What the text certainly ends with: everything after the last template."""
        spans = self.node.templates if isinstance(self.node, String) else ()
        return self.text[spans[-1][1] :] if spans else self.text

    @property
    def excerpt(self) -> Excerpt:
        """The text with the place of each of its characters; empty for what is no string."""
        if isinstance(self.node, String):
            return self.node.excerpt
        span = self.span
        return Excerpt.of(Span(span.source, span.start, span.start))


class Integer(Value):
    """A whole number; `as_string` when it is written in quotes, which AWS refuses where a number belongs."""

    __slots__ = ("as_string", "value")

    def __init__(self, parent: Value, key: str | int, node: Node | None, *, hidden: bool) -> None:
        super().__init__(parent, key, node, hidden=hidden)
        self.value: int | None = None
        self.as_string = False
        if self.is_blank:
            return
        self.present = True
        text = ""
        if isinstance(node, Number):
            text = node.raw
        elif isinstance(node, String):
            text = node.value
        digits = text.removeprefix("-")
        if digits.isascii() and digits.isdigit() and len(digits) <= 18:
            self.value = int(text)
            self.as_string = isinstance(node, String)
        else:
            self.unknown = True

    def __bool__(self) -> bool:
        return bool(self.value)


class Decimal(Value):
    """A number that may have a fraction."""

    __slots__ = ("value",)

    def __init__(self, parent: Value, key: str | int, node: Node | None, *, hidden: bool) -> None:
        super().__init__(parent, key, node, hidden=hidden)
        self.value: float | None = None
        if self.is_blank:
            return
        self.present = True
        if isinstance(node, Number):
            self.value = float(node.value)
        else:
            self.unknown = True

    def __bool__(self) -> bool:
        return bool(self.value)


class Flag(Value):
    """`true` or `false`; `value` is `None` when it is neither."""

    __slots__ = ("value",)

    def __init__(self, parent: Value, key: str | int, node: Node | None, *, hidden: bool) -> None:
        super().__init__(parent, key, node, hidden=hidden)
        self.value: bool | None = None
        if self.is_blank:
            return
        self.present = True
        if isinstance(node, Constant):
            self.value = node.value
        else:
            self.unknown = True

    def __bool__(self) -> bool:
        return bool(self.value)


V = TypeVar("V", bound=Value)


class Items(Value, Generic[V]):
    """A list of the elements that are seen; `open` when there may be more of them, behind templates or faults."""

    __slots__ = ("_items", "open")

    def __init__(
        self, parent: Value, key: str, node: Node | None, *, hidden: bool, element: Callable[..., V]
    ) -> None:
        super().__init__(parent, key, node, hidden=hidden)
        self.open = self.unknown
        self._items: tuple[V, ...] = ()
        if isinstance(node, Array):
            self.open = node.open
            self._items = tuple(
                element(self, index, item, hidden=False)
                for index, item in enumerate(node.items)
                if not (isinstance(item, Unknown) and item.is_template)
            )
            self.present = self.open or bool(self._items)
        elif not self.is_blank:
            self.present = self.unknown = self.open = True

    def __iter__(self) -> Iterator[V]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> V: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[V, ...]: ...
    def __getitem__(self, index: int | slice) -> V | tuple[V, ...]:
        return self._items[index]


class TextMap(Value):
    """An object whose keys are free and whose values are strings, such as log options."""

    __slots__ = ("_entries", "open")

    def __init__(self, parent: Value, key: str, node: Node | None, *, hidden: bool) -> None:
        super().__init__(parent, key, node, hidden=hidden)
        self.open = self.unknown
        self._entries: dict[str, Text] = {}
        if isinstance(node, Object):
            self.open = node.open
            for member in node.members:
                name = member.key.value
                self._entries[name] = Text(self, name, member.value, hidden=False, keeps_empty=True)
            self.present = self.open or bool(self._entries)
        elif not self.is_blank:
            self.present = self.unknown = self.open = True

    def __iter__(self) -> Iterator[Text]:
        """The values; each knows its name as `key`."""
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __getitem__(self, name: str) -> Text:
        """The value of a name, an absent one when there is none."""
        found = self._entries.get(name)
        return Text(self, name, None, hidden=self.open) if found is None else found

    @property
    def anchor(self) -> Span:
        member = self.member
        return self.span if member is None else member.span


def repeated(parts: Iterable[V], text_of: Callable[[V], Text]) -> Iterator[tuple[V, Text, Span]]:
    """The parts whose text is that of an earlier one: each with its text, and the place of the first that has it."""
    first: dict[str, Span] = {}
    for part in parts:
        text = text_of(part)
        if text.value:
            place = first.setdefault(text.value, text.span)
            if place != text.span:
                yield part, text, place
