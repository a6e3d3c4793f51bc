"""Bodies of heredocs: which lines belong to one, and why a `<<` that looks like one has none."""

import re
from collections.abc import Sequence

from ecslint.dockerfile.blanks import SPACE
from ecslint.dockerfile.flags import leading_flags
from ecslint.dockerfile.heredoc import Heredoc
from ecslint.dockerfile.markers import Marker, markers
from ecslint.dockerfile.problem import Problem, quoted
from ecslint.dockerfile.split import own_split
from ecslint.dockerfile.words import json_words
from ecslint.record import NamedTuple
from ecslint.source import Excerpt, Source, Span

_KEYWORDS = frozenset({"run", "copy", "add"})
_GLUE = re.compile(r"[;)>|&]")
_ARITHMETIC = re.compile(r"\(\(|[0-9]\s*<<|<<-?\s*[0-9]")
_LOOKALIKE = re.compile(r"<<-?['\"]?([A-Za-z_][\w.]*+)['\"]?")


class Taken(NamedTuple):
    """What one instruction takes: its heredocs, where the last ends, the line to go on with, and what is wrong."""

    heredocs: tuple[Heredoc, ...]
    end: int
    next_number: int
    problems: tuple[Problem, ...]


class Bodies:
    """The lines of a file, of which heredocs take theirs; numbers of lines start at 0 here."""

    __slots__ = ("_last", "_last_tabbed", "_lines", "_source")

    def __init__(self, source: Source, lines: Sequence[str]) -> None:
        self._source = source
        self._lines = lines
        # The last line with each text, as it is and without leading tabs. Asking here first keeps many markers
        # without a terminator from searching the file once each.
        self._last: dict[str, int] = {}
        self._last_tabbed: dict[str, int] = {}
        for number, line in enumerate(lines):
            self._last[line] = number
            self._last_tabbed[line.lstrip("\t")] = number

    def take(self, line: Excerpt, number: int) -> Taken:
        """The heredocs that a joined line announces, whose bodies start at the line with a number."""
        if not _may_hold_heredocs(line):
            return Taken((), 0, number, ())
        announced = markers(line.text)
        found: list[Heredoc] = []
        problems: list[Problem] = []
        end = 0
        for marker in announced or ():
            name, last, problem = self._terminator(line, marker, number)
            if problem is not None:
                problems.append(problem)
            if not name:
                continue
            heredoc = self._heredoc(line, marker, name, number, last)
            found.append(heredoc)
            if heredoc.terminator_span is None:
                end = self._offset(len(self._lines) - 1) + len(self._lines[-1])
                number = len(self._lines)
                break
            end = heredoc.terminator_span.end
            number = last + 1
        if not found:
            problems += self._lookalike(line, number, is_broken=announced is None)
        return Taken(tuple(found), end, number, tuple(problems))

    def _terminator(self, line: Excerpt, marker: Marker, number: int) -> tuple[str, int, Problem | None]:
        """The terminator of a marker and its line, or the number of lines; no terminator if the marker is none."""
        name = marker.name
        last = self._find(number, name, chomp=marker.chomp)
        if last is not None:
            return name, last, None
        # The builder stops here; what follows only keeps the rest of the file from being lost.
        span = line.span(marker.start, marker.end)
        is_number = not name[0].isalpha() and name.rstrip(")").isalnum()
        if is_number and _ARITHMETIC.search(line.text):
            message = f"{quoted(span.text)} starts a heredoc, a shift needs no blanks: `1<<2`"
            return "", number, Problem(span, "unterminated-heredoc", message)
        glue = _GLUE.search(name)
        shorter = name[: glue.start()] if glue else ""
        last = self._find(number, shorter, chomp=marker.chomp) if shorter else None
        if last is None:
            message = f"{quoted(name)} never ends the heredoc, a line with nothing else must"
            return name, len(self._lines), Problem(span, "unterminated-heredoc", message)
        message = f"{quoted(name)} would have to end the heredoc, a blank is needed after `{shorter}`"
        return shorter, last, Problem(span, "heredoc-glued", message)

    def _heredoc(self, line: Excerpt, marker: Marker, name: str, first: int, last: int) -> Heredoc:
        body = Span(self._source, self._offset(first), self._offset(last))
        terminator = None
        if last < len(self._lines):
            stop = body.end + len(self._lines[last])
            terminator = Span(self._source, stop - len(name), stop)
        place = line.span(marker.start, marker.end)
        return Heredoc(name, body.text, marker.expand, marker.chomp, marker.fd, place, body, terminator)

    def _find(self, number: int, name: str, *, chomp: bool) -> int | None:
        """The first line from a number on that ends a heredoc called `name`; None if no line does."""
        if (self._last_tabbed if chomp else self._last).get(name, -1) < number:
            return None
        while (self._lines[number].lstrip("\t") if chomp else self._lines[number]) != name:
            number += 1
        return number

    def _offset(self, number: int) -> int:
        return self._source.line_starts[number] if number < len(self._lines) else len(self._source.text)

    def _lookalike(self, line: Excerpt, number: int, *, is_broken: bool) -> list[Problem]:
        """Why a `<<EOF` with a fitting terminator below is no heredoc to the builder."""
        for match in _LOOKALIKE.finditer(line.text):
            before = line.text[match.start() - 1] if match.start() else " "
            if self._find(number, match[1], chomp=True) is None or (not is_broken and before in SPACE + "<"):
                continue
            if is_broken:
                message = (
                    f"{quoted(match[0])} is no heredoc on a line with an unbalanced quote, close or escape it"
                )
                return [Problem(line.span(*match.span()), "heredoc-quote", message)]
            span = line.span(match.start() - 1, match.end())
            return [
                Problem(
                    span, "heredoc-glued", f"{quoted(span.text)} is no heredoc, a blank is needed before `<<`"
                )
            ]
        return []


def _may_hold_heredocs(line: Excerpt) -> bool:
    """Whether a line is a RUN, COPY or ADD, or an ONBUILD with one of them, and not in JSON form."""
    text = line.text
    _, keyword_end, value, end = split = own_split(text, 0)
    keyword = text[split[0] : keyword_end].lower()
    if keyword == "onbuild":
        _, value = leading_flags(line, value, end)
        start, keyword_end, value, end = own_split(text, value)
        keyword = text[start:keyword_end].lower()
    if keyword not in _KEYWORDS:
        return False
    _, arguments = leading_flags(line, value, end)
    while arguments < end and text[arguments] in SPACE:
        arguments += 1
    return text[arguments : arguments + 1] != "[" or json_words(line, arguments, end) is None
