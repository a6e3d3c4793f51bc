"""The tree of a JSON text while it is put together, and what is said of the pieces that are missing."""

from ecslint.source import Source
from ecslint.taskdefinition.nodes import Array, Constant, Member, Node, Number, Object, String, Unknown
from ecslint.taskdefinition.tokens import Token, Tokenizer

CLOSER = {"{": "}", "[": "]"}
_CONSTANTS = {"true": True, "false": False, "null": None}
# What people write for JSON's own words, with what they mean.
_FOREIGN = {
    "True": "true", "TRUE": "true", "yes": "true", "Yes": "true", "on": "true",
    "False": "false", "FALSE": "false", "no": "false", "No": "false", "off": "false",
    "None": "null", "Null": "null", "NULL": "null", "nil": "null", "undefined": "null",
}  # fmt: skip
_NOT_FINITE = {"NaN", "Infinity", "-Infinity", "+Infinity", "-NaN", "inf", "nan"}


class Frame:
    """An object or array that is not closed yet.

    `state` is what may come next: "first" a child or the closing bracket, "next" a child after a comma,
    "colon", "value", or "after" a child. `drop` marks a value that belongs to no key. `loose`: a template stands
    among the children, so commas are its business.
    """

    __slots__ = ("comma", "drop", "items", "key", "loose", "members", "node", "opener", "seen", "state")

    def __init__(self, node: Object | Array, opener: str) -> None:
        self.node = node
        self.opener = opener
        self.members: list[Member] = []
        self.items: list[Node] = []
        self.seen: dict[str, Member] = {}
        self.state = "first"
        self.key: String | None = None
        self.drop = False
        self.loose = False
        self.comma = -1


class TreeBuilder:
    """Open brackets, innermost last, and what fills them."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.tokenizer = Tokenizer(source, self._expects_key)
        self.report = self.tokenizer.report
        self.stack: list[Frame] = []
        self.root: Node | None = None
        self.last_end = 0

    def _expects_key(self) -> bool:
        return (
            bool(self.stack)
            and self.stack[-1].opener == "{"
            and self.stack[-1].state not in {"colon", "value"}
        )

    def pop(self, end: int) -> None:
        frame = self.stack.pop()
        node = frame.node
        node.end = end
        if isinstance(node, Object):
            if frame.key is not None:
                self.add(frame, Unknown(self.source, frame.key.end, frame.key.end, is_template=False))
            node.members = tuple(frame.members)
        else:
            node.items = tuple(frame.items)

    def add(self, frame: Frame, value: Node) -> None:
        """Put a value where the frame expects one."""
        frame.state = "after"
        node = frame.node
        if frame.drop:
            frame.drop = False
        elif isinstance(node, Array):
            value.parent = node
            value.index = len(frame.items)
            frame.items.append(value)
        elif frame.key is not None:
            key = frame.key
            member = Member(node, key, value, len(frame.members))
            member.earlier = frame.seen.get(key.value)
            frame.seen[key.value] = member
            key.parent = value.parent = member
            frame.members.append(member)
            frame.key = None

    def scalar(self, token: Token) -> Node:
        kind, start, end, value = token
        source = self.source
        if kind == "string":
            return String(source, start, end, value)
        if kind == "cut string":
            return String(source, start, end, value, is_closed=False)
        if kind == "number":
            return Number(source, start, end)
        if kind == "constant":
            return Constant(source, start, end, _CONSTANTS[self.text[start:end]])
        if kind == "template":
            return Unknown(source, start, end, is_template=True)
        word = self.text[start:end]
        if word in _FOREIGN:
            meant = _FOREIGN[word]
            self.report(
                "literal",
                start,
                end,
                f"`{word}` is no JSON, which writes `{meant}`",
                self.tokenizer.edit(start, end, meant),
            )
            return Constant(source, start, end, _CONSTANTS[meant])
        if word in _NOT_FINITE:
            self.report("literal", start, end, f"`{word}` is no JSON, which has only finite numbers")
        elif word[0] in "0123456789+-." and not word.strip("0123456789abcdefABCDEFxX+-._"):
            self.report(
                "number",
                start,
                end,
                "no JSON number, which has no leading `0` or `+` and digits on both sides of its point",
            )
        else:
            # It may be a secret that lost its quotes, so the message does not show it.
            self.report("unquoted-value", start, end, 'a value without quotes, JSON strings stand in `"`')
        return Unknown(source, start, end, is_template=False)

    def missing_comma(self) -> None:
        at = self.last_end
        self.report("missing-comma", at, at, "`,` is missing here", self.tokenizer.edit(at, at, ","))

    def missing_value(self, frame: Frame) -> None:
        """A key was followed by no value."""
        frame.drop = False
        key = frame.key
        if key is None:
            return
        what = (
            "`:` and a value are missing after this key"
            if frame.state == "colon"
            else "the value of this key is missing"
        )
        if not self.is_cut(key):
            self.report("missing-value", key.start, key.end, what)
        self.add(frame, Unknown(self.source, key.end, key.end, is_template=False))

    def is_cut(self, key: String) -> bool:
        """Did a key lose its closing quote, and what follows it with that; one fault is enough to report."""
        return not key.is_closed and self.text.startswith('"', key.start)

    def opener_above(self, kind: str, start: int) -> int:
        """How many open brackets a closing one leaves unclosed; -1 when it is the one too many itself."""
        for depth in range(1, len(self.stack)):
            frame = self.stack[-1 - depth]
            if CLOSER[frame.opener] != kind:
                continue
            line_start = self.source.line_starts[self.source.position(start)[0] - 1]
            if self.last_end > line_start:
                return depth
            # On a line of its own, the indentation says which bracket it belongs to.
            return depth if start - line_start == self.indent(frame.node.start) else -1
        return -1

    def indent(self, offset: int) -> int:
        start = end = self.source.line_starts[self.source.position(offset)[0] - 1]
        while end < offset and self.text[end] in " \t":
            end += 1
        return end - start

    def missing_closers(self, count: int, at: int) -> None:
        """Close the innermost brackets, whose own closing ones are missing."""
        frame = self.stack[-1]
        line, _ = self.source.position(frame.node.start)
        missing = "".join(CLOSER[each.opener] for each in reversed(self.stack[-count:]))[:10]
        self.report(
            "missing-bracket",
            at,
            at,
            f"`{missing}` is missing here, it closes the `{frame.opener}` on line {line}",
            self.tokenizer.edit(at, at, missing),
        )
        for _ in range(count):
            self.stack[-1].node.open = True
            if self.stack[-1].state in {"colon", "value"} and self.stack[-1].key is not None:
                self.missing_value(self.stack[-1])
            self.pop(at)
