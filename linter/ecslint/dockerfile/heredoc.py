"""Heredocs: finding the `<<EOF` markers of an instruction, and the bodies below it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ecslint.dockerfile.blanks import SPACE
from ecslint.source import Excerpt, Span

# The steps of the builder's word reader. Markers are always read with `\`, whatever the escape directive says.
_BLANKS = re.compile(f"[{SPACE}]+")
_PLAIN = re.compile(f"[^{SPACE}'\"$\\\\<}}]+")
_IN_BRACES = re.compile("[^'\"$\\\\<}]+")
_IN_QUOTES = re.compile(r'[^"$\\]+')
_SHIFT = re.compile(r"<<-?[ \t]*")
_NAME = re.compile(r"[0-9]+|[@*#?\-$!]|[^\W0-9]\w*|")
_MARKER = re.compile(r"([0-9]*)<<(-?)[ \t]*+([^<]+)\Z")
_QUOTING = re.compile(r"'([^']*)'|\"((?:[^\"\\]|\\.)*)\"|\\(.?)", re.DOTALL)
_ESCAPED_IN_QUOTES = re.compile(r'\\(["$\\])')
_TABS = re.compile(r"^\t+", re.MULTILINE)

_BRACES, _QUOTES = "{", '"'


class Marker(NamedTuple):
    """A heredoc announced in an instruction; `start` and `end` are offsets in the joined line.

    `name` is the terminator, unquoted; `fd` the file descriptor, 0 if none is given.
    """

    start: int
    end: int
    name: str
    raw: str
    chomp: bool
    fd: int

    @property
    def expand(self) -> bool:
        """Whether the builder (COPY, ADD) or the shell (RUN) expands variables in the body."""
        return self.name == self.raw


class Heredoc(NamedTuple):
    """A heredoc with its body.

    `body` is the text as it stands in the file, line ends included, without the terminator line; `chomp` says
    that `<<-` drops the leading tabs of it, which `content` has done. `terminator_span` is None when the file
    ended first.
    """

    name: str
    body: str
    expand: bool
    chomp: bool
    fd: int
    marker_span: Span
    body_span: Span
    terminator_span: Span | None

    @property
    def content(self) -> Excerpt:
        """The body as the command or file gets it, each character knowing its place."""
        if not self.chomp:
            return Excerpt.of(self.body_span)
        start = self.body_span.start
        pieces, parts, here, at = [], [], 0, 0
        for match in _TABS.finditer(self.body):
            if match.start() > at:
                pieces.append((here, start + at))
                parts.append(self.body[at : match.start()])
                here += match.start() - at
            at = match.end()
        if at < len(self.body):
            pieces.append((here, start + at))
            parts.append(self.body[at:])
        return Excerpt(self.body_span.source, "".join(parts), pieces, self.body_span.end)


def markers(line: str) -> list[Marker] | None:
    """The heredocs a joined line announces, in order; None if the line cannot be read as words.

    The builder looks for none in such a line: an unbalanced quote or an unknown `${x^^}` switches heredocs off.
    """
    bounds = _words(line)
    if bounds is None:
        return None
    found = []
    for start, end in bounds:
        match = _MARKER.match(line, start, end)
        if match is None:
            continue
        raw = match[3]
        name = _unquoted(raw)
        if name:
            # More digits than a file descriptor can have are legal and mean nothing.
            found.append(Marker(start, end, name, raw, match[2] == "-", int(match[1][:18] or 0)))
    return found


def _words(line: str) -> list[tuple[int, int]] | None:
    """Where the words of a line are: quotes and `${}` in them are respected; None if one of those is broken."""
    bounds: list[tuple[int, int]] = []
    stack: list[str] = []  # what is open: double quotes, or a `${x:-word}`
    size = len(line)
    begin = -1
    outermost = 0
    at = 0
    while at < size:
        is_quoted = bool(stack) and stack[-1] == _QUOTES
        run = (_IN_QUOTES if is_quoted else _IN_BRACES if stack else _PLAIN).match(line, at)
        if run:
            begin = at if begin < 0 else begin
            at = run.end()
            continue
        char = line[at]
        if not stack and char in SPACE:
            if begin >= 0:
                bounds.append((begin, at))
                begin = -1
            at += 1
            continue
        begin = at if begin < 0 else begin
        if char == "$":
            opened = _after_dollar(line, at)
            if opened is None:
                return None
            if opened[1]:
                outermost = at if not stack else outermost
                stack.append(_BRACES)
            at = opened[0]
        elif is_quoted:
            if char == '"':
                stack.pop()
                at += 1
            else:
                at += 2 if line[at + 1 : at + 2] in {'"', "$", "\\"} else 1
        elif char == "'":
            at = line.find("'", at + 1) + 1
            if not at:
                return None
        elif char == '"':
            stack.append(_QUOTES)
            at += 1
        elif char == "<":
            shift = _SHIFT.match(line, at)
            at = shift.end() if shift else at + 1
        elif char == "\\":
            at += 2
        else:
            at += 1
            if stack:
                stack.pop()
                if not stack:
                    # The result of a `${}` outside of quotes is split at its blanks, quoted or not.
                    for blank in _BLANKS.finditer(line, outermost, at):
                        bounds.append((begin, blank.start()))
                        begin = blank.end()
    if stack:
        return None
    if begin >= 0:
        bounds.append((begin, size))
    return bounds


def _after_dollar(line: str, at: int) -> tuple[int, bool] | None:
    """Where reading goes on after a `$`, and whether a `${}` is open there; None for a form the builder refuses."""
    is_braced = line.startswith("{", at + 1)
    if is_braced and line[at + 2 : at + 3] in "{}:":
        return None
    name = _NAME.match(line, at + 1 + is_braced)
    after = name.end() if name else at + 1
    if not is_braced:
        return after, False
    sign = line[after : after + 1]
    if sign == "}":
        return after + 1, False
    if sign == ":":
        return (after + 2, True) if line[after + 1 : after + 2] in {"-", "+", "?"} else None
    return (after + 1, True) if sign in {"-", "+", "?", "#", "%", "/"} else None


def _unquoted(raw: str) -> str:
    """The word of a marker without quotes and escapes; variables stay as they are written."""
    if "'" not in raw and '"' not in raw and "\\" not in raw:
        return raw
    return _QUOTING.sub(
        lambda match: match[1] or _ESCAPED_IN_QUOTES.sub(r"\1", match[2] or "") or match[3] or "", raw
    )


class Terminators:
    """The lines of a file as possible ends of heredocs; numbers of lines start at 0 here."""

    __slots__ = ("_last", "_last_tabbed", "_lines")

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        # The last line with each text, as it is and without leading tabs. Asking here first keeps many markers
        # without a terminator from searching the file once each.
        self._last: dict[str, int] = {}
        self._last_tabbed: dict[str, int] = {}
        for number, line in enumerate(lines):
            self._last[line] = number
            self._last_tabbed[line.lstrip("\t")] = number

    def find(self, first: int, name: str, *, chomp: bool) -> int | None:
        """The first line from the number `first` on that ends a heredoc called `name`; None if no line does."""
        if (self._last_tabbed if chomp else self._last).get(name, -1) < first:
            return None
        number = first
        while (self._lines[number].lstrip("\t") if chomp else self._lines[number]) != name:
            number += 1
        return number
