"""From text to a tree of JSON nodes: names every fault it meets, and reads on."""

import re

from ecslint.record import NamedTuple
from ecslint.source import Source
from ecslint.taskdefinition.nodes import Array, Node, Object, String, Unknown
from ecslint.taskdefinition.tokens import COLON_NEXT, Problem, Token
from ecslint.taskdefinition.tree import CLOSER, Frame, TreeBuilder

__all__ = ["MAX_DEPTH", "Problem", "Scan", "gathered", "scan"]

MAX_DEPTH = 200

# Where JSON begins in a text that begins otherwise: a log, a fence of Markdown, a heredoc, an assignment.
_OPENING = r"[\[{][\s\[{]*+"
# A first value behind a key, and a second key.
_MEMBERS = r"\s*+:\s*+(?:\"[^\"\n]*+\"|[\w.$-]++)\s*+,\s*+\"[^\"\n]*+\"\s*+:"
_CROWDS = ("single-quotes", "typographic-quotes", "unquoted-key")
_FEW = 3
_STRUCTURE = {"missing-bracket", "unexpected-bracket", "text-after-end", "unexpected-value"}


class Scan(NamedTuple):
    """A text as JSON: the tree, what is wrong with it, and whether a template engine has to fill it in first."""

    root: Node | None
    problems: tuple[Problem, ...]
    has_unquoted_templates: bool


def scan(source: Source) -> Scan:
    """Read a source as JSON; never raises, and is linear in its length."""
    return _Scanner(source).run()


def gathered(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The same faults, with one for all of a kind that comes in crowds: who writes Python or JavaScript does so throughout."""
    crowds: dict[str, list[Problem]] = {kind: [] for kind in _CROWDS}
    for problem in problems:
        if problem.kind in crowds:
            crowds[problem.kind].append(problem)
    told: list[Problem] = []
    for problem in problems:
        crowd = crowds.get(problem.kind, [])
        if len(crowd) <= _FEW:
            told.append(problem)
        elif problem is crowd[0]:
            edits = tuple(edit for one in crowd for edit in one.edits)
            told.append(
                Problem(
                    problem.span,
                    problem.kind,
                    f"{problem.message} (and {len(crowd) - 1} more like it)",
                    edits,
                )
            )
    return tuple(told)


def _has(node: Node, name: str) -> bool:
    return isinstance(node, Object) and name in node


class _Scanner(TreeBuilder):
    """The grammar, and how to read on where the text leaves it."""

    is_wrapped = False

    def run(self) -> Scan:
        tokens = self.tokenizer.tokens()
        while True:
            token = next(tokens)
            kind = token[0]
            if kind == "end":
                self._finish()
                break
            if not self.stack:
                if not self._at_top(token):
                    beginning = None if self.root else self._beginning(token[2])
                    if beginning is None:
                        break
                    # What stands around the JSON has been told.
                    self.is_wrapped = True
                    tokens = self.tokenizer.tokens(beginning)
            elif kind in {"}", "]"}:
                self._close(kind, token[1])
            elif kind == "," or self._is_semicolon(token):
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
            self.root = self.scalar(token)
            return True
        if not self.is_wrapped:
            self.report("text-after-end", start, end, "text after the end, a JSON file holds one value")
        if isinstance(self.root, Object | Array):
            self.root.open = True
        return False

    def _beginning(self, at: int) -> int | None:
        """Where brackets with a string in them begin behind a place; run by run, which keeps it linear."""
        for match in re.compile(_OPENING).finditer(self.text, at):
            if self.text[match.end() : match.end() + 1] in {'"', "'"}:
                return match.start()
        return None

    def _is_semicolon(self, token: Token) -> bool:
        """Is it a `;` in the place of a comma? It is told of here, and goes on as a comma."""
        kind, start, end, _ = token
        if kind != "word" or self.text[start:end] != ";" or self.stack[-1].state != "after":
            return False
        self.report(
            "semicolon", start, end, "found `;`, JSON has `,` here", self.tokenizer.edit(start, end, ",")
        )
        return True

    def _finish(self) -> None:
        end = len(self.text)
        if self.root is None and not self.tokenizer.has_templates and not self.tokenizer.is_cut_off:
            self.report("empty", 0, 0, "the file is empty, JSON needs a value")
        if not self.stack:
            return
        if not self.tokenizer.is_cut_off:
            inner = self.stack[-1]
            line, _ = self.source.position(inner.node.start)
            missing = "".join(CLOSER[frame.opener] for frame in reversed(self.stack[-10:]))
            self.report(
                "missing-bracket",
                max(0, self.last_end - 1),
                self.last_end,
                f"the file ends before the `{inner.opener}` on line {line} is closed, `{missing}` is missing",
            )
        while self.stack:
            self.stack[-1].node.open = True
            self.pop(end)

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
            self.add(frame, self.scalar(token))
            return True
        node = Object(self.source, start, end) if kind == "{" else Array(self.source, start, end)
        if frame is None:
            self.root = node
        else:
            self.add(frame, node)
        self.stack.append(Frame(node, kind))
        if len(self.stack) > MAX_DEPTH:
            self.report(
                "too-deep", start, end, f"nested deeper than {MAX_DEPTH} levels, the rest is not read"
            )
            while self.stack:
                self.stack[-1].node.open = True
                self.pop(len(self.text))
            return False
        return True

    def _expects_element(self, frame: Frame, token: Token) -> bool:
        """Prepare an array for a child; false when the token is used up otherwise."""
        kind, _, end, text = token
        parent = self.stack[-2] if len(self.stack) > 1 else None
        if (
            kind == "string" and frame.items and not frame.drop
            and parent is not None and parent.opener == "{"
            and COLON_NEXT.match(self.text, end) and not _has(frame.items[-1], text)
        ):  # fmt: skip
            # A key among elements: the array was meant to end before it.
            had_comma = frame.state == "next"
            at = frame.comma if had_comma else self.last_end
            self.missing_closers(1, at)
            outer = self.stack[-1]
            outer.state, outer.comma = "next", at
            return self._expects_value(outer, token)
        if kind == "template":
            frame.node.open = frame.loose = True
            self.add(frame, self.scalar(token))
            return False
        if frame.state == "after" and not frame.loose and not frame.drop:
            self.missing_comma()
        if kind == "string" and not frame.drop and re.compile(_MEMBERS).match(self.text, end):
            # Members among elements: an object begins here that was never opened.
            at = token[1]
            self.report("missing-bracket", at, at, "`{` is missing here", self.tokenizer.edit(at, at, "{"))
            node = Object(self.source, at, at)
            self.add(frame, node)
            self.stack.append(Frame(node, "{"))
            return self._expects_value(self.stack[-1], token)
        return True

    def _expects_value(self, frame: Frame, token: Token) -> bool:
        """Is the next child of an object the value of a key; if not, the token is read as a key."""
        kind, start, end, text = token
        if frame.state == "value":
            return True
        is_key = COLON_NEXT.match(self.text, end) is not None
        if frame.state == "colon":
            key = frame.key
            assert key is not None  # the state says there is one
            if kind == "word" and self.text[start:end] in {"=", "=>"}:
                self.report(
                    "equals-sign",
                    start,
                    end,
                    f"found `{self.text[start:end]}`, JSON has `:` between a key and its value",
                    self.tokenizer.edit(start, end, ":"),
                )
                frame.state = "value"
                return False
            if not self.is_cut(key):
                self.report("missing-colon", key.end, key.end, "`:` is missing after this key")
            if not (kind in {"string", "word"} and is_key):
                frame.state = "value"
                return True
            self.add(frame, Unknown(self.source, key.end, key.end, is_template=False))
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
            self.missing_comma()
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

    def _bracket_for_key(self, frame: Frame, kind: str, start: int) -> None:
        """An opening bracket where an object has its next key: often the object before it was never closed."""
        outer = self.stack[-2] if len(self.stack) > 1 else None
        if kind == "{" and outer is not None and outer.opener == "[" and frame.members:
            self.missing_closers(1, frame.comma if frame.state == "next" else self.last_end)
            if frame.state == "after":
                outer.loose = True
            outer.state = "next"
            return
        if not frame.loose:
            self.report("unexpected-bracket", start, start + 1, f"found `{kind}`, an object has a key here")
        frame.node.open = True
        frame.drop = True

    def _comma(self, frame: Frame, start: int) -> None:
        if frame.state == "after":
            frame.state, frame.comma = "next", start
            return
        if frame.state in {"colon", "value"}:
            self.missing_value(frame)
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

    def _colon(self, frame: Frame, start: int) -> None:
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

    def _directive(self, frame: Frame, token: Token) -> None:
        if frame.opener == "{" and frame.state == "value":
            self.add(frame, Unknown(self.source, token[1], token[2], is_template=True))
        frame.node.open = frame.loose = True

    def _close(self, kind: str, start: int) -> None:
        frame = self.stack[-1]
        if CLOSER[frame.opener] != kind:
            depth = self.opener_above(kind, start)
            if depth < 0:
                self.report(
                    "unexpected-bracket",
                    start,
                    start + 1,
                    f"found `{kind}`, the `{frame.opener}` on line {self.source.position(frame.node.start)[0]} is still open",
                )
                frame.node.open = True
                return
            self.missing_closers(depth, self.last_end)
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
            self.missing_value(frame)
        self.pop(start + 1)
