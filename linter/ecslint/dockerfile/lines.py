"""Physical lines -> logical lines: comments, continuations, directives and heredoc bodies are resolved here.

What this reader hands on needs no more than a split into keyword and arguments.
"""

from ecslint.annotations import TYPE_CHECKING
from ecslint.dockerfile.blanks import SPACE
from ecslint.dockerfile.directives import Directives
from ecslint.dockerfile.heredoc import Heredoc
from ecslint.dockerfile.instruction import KEYWORDS
from ecslint.dockerfile.problem import Problem
from ecslint.dockerfile.split import own_split
from ecslint.source import Excerpt, Source, Span

if TYPE_CHECKING:
    from ecslint.dockerfile.bodies import Bodies

# The builder's scanner gives up at a longer line; counted in bytes, without the line feed.
MAX_LINE = 65_535


class LogicalLine:
    """An instruction before it is understood: its text joined, first and last offset in the file, its heredocs."""

    __slots__ = ("end", "excerpt", "heredocs", "start")

    def __init__(self, excerpt: Excerpt, start: int, end: int) -> None:
        self.excerpt = excerpt
        self.start = start
        self.end = end
        self.heredocs: tuple[Heredoc, ...] = ()


class Reader:
    """One pass over a file; afterwards the lists are complete and `escape` is known."""

    __slots__ = (
        "_bodies", "_lines", "_number", "_source", "_starts", "comments", "directives", "lines", "problems",
    )  # fmt: skip

    def __init__(self, source: Source) -> None:
        text = source.text
        self._source = source
        # Physical lines without their ends, the offset of each, and the number of the next one, from 0.
        self._lines = text.split("\n")
        self._starts = source.line_starts
        self._number = 0
        self._bodies: Bodies | None = None
        self.lines: list[LogicalLine] = []
        self.comments: list[Span] = []
        self.directives = Directives(source)
        self.problems: list[Problem] = []
        if not self._lines[-1]:
            self._lines.pop()
        if max(map(len, self._lines), default=0) > MAX_LINE // 4:
            self._report_long_lines()
        if "\r" in text:
            self._lines = [line.rstrip("\r") for line in self._lines]

    @property
    def escape(self) -> str:
        return self.directives.escape

    def read(self) -> None:
        lines, starts = self._lines, self._starts
        directives = self.directives
        while self._number < len(lines):
            number = self._number
            self._number += 1
            line = lines[number]
            body = line.lstrip(SPACE)
            start = starts[number] + len(line) - len(body)
            if not body:
                directives.open = False
            elif body[0] == "#":
                if not (directives.open and directives.take(body, start)):
                    self.comments.append(Span(self._source, start, start + len(body)))
            else:
                directives.open = False
                logical = self._join(body, start)
                if "<<" in logical.excerpt.text:
                    self._read_heredocs(logical)
                self.lines.append(logical)
        self.problems += directives.problems

    def _join(self, body: str, start: int) -> LogicalLine:
        """The logical line whose first physical line, without leading blanks, is `body`."""
        source = self._source
        escape = self.directives.escape
        trimmed = body.rstrip(" \t")
        end = start + len(body)
        if not trimmed.endswith(escape) or trimmed[-2:-1] == escape:
            return LogicalLine(Excerpt(source, body, [(0, start)], end), start, end)
        lines, starts = self._lines, self._starts
        parts = [trimmed[:-1]]
        pieces = [(0, start)]
        length = len(trimmed) - 1
        last = joint = start + length
        number = self._number
        empty: list[Span] = []
        goes_on = True
        while goes_on and number < len(lines):
            line = lines[number]
            at = starts[number]
            number += 1
            end = at + len(line)
            bare = line.lstrip(SPACE)
            if not bare:
                empty.append(Span(source, at, end))
                continue
            if bare[0] == "#":
                self.comments.append(Span(source, end - len(bare), end))
                continue
            trimmed = line.rstrip(" \t")
            goes_on = trimmed.endswith(escape) and trimmed[-2:-1] != escape
            part = trimmed[:-1] if goes_on else line
            if empty:
                self._report_empty(empty, bare, joint)
                empty = []
            joint = at + len(part)
            if part:
                parts.append(part)
                pieces.append((length, at))
                length += len(part)
                last = at + len(part)
        if empty:
            self._report_empty(empty, "", joint)
        self._number = number
        return LogicalLine(Excerpt(source, "".join(parts), pieces, last), start, end)

    def _report_empty(self, empty: list[Span], following: str, joint: int) -> None:
        """Say that empty lines do not end an instruction; `joint` is where the escape character before them stands."""
        source = self._source
        escape = self.directives.escape
        text = source.text
        word = following[: own_split(following, 0)[1]]
        if word in KEYWORDS:
            before = joint
            while before and text[before - 1] in " \t":
                before -= 1
            place = Span(source, joint, joint + len(escape))
            message = (
                f"{_shown(escape)} before an empty line, so that the `{word}` below it is no instruction"
            )
            surplus = Span(source, before, place.end)
            self.problems.append(Problem(place, "swallowed-instruction", message, surplus))
            return
        for span in empty:
            after = text.find("\n", span.end) + 1
            message = f"an empty line after {_shown(escape)}, the instruction goes on behind it"
            surplus = Span(source, span.start, after or len(text))
            self.problems.append(Problem(span, "empty-continuation", message, surplus))

    def _read_heredocs(self, logical: LogicalLine) -> None:
        """Take the bodies that a logical line announces from the lines below it."""
        if self._bodies is None:
            from ecslint.dockerfile.bodies import Bodies  # noqa: PLC0415 - few files have heredocs

            self._bodies = Bodies(self._source, self._lines)
        taken = self._bodies.take(logical.excerpt, self._number)
        logical.heredocs, self._number = taken.heredocs, taken.next_number
        logical.end = max(logical.end, taken.end)
        self.problems += taken.problems

    def _report_long_lines(self) -> None:
        for line, start in zip(self._lines, self._starts, strict=False):
            if len(line) > MAX_LINE // 4 and len(line.encode("utf-8", "surrogatepass")) > MAX_LINE:
                message = f"a line of more than {MAX_LINE} bytes, the builder reads no longer ones"
                self.problems.append(
                    Problem(self._source.span(start, start + len(line)), "line-too-long", message)
                )


def _shown(escape: str) -> str:
    return "`\\`" if escape == "\\" else "a backtick"
