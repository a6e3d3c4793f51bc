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

    __slots__ = ("_at", "_bodies", "_source", "comments", "directives", "lines", "problems")

    def __init__(self, source: Source) -> None:
        self._source = source
        self._at = 0
        self._bodies: heredoc.Bodies | None = None
        self.lines: list[LogicalLine] = []
        self.comments: list[Span] = []
        self.directives = Directives(source)
        self.problems: list[Problem] = []

    @property
    def escape(self) -> str:
        return self.directives.escape

    def read(self) -> None:
        text = self._source.text
        directives = self.directives
        size = len(text)
        while self._at < size:
            at = self._at
            line = self._physical_line()
            body = line.lstrip(SPACE)
            start = at + len(line) - len(body)
            if body.startswith("#"):
                if not (directives.open and directives.take(body, start)):
                    self.comments.append(Span(self._source, start, start + len(body)))
                continue
            directives.open = False
            if body:
                logical = self._join(body, start)
                if "<<" in logical.excerpt.text:
                    self._read_heredocs(logical)
                self.lines.append(logical)
        self.problems += directives.problems

    def _physical_line(self) -> str:
        """The line at the current place without its line end; the place moves to the next line."""
        text = self._source.text
        start = self._at
        stop = text.find("\n", start)
        if stop < 0:
            stop = len(text)
        self._at = stop + 1
        if stop - start > MAX_LINE // 4:
            if len(text[start:stop].encode("utf-8", "surrogatepass")) > MAX_LINE:
                self._report(
                    start,
                    stop,
                    "line-too-long",
                    f"a line of more than {MAX_LINE} bytes, the builder reads no longer ones",
                )
        return text[start:stop].rstrip("\r")

    def _join(self, body: str, start: int) -> LogicalLine:
        """The logical line whose first physical line, without leading blanks, is `body`."""
        source = self._source
        escape = self.directives.escape
        trimmed = body.rstrip(" \t")
        if not trimmed.endswith(escape) or trimmed[-2:-1] == escape:
            end = start + len(body)
            return LogicalLine(Excerpt(source, body, [(0, start)], end), start, end)
        parts = [trimmed[:-1]]
        pieces = [(0, start)]
        length = len(trimmed) - 1
        last = start + length
        end = start + len(body)
        size = len(source.text)
        while self._at < size:
            at = self._at
            line = self._physical_line()
            end = at + len(line)
            bare = line.lstrip(SPACE)
            if not bare:
                self._report(
                    at,
                    end,
                    "empty-continuation",
                    f"an empty line after {_shown(escape)}, the instruction goes on behind it",
                )
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
            if not goes_on:
                break
        return LogicalLine(Excerpt(source, "".join(parts), pieces, last), start, end)

    def _read_heredocs(self, logical: LogicalLine) -> None:
        if not _may_hold_heredocs(logical.excerpt):
            return
        markers = heredoc.markers(logical.excerpt.text)
        found: list[Heredoc] = []
        for marker in markers or ():
            one = self._heredoc(logical, marker)
            if one is not None:
                found.append(one)
                last = one.terminator_span or one.body_span
                logical.end = last.end
        logical.heredocs = tuple(found)
        if not found:
            self._report_lookalikes(logical, is_broken=markers is None)

    def _heredoc(self, logical: LogicalLine, marker: Marker) -> Heredoc | None:
        """The heredoc of a marker, its body taken from the current place; None for one that is better ignored."""
        source = self._source
        bodies = self._bodies = self._bodies or heredoc.Bodies(source)
        start = min(self._at, len(source.text))
        name = marker.name
        span = logical.excerpt.span(marker.start, marker.end)
        if not bodies.ends_after(start, name, chomp=marker.chomp):
            # The builder stops here; what follows only keeps the rest of the file from being lost.
            if (
                not name[0].isalpha()
                and name.rstrip(")").isalnum()
                and _ARITHMETIC.search(logical.excerpt.text)
            ):
                message = f"{quoted(span.text)} starts a heredoc, a shift needs no blanks: `1<<2`"
                self.problems.append(Problem(span, "unterminated-heredoc", message))
                return None
            glue = _GLUE.search(name)
            shorter = name[: glue.start()] if glue else ""
            if not shorter or not bodies.ends_after(start, shorter, chomp=marker.chomp):
                message = f"{quoted(name)} never ends the heredoc, a line with nothing else must"
                self.problems.append(Problem(span, "unterminated-heredoc", message))
                self._at = len(source.text)
                return self._with_body(marker, name, span, Span(source, start, self._at), None)
            message = f"{quoted(name)} would have to end the heredoc, a blank is needed after `{shorter}`"
            self.problems.append(Problem(span, "heredoc-glued", message))
            name = shorter
        end, first, last = bodies.find(start, name, chomp=marker.chomp)
        after = source.text.find("\n", last)
        self._at = after + 1 if after >= 0 else len(source.text)
        return self._with_body(marker, name, span, Span(source, start, end), Span(source, first, last))

    def _with_body(
        self, marker: Marker, name: str, span: Span, body: Span, terminator: Span | None
    ) -> Heredoc:
        return Heredoc(name, body.text, marker.expand, marker.chomp, marker.fd, span, body, terminator)

    def _report_lookalikes(self, logical: LogicalLine, *, is_broken: bool) -> None:
        """Say why a `<<EOF` with a fitting terminator below is no heredoc to the builder."""
        text = logical.excerpt.text
        bodies = self._bodies = self._bodies or heredoc.Bodies(self._source)
        for match in _LOOKALIKE.finditer(text):
            before = text[match.start() - 1 : match.start()] if match.start() else ""
            if not bodies.ends_after(self._at, match[1], chomp=True) or (
                not is_broken and before in SPACE + "<"
            ):
                continue
            span = logical.excerpt.span(*match.span())
            if is_broken:
                message = (
                    f"{quoted(match[0])} is no heredoc on a line with an unbalanced quote, close or escape it"
                )
                self.problems.append(Problem(span, "heredoc-quote", message))
            else:
                message = f"{quoted(before + match[0])} is no heredoc, a blank is needed before `<<`"
                self.problems.append(Problem(span, "heredoc-glued", message))
            return

    def _report(self, start: int, end: int, kind: str, message: str) -> None:
        self.problems.append(Problem(Span(self._source, start, end), kind, message))


def _may_hold_heredocs(line: Excerpt) -> bool:
    """Whether a line is a RUN, COPY or ADD, or an ONBUILD with one of them, and not in JSON form."""
    text = line.text
    _, keyword_end, value, end = split = own_split(text, 0)
    keyword = text[split[0] : keyword_end].lower()
    if keyword == "onbuild":
        _, value = leading_flags(line, value)
        start, keyword_end, value, end = own_split(text, value)
        keyword = text[start:keyword_end].lower()
    if keyword not in _HEREDOC_KEYWORDS:
        return False
    _, arguments = leading_flags(line, value)
    while arguments < end and text[arguments] in SPACE:
        arguments += 1
    return text[arguments : arguments + 1] != "[" or json_words(line, arguments, end) is None


def _shown(escape: str) -> str:
    return "`\\`" if escape == "\\" else "a backtick"
