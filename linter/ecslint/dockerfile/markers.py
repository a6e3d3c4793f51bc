"""Finding the `<<EOF` markers of an instruction."""

import re

from ecslint.dockerfile.blanks import SPACE
from ecslint.record import NamedTuple

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
