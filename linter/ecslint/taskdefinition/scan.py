"""From text to a tree of JSON nodes: names every fault it meets, and reads on."""

from typing import NamedTuple

from ecslint.source import Source
from ecslint.taskdefinition.nodes import Array, Constant, Member, Node, Number, Object, String, Unknown
from ecslint.taskdefinition.tokens import COLON_NEXT, Problem, Token, Tokenizer

__all__ = ["MAX_DEPTH", "Problem", "Scan", "scan"]

MAX_DEPTH = 200

_CONSTANTS = {"true": True, "false": False, "null": None}
# What people write for JSON's own words, with what they mean.
_FOREIGN = {
    "True": "true", "TRUE": "true", "yes": "true", "Yes": "true", "on": "true",
    "False": "false", "FALSE": "false", "no": "false", "No": "false", "off": "false",
    "None": "null", "Null": "null", "NULL": "null", "nil": "null", "undefined": "null",
}  # fmt: skip
_NOT_FINITE = {"NaN", "Infinity", "-Infinity", "+Infinity", "-NaN", "inf", "nan"}
_CLOSER = {"{": "}", "[": "]"}
_STRUCTURE = {"missing-bracket", "unexpected-bracket", "text-after-end", "unexpected-value"}


class Scan(NamedTuple):
    """A text as JSON: the tree, what is wrong with it, and whether a template engine has to fill it in first."""

    root: Node | None
    problems: tuple[Problem, ...]
    has_unquoted_templates: bool


def scan(source: Source) -> Scan:
    """Read a source as JSON; never raises, and is linear in its length."""
    return _Scanner(source).run()


class _Frame:
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


class _Scanner:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.tokenizer = Tokenizer(source)
        self.report = self.tokenizer.report
        self.stack: list[_Frame] = []
        self.root: Node | None = None
        self.last_end = 0

    def run(self) -> Scan:
        for token in self.tokenizer.tokens():
            kind = token[0]
            if kind == "end":
                self._finish()
                break
            if not self.stack:
                if not self._at_top(token):
                    break
            elif kind in {"}", "]"}:
                self._close(kind, token[1])
            elif kind == ",":
                self._comma(self.stack[-1], token[1])
            elif kind == ":":
                self._colon(self.stack[-1], token[1])
            elif kind == "directive":
                self._directive(self.stack[-1], token)
            elif not self._child(token):
                break
            self.last_end = token[2]
        problems = self.tokenizer.problems
        if self.tokenizer.has_directives:
            # Both branches of a condition are in the text, so brackets need not match before one is chosen.
            problems = [problem for problem in problems if problem.kind not in _STRUCTURE]
        problems.sort(key=lambda problem: (problem.span.start, problem.span.end))
        return Scan(self.root, tuple(problems), self.tokenizer.has_templates)

    def _at_top(self, token: Token) -> bool:
        """A token outside the root; false when reading on makes no sense."""
        kind, start, end, _ = token
        if kind == "directive" or (kind == "template" and self.root is not None):
            return True
        if self.root is None:
            if kind in "{[":
                return self._child(token)
            if kind in {"}", "]", ",", ":", "word"}:
                self.report(
                    "unquoted-value" if kind == "word" else "unexpected-bracket",
                    start,
                    end,
                    "the file does not start like JSON, which starts with `{` or `[`",
                )
                return False
            self.root = self._scalar(token)
            return True
        self.report("text-after-end", start, end, "text after the end, a JSON file holds one value")
        if isinstance(self.root, Object | Array):
            self.root.open = True
        return False

    def _finish(self) -> None:
        end = len(self.text)
        if self.root is None and not self.tokenizer.has_templates and not self.tokenizer.is_cut_off:
            self.report("empty", 0, 0, "the file is empty, JSON needs a value")
        if not self.stack:
            return
        if not self.tokenizer.is_cut_off:
            inner = self.stack[-1]
            line, _ = self.source.position(inner.node.start)
            missing = "".join(_CLOSER[frame.opener] for frame in reversed(self.stack[-10:]))
            self.report(
                "missing-bracket",
                max(0, self.last_end - 1),
                self.last_end,
                f"the file ends before the `{inner.opener}` on line {line} is closed, `{missing}` is missing",
            )
        while self.stack:
            self.stack[-1].node.open = True
            self._pop(end)

    def _pop(self, end: int) -> None:
        frame = self.stack.pop()
        node = frame.node
        node.end = end
        if isinstance(node, Object):
            if frame.key is not None:
                self._add(frame, Unknown(self.source, frame.key.end, frame.key.end, is_template=False))
            node.members = tuple(frame.members)
        else:
            node.items = tuple(frame.items)

    def _add(self, frame: _Frame, value: Node) -> None:
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
            member = Member(node, key, value)
            member.earlier = frame.seen.get(key.value)
            frame.seen[key.value] = member
            key.parent = value.parent = member
            frame.members.append(member)
            frame.key = None

    def _scalar(self, token: Token) -> Node:
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
        elif word[0] in "0123456789+-." and len(word) <= 40 and not word.strip("0123456789+-.xXeE_"):
            self.report("number", start, end, f"`{word}` is no JSON number")
        else:
            # It may be a secret that lost its quotes, so the message does not show it.
            self.report("unquoted-value", start, end, 'a value without quotes, JSON strings stand in `"`')
        return Unknown(source, start, end, is_template=False)

    def _child(self, token: Token) -> bool:
        """A string, number, word, template or opening bracket; false when it is nested too deep."""
        kind, start, end, _ = token
        if self.stack:
            frame = self.stack[-1]
            if isinstance(frame.node, Object) and not self._expects_value(frame, token):
                return True
            frame = self.stack[-1]
            if isinstance(frame.node, Array) and not self._expects_element(frame, token):
                return True
        else:
            frame = None
        if kind not in "{[":
            assert frame is not None  # scalars outside the root never come here
            self._add(frame, self._scalar(token))
            return True
        node = Object(self.source, start, end) if kind == "{" else Array(self.source, start, end)
        if frame is None:
            self.root = node
        else:
            self._add(frame, node)
        self.stack.append(_Frame(node, kind))
        if len(self.stack) > MAX_DEPTH:
            self.report(
                "too-deep", start, end, f"nested deeper than {MAX_DEPTH} levels, the rest is not read"
            )
            while self.stack:
                self.stack[-1].node.open = True
                self._pop(len(self.text))
            return False
        return True

    def _expects_element(self, frame: _Frame, token: Token) -> bool:
        """Prepare an array for a child; false when the token is used up otherwise."""
        kind, _, end, _ = token
        parent = self.stack[-2] if len(self.stack) > 1 else None
        if (
            kind == "string" and frame.items and not frame.drop
            and parent is not None and parent.opener == "{"
            and COLON_NEXT.match(self.text, end)
        ):  # fmt: skip
            # A key among elements: the array was meant to end before it.
            had_comma = frame.state == "next"
            at = frame.comma if had_comma else self.last_end
            self._missing_closers(1, at)
            outer = self.stack[-1]
            outer.state, outer.comma = "next", at
            return self._expects_value(outer, token)
        if kind == "template":
            frame.node.open = frame.loose = True
            self._add(frame, self._scalar(token))
            return False
        if frame.state == "after" and not frame.loose and not frame.drop:
            self._missing_comma()
        return True

    def _expects_value(self, frame: _Frame, token: Token) -> bool:
        """Is the next child of an object the value of a key; if not, the token is read as a key."""
        kind, start, end, text = token
        if frame.state == "value":
            return True
        is_key = COLON_NEXT.match(self.text, end) is not None
        if frame.state == "colon":
            key = frame.key
            assert key is not None  # the state says there is one
            self.report("missing-colon", key.end, key.end, "`:` is missing after this key")
            if not (kind in {"string", "word"} and is_key):
                frame.state = "value"
                return True
            self._add(frame, Unknown(self.source, key.end, key.end, is_template=False))
            frame.state = "next"
        if kind == "template" and not is_key:
            frame.node.open = frame.loose = True
            frame.state = "after"
            return False
        if kind in "{[":
            self._bracket_for_key(frame, kind, start)
            return True
        if not is_key and (frame.state == "after" or kind in {"number", "constant", "word"}):
            # Between directives it is the rest of a value that the template engine puts together.
            if not frame.loose:
                self.report(
                    "unexpected-value", start, end, "a value without a key, an object holds keys with values"
                )
            frame.node.open = True
            frame.state = "after"
            return False
        if frame.state == "after" and not frame.loose:
            self._missing_comma()
        if kind in {"number", "constant", "word"}:
            text = self.text[start:end]
            self.report(
                "unquoted-key",
                start,
                end,
                'a key without quotes, JSON keys stand in `"`',
                *([] if "\\" in text else [self.tokenizer.edit(start, end, f'"{text}"')]),
            )
        if kind == "template":
            frame.node.open = True
            text = self.text[start:end]
        frame.key = String(self.source, start, end, text, is_closed=kind == "string")
        frame.state = "colon"
        return False

    def _bracket_for_key(self, frame: _Frame, kind: str, start: int) -> None:
        """An opening bracket where an object has its next key: often the object before it was never closed."""
        outer = self.stack[-2] if len(self.stack) > 1 else None
        if kind == "{" and outer is not None and outer.opener == "[" and frame.members:
            self._missing_closers(1, frame.comma if frame.state == "next" else self.last_end)
            if frame.state == "after":
                outer.loose = True
            outer.state = "next"
            return
        if not frame.loose:
            self.report("unexpected-bracket", start, start + 1, f"found `{kind}`, an object has a key here")
        frame.node.open = True
        frame.drop = True

    def _missing_comma(self) -> None:
        at = self.last_end
        self.report("missing-comma", at, at, "`,` is missing here", self.tokenizer.edit(at, at, ","))

    def _comma(self, frame: _Frame, start: int) -> None:
        if frame.state == "after":
            frame.state, frame.comma = "next", start
            return
        if frame.state in {"colon", "value"}:
            self._missing_value(frame)
        elif not frame.loose:
            self.report(
                "extra-comma",
                start,
                start + 1,
                "found `,` where a value is missing",
                self.tokenizer.edit(start, start + 1, ""),
            )
            frame.node.open = True
        if frame.state != "first":
            frame.state, frame.comma = "next", start

    def _missing_value(self, frame: _Frame) -> None:
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
        self.report("missing-value", key.start, key.end, what)
        self._add(frame, Unknown(self.source, key.end, key.end, is_template=False))

    def _colon(self, frame: _Frame, start: int) -> None:
        if frame.state == "colon":
            frame.state = "value"
            return
        if not frame.loose:
            what = (
                "a list holds values only"
                if frame.opener == "["
                else "a key stands before it and one value behind it"
            )
            self.report("unexpected-colon", start, start + 1, f"found `:`, {what}")
        frame.node.open = True
        if frame.opener == "{":
            frame.state, frame.drop = "value", True
            if frame.key is not None:
                frame.drop = False
        else:
            frame.state, frame.drop = "after", True

    def _directive(self, frame: _Frame, token: Token) -> None:
        if frame.opener == "{" and frame.state == "value":
            self._add(frame, Unknown(self.source, token[1], token[2], is_template=True))
        frame.node.open = frame.loose = True

    def _close(self, kind: str, start: int) -> None:
        frame = self.stack[-1]
        if _CLOSER[frame.opener] != kind:
            depth = self._opener_above(kind, start)
            if depth < 0:
                self.report(
                    "unexpected-bracket",
                    start,
                    start + 1,
                    f"found `{kind}`, the `{frame.opener}` on line {self.source.position(frame.node.start)[0]} is still open",
                )
                frame.node.open = True
                return
            self._missing_closers(depth, self.last_end)
            frame = self.stack[-1]
        if frame.state == "next" and not frame.loose:
            self.report(
                "trailing-comma",
                frame.comma,
                frame.comma + 1,
                f"found `,` before `{kind}`, JSON allows no trailing comma",
                self.tokenizer.edit(frame.comma, frame.comma + 1, ""),
            )
        elif frame.state in {"colon", "value"}:
            self._missing_value(frame)
        self._pop(start + 1)

    def _opener_above(self, kind: str, start: int) -> int:
        """How many open brackets a closing one leaves unclosed; -1 when it is the one too many itself."""
        for depth in range(1, len(self.stack)):
            frame = self.stack[-1 - depth]
            if _CLOSER[frame.opener] != kind:
                continue
            line_start = self.source.line_starts[self.source.position(start)[0] - 1]
            if self.last_end > line_start:
                return depth
            # On a line of its own, the indentation says which bracket it belongs to.
            return depth if start - line_start == self._indent(frame.node.start) else -1
        return -1

    def _indent(self, offset: int) -> int:
        start = end = self.source.line_starts[self.source.position(offset)[0] - 1]
        while end < offset and self.text[end] in " \t":
            end += 1
        return end - start

    def _missing_closers(self, count: int, at: int) -> None:
        """Close the innermost brackets, whose own closing ones are missing."""
        frame = self.stack[-1]
        line, _ = self.source.position(frame.node.start)
        missing = "".join(_CLOSER[each.opener] for each in reversed(self.stack[-count:]))[:10]
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
                self._missing_value(self.stack[-1])
            self._pop(at)
