"""A file as text with exact positions: every node of every model points back to its characters here."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from ecslint.errors import UnreadableFileError
from ecslint.record import NamedTuple

BOM = "\ufeff"


class Source:
    """The text of one file.

    `path` is the name shown to people, with `/`. `text` is the decoded content without a byte order mark;
    bytes that are no UTF-8 are kept as lone surrogates, so `encode` gives back the same bytes. Offsets are
    0-based indexes into `text`; lines and columns are 1-based and counted in characters. Lines end at LF,
    and a CR before it belongs to the line end.
    """

    __slots__ = ("_astral", "_starts", "has_bom", "path", "text")

    def __init__(self, path: str, text: str) -> None:
        self.has_bom = text.startswith(BOM)
        self.path = path
        self.text = text[1:] if self.has_bom else text
        self._starts: list[int] | None = None
        self._astral: list[int] | None = None

    @classmethod
    def from_bytes(cls, path: str, data: bytes) -> "Source":
        """Decode a file's bytes; raises `UnreadableFileError` for UTF-16, which neither Docker nor AWS reads."""
        if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            raise UnreadableFileError(path, "is encoded as UTF-16; save it as UTF-8")
        return cls(path, data.decode("utf-8", "surrogateescape"))

    def encode(self, text: str | None = None) -> bytes:
        """The bytes of the file, or of a changed `text`, with the byte order mark it came with."""
        whole = self.text if text is None else text
        return ((BOM if self.has_bom else "") + whole).encode("utf-8", "surrogateescape")

    @property
    def line_starts(self) -> list[int]:
        """Offset of the first character of each line; computed once, on first use."""
        if self._starts is None:
            starts = [0]
            find = self.text.find
            at = find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = find("\n", at + 1)
            self._starts = starts
        return self._starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        starts = self.line_starts
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def line_bounds(self, number: int) -> tuple[int, int]:
        """Offsets of the first character of a 1-based line and of its line end."""
        starts = self.line_starts
        start = starts[number - 1]
        end = starts[number] - 1 if number < len(starts) else len(self.text)
        return start, end - 1 if end > start and self.text[end - 1] == "\r" else end

    def line(self, number: int) -> str:
        """The text of a 1-based line, without its line end."""
        start, end = self.line_bounds(number)
        return self.text[start:end]

    def utf16_column(self, offset: int) -> int:
        """The column of an offset in UTF-16 code units, as SARIF and editors count."""
        line, column = self.position(offset)
        astral = self._astral
        if astral is None:
            # A minified file is one long line with many findings: what counts twice is looked for once.
            text = self.text
            plain = text.isascii()
            astral = [] if plain else [at for at, character in enumerate(text) if character > "\uffff"]
            self._astral = astral
        return column + bisect_left(astral, offset) - bisect_left(astral, self.line_starts[line - 1])

    def span(self, start: int, end: int) -> "Span":
        return Span(self, start, end)


class Span(NamedTuple):
    """A stretch of a source, `start` inclusive and `end` exclusive, in offsets."""

    source: Source
    start: int
    end: int

    @property
    def line(self) -> int:
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        return self.source.position(self.start)[1]

    @property
    def end_line(self) -> int:
        return self.source.position(self.end)[0]

    @property
    def end_column(self) -> int:
        return self.source.position(self.end)[1]

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    @property
    def head(self) -> "Span":
        """The part on the first line: a caret cannot run over line ends, and a review shows single lines."""
        if self.line == self.end_line:
            return self
        end = self.source.line_bounds(self.line)[1]
        return Span(self.source, self.start, max(self.start, end))

    @property
    def span(self) -> "Span":
        """A span is its own place, so rules may report on a node or on a part of one alike."""
        return self

    def __repr__(self) -> str:
        return f"<{self.source.path}:{self.line}:{self.column}-{self.end_line}:{self.end_column}>"


# Spans are made by the hundred for each file: without a call of their own constructor.
_new_span = tuple.__new__


class Excerpt:
    """A text put together from pieces of a source, each character still knowing where it stands.

    An instruction joined over its continuation lines, a heredoc body without its leading tabs, a JSON string
    without its escapes: `text` is what the reader means, `span` leads back to the file. `pieces` are pairs
    (offset in `text`, offset in the source), ascending; between two pairs the characters run side by side.
    """

    __slots__ = ("_here", "_there", "end", "source", "text")

    def __init__(self, source: Source, text: str, pieces: Iterable[tuple[int, int]], end: int) -> None:
        self.source = source
        self.text = text
        self.end = end
        pairs = list(pieces) or [(0, end)]
        self._here = [here for here, _ in pairs]
        self._there = [there for _, there in pairs]

    @classmethod
    def of(cls, span: Span) -> "Excerpt":
        """The text of a span as it stands in the file."""
        return cls(span.source, span.text, [(0, span.start)], span.end)

    def offset(self, index: int) -> int:
        """The source offset of the character at `index`; the end of the excerpt for an index past its last."""
        if index >= len(self.text):
            return self.end
        piece = bisect_right(self._here, index) - 1
        return self._there[piece] + index - self._here[piece]

    def span(self, start: int, end: int) -> Span:
        """Where `text[start:end]` stands in the source, from its first character to its last."""
        here = self._here
        if end <= start or end > len(self.text):
            first = self.offset(start)
            last = self.offset(end - 1) + 1 if end > start else first
        else:
            piece = bisect_right(here, start) - 1
            first = self._there[piece] + start - here[piece]
            piece = bisect_right(here, end - 1) - 1
            last = self._there[piece] + end - here[piece]
        # A line end that was put in stands on no character of the file.
        return _new_span(Span, (self.source, first, min(last, self.end) if end > start else first))

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """`text[start:end]` as stretches (start, end, source offset) whose characters stand side by side."""
        piece = bisect_right(self._here, start) - 1
        at = start
        while at < end:
            stop = self._here[piece + 1] if piece + 1 < len(self._here) else end
            yield at, min(stop, end), self._there[piece] + at - self._here[piece]
            at = stop
            piece += 1

    def cut(self, start: int, end: int) -> "Excerpt":
        """The excerpt of `text[start:end]`."""
        here, there = self._here, self._there
        if end <= start:
            stop = self.offset(start)
            return Excerpt(self.source, "", ((0, stop),), stop)
        first = bisect_right(here, start) - 1
        last = bisect_left(here, end, first + 1)
        # Made without its constructor, which would take apart the pairs that were only put together for it.
        part = Excerpt.__new__(Excerpt)
        part.source = self.source
        part.text = self.text[start:end]
        part._here = [0, *[index - start for index in here[first + 1 : last]]]
        part._there = [there[first] + start - here[first], *there[first + 1 : last]]
        part.end = self.offset(end - 1) + 1
        return part
