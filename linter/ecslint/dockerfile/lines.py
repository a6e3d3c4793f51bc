"""Physical lines -> logical lines: comments, continuations, directives and heredoc bodies are resolved here.

What this reader hands on needs no more than a split into keyword and arguments.
"""

import re

from ecslint.dockerfile import heredoc
from ecslint.dockerfile.blanks import SPACE
from ecslint.dockerfile.directives import Directives
from ecslint.dockerfile.flags import leading_flags
from ecslint.dockerfile.heredoc import Heredoc, Marker
from ecslint.dockerfile.problem import Problem, quoted
from ecslint.dockerfile.split import own_split
from ecslint.dockerfile.words import json_words
from ecslint.source import Excerpt, Source, Span

# The builder's scanner gives up at a longer line; counted in bytes, without the line feed.
MAX_LINE = 65_535

_HEREDOC_KEYWORDS = frozenset({"run", "copy", "add"})
_GLUE = re.compile(r"[;)>|&]")
_ARITHMETIC = re.compile(r"\(\(|[0-9]\s*<<|<<-?\s*[0-9]")
_LOOKALIKE = re.compile(r"<<-?['\"]?([A-Za-z_][\w.]*+)['\"]?")


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
        "_lines", "_number", "_source", "_starts", "_terminators", "comments", "directives", "lines", "problems",
    )  # fmt: skip

    def __init__(self, source: Source) -> None:
        text = source.text
        self._source = source
        # Physical lines without their ends, the offset of each, and the number of the next one, from 0.
        self._lines = text.split("\n")
        self._starts = source.line_starts
        self._number = 0
        self._terminators: heredoc.Terminators | None = None
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
        last = start + length
        number = self._number
        goes_on = True
        while goes_on and number < len(lines):
            line = lines[number]
            at = starts[number]
            number += 1
            end = at + len(line)
            bare = line.lstrip(SPACE)
            if not bare:
                message = f"an empty line after {_shown(escape)}, the instruction goes on behind it"
                self.problems.append(Problem(Span(source, at, end), "empty-continuation", message))
                continue
            if bare[0] == "#":
                self.comments.append(Span(source, end - len(bare), end))
                continue
            trimmed = line.rstrip(" \t")
            goes_on = trimmed.endswith(escape) and trimmed[-2:-1] != escape
            part = trimmed[:-1] if goes_on else line
            if part:
                parts.append(part)
                pieces.append((length, at))
                length += len(part)
                last = at + len(part)
        self._number = number
        return LogicalLine(Excerpt(source, "".join(parts), pieces, last), start, end)

    def _read_heredocs(self, logical: LogicalLine) -> None:
        if not _may_hold_heredocs(logical.excerpt):
            return
        if self._terminators is None:
            self._terminators = heredoc.Terminators(self._lines)
        markers = heredoc.markers(logical.excerpt.text)
        found: list[Heredoc] = []
        for marker in markers or ():
            one = self._heredoc(logical, marker, self._terminators)
            if one is not None:
                found.append(one)
                if one.terminator_span is None:
                    logical.end = max(logical.end, self._starts[len(self._lines) - 1] + len(self._lines[-1]))
                    break
                logical.end = one.terminator_span.end
        logical.heredocs = tuple(found)
        if not found:
            self._report_lookalikes(logical, self._terminators, is_broken=markers is None)

    def _heredoc(
        self, logical: LogicalLine, marker: Marker, terminators: heredoc.Terminators
    ) -> Heredoc | None:
        """The heredoc of a marker, its body taken from the current line on; None for one that is better ignored."""
        name = marker.name
        first = self._number
        span = logical.excerpt.span(marker.start, marker.end)
        last = terminators.find(first, name, chomp=marker.chomp)
        if last is None:
            # The builder stops here; what follows only keeps the rest of the file from being lost.
            is_number = not name[0].isalpha() and name.rstrip(")").isalnum()
            if is_number and _ARITHMETIC.search(logical.excerpt.text):
                message = f"{quoted(span.text)} starts a heredoc, a shift needs no blanks: `1<<2`"
                self.problems.append(Problem(span, "unterminated-heredoc", message))
                return None
            glue = _GLUE.search(name)
            shorter = name[: glue.start()] if glue else ""
            last = terminators.find(first, shorter, chomp=marker.chomp) if shorter else None
            if last is None:
                message = f"{quoted(name)} never ends the heredoc, a line with nothing else must"
                self.problems.append(Problem(span, "unterminated-heredoc", message))
            else:
                message = f"{quoted(name)} would have to end the heredoc, a blank is needed after `{shorter}`"
                self.problems.append(Problem(span, "heredoc-glued", message))
                name = shorter
        source, size = self._source, len(self._source.text)
        start = self._starts[first] if first < len(self._starts) else size
        terminator = None
        if last is None:
            self._number = len(self._lines)
            body = Span(source, start, size)
        else:
            self._number = last + 1
            body = Span(source, start, self._starts[last])
            stop = self._starts[last] + len(self._lines[last])
            terminator = Span(source, stop - len(name), stop)
        return Heredoc(name, body.text, marker.expand, marker.chomp, marker.fd, span, body, terminator)

    def _report_lookalikes(
        self, logical: LogicalLine, terminators: heredoc.Terminators, *, is_broken: bool
    ) -> None:
        """Say why a `<<EOF` with a fitting terminator below is no heredoc to the builder."""
        text = logical.excerpt.text
        for match in _LOOKALIKE.finditer(text):
            before = text[match.start() - 1 : match.start()] if match.start() else ""
            if terminators.find(self._number, match[1], chomp=True) is None or (
                not is_broken and before in SPACE + "<"
            ):
                continue
            span = logical.excerpt.span(match.start() - len(before.strip(SPACE)), match.end())
            if is_broken:
                message = (
                    f"{quoted(match[0])} is no heredoc on a line with an unbalanced quote, close or escape it"
                )
                self.problems.append(Problem(span, "heredoc-quote", message))
            else:
                message = f"{quoted(span.text)} is no heredoc, a blank is needed before `<<`"
                self.problems.append(Problem(span, "heredoc-glued", message))
            return

    def _report_long_lines(self) -> None:
        for line, start in zip(self._lines, self._starts, strict=False):
            if len(line) > MAX_LINE // 4 and len(line.encode("utf-8", "surrogatepass")) > MAX_LINE:
                message = f"a line of more than {MAX_LINE} bytes, the builder reads no longer ones"
                self.problems.append(
                    Problem(self._source.span(start, start + len(line)), "line-too-long", message)
                )


def _may_hold_heredocs(line: Excerpt) -> bool:
    """Whether a line is a RUN, COPY or ADD, or an ONBUILD with one of them, and not in JSON form."""
    text = line.text
    _, keyword_end, value, end = split = own_split(text, 0)
    keyword = text[split[0] : keyword_end].lower()
    if keyword == "onbuild":
        _, value = leading_flags(line, value, end)
        start, keyword_end, value, end = own_split(text, value)
        keyword = text[start:keyword_end].lower()
    if keyword not in _HEREDOC_KEYWORDS:
        return False
    _, arguments = leading_flags(line, value, end)
    while arguments < end and text[arguments] in SPACE:
        arguments += 1
    return text[arguments : arguments + 1] != "[" or json_words(line, arguments, end) is None


def _shown(escape: str) -> str:
    return "`\\`" if escape == "\\" else "a backtick"
