"""The `[[suppress]]` entries of a configuration: what they silence, and where in the file they stand."""

import re
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatch

from ecslint.annotations import Any
from ecslint.finding import Finding
from ecslint.record import NamedTuple
from ecslint.source import Source, Span
from ecslint.suppress.ignore import Word

_HEADING = re.compile(
    r"^[ \t]*(\[\[[ \t]*(?:tool[ \t]*\.[ \t]*ecslint[ \t]*\.[ \t]*)?suppress[ \t]*\]\])", re.MULTILINE
)
_ANY_HEADING = re.compile(r"^[ \t]*\[", re.MULTILINE)
_MENTION = re.compile(r"^[ \t]*(?:\[+[ \t\w.]*)?suppress\b", re.MULTILINE)


class Entry:
    """One entry.

    `words` are the selectors of the rules it silences; `file` a glob, `path` a JSON pointer or a glob of one,
    `container` a name, each None for any; `expires` the last day on which it holds, as YYYY-MM-DD in UTC."""

    __slots__ = (
        "_pointer", "container", "expires", "expires_span", "file", "path", "reason", "span", "words",
    )  # fmt: skip

    def __init__(self, table: Mapping[str, Any], place: "Place") -> None:
        self.words = tuple(Word(text, place.of_text("rule", text)) for text in table["rule"])
        self.file: str | None = table.get("file")
        self.path: str | None = table.get("path")
        self.container: str | None = table.get("container")
        self.reason: str = table.get("reason", "")
        self.expires: str | None = table.get("expires")
        self.span = place.heading
        self.expires_span = place.of_text("expires", self.expires or "")
        self._pointer = None if self.path is None else pointer_pattern(self.path)

    @property
    def names_one_file(self) -> bool:
        """Does `file` say exactly which file is meant?"""
        return self.file is not None and "/" in self.file and not any(sign in self.file for sign in "*?[")

    def holds_for(self, path: str) -> bool:
        """Is it for this file, given as a path from the folder of the configuration?"""
        return self.file is None or matches(path, self.file)

    def covers(self, finding: Finding) -> bool:
        """Is it for the place of a finding in a file that it holds for?"""
        if self.container is not None and finding.container != self.container:
            return False
        return self._pointer is None or (
            finding.pointer is not None and self._pointer.fullmatch(finding.pointer) is not None
        )


class JudgedEntry(NamedTuple):
    """An entry after a run, for the rules on configurations.

    `is_unused` says that nothing was silenced, `has_no_file` that no linted file is meant, `is_expired` that its last day is over;
    `unknown` are selectors that no rule answers to, `refused` those of mandatory rules.
    """

    entry: Entry
    is_unused: bool
    has_no_file: bool
    is_expired: bool
    unknown: tuple[Word, ...]
    refused: tuple[Word, ...]

    @property
    def span(self) -> Span:
        return self.entry.span


class Place:
    """Where one entry stands: its heading and the text up to the next heading."""

    __slots__ = ("_end", "_source", "_start", "heading")

    def __init__(self, heading: Span, end: int) -> None:
        self.heading = heading
        self._source = heading.source
        self._start = heading.start
        self._end = end

    def of_text(self, key: str, text: str) -> Span:
        """The text of a value of a key, or the heading where that cannot be told."""
        block = self._source.text[self._start : self._end]
        line = re.search(rf"^[ \t]*{key}[ \t]*=", block, re.MULTILINE)
        at = block.find(text, line.end()) if line and text else -1
        if at < 0:
            return self.heading
        return Span(self._source, self._start + at, self._start + at + len(text))


def places(source: Source, count: int) -> Iterator[Place]:
    """The places of the `count` entries in a configuration file, in order."""
    text = source.text
    headings = [match.span(1) for match in _HEADING.finditer(text)]
    if len(headings) != count:
        # An inline list, or a multi-line string that looks like a heading: the first mention has to do.
        match = _MENTION.search(text)
        headings = [match.span() if match else (0, 0)] * count
    for start, end in headings:
        following = _ANY_HEADING.search(text, end)
        yield Place(Span(source, start, end), following.start() if following else len(text))


def entries(tables: Sequence[Mapping[str, Any]], source: Source) -> tuple[Entry, ...]:
    """The entries of one configuration file, whose tables are checked already."""
    return tuple(
        Entry(table, place) for table, place in zip(tables, places(source, len(tables)), strict=True)
    )


def pointer_pattern(path: str) -> re.Pattern[str]:
    """A JSON pointer as a pattern for itself and all below it; `*` stands for any part of a step, `**` for any steps."""
    steps = path.split("/")[1:]
    pattern = "".join(
        "(?:/[^/]*)*+" if step == "**" and number + 1 == len(steps)
        else "(?:/[^/]*)*?" if step == "**"
        else "/" + "[^/]*".join(re.escape(part) for part in step.split("*"))
        for number, step in enumerate(steps)
    )  # fmt: skip
    return re.compile(pattern + "(?:/.*)?", re.DOTALL)


def matches(path: str, pattern: str) -> bool:
    """Does a glob mean this path: the whole of it, or its file name when the glob has no slash?"""
    pattern = pattern.removeprefix("./")
    return (
        fnmatch(path, pattern)
        or (pattern.startswith("**/") and fnmatch(path, pattern[3:]))
        or ("/" not in pattern and fnmatch(path.rpartition("/")[2], pattern))
    )
