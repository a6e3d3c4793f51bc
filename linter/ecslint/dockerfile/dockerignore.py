"""The patterns of a .dockerignore file, matched as the builder matches them."""

import posixpath
import re

from ecslint.record import NamedTuple
from ecslint.source import Source, Span
from ecslint.wildcard import WILDCARDS, bytewise, translate

# More of them nobody writes; each costs time for each source.
_MAX_PATTERNS = 1000


class Pattern(NamedTuple):
    """One line: `is_exception` is true behind a `!`, `regex` None where the text has no wildcard."""

    span: Span
    text: str
    is_exception: bool
    regex: "re.Pattern[str] | None"

    def matches(self, path: str) -> bool:
        return self.text == path if self.regex is None else self.regex.match(path) is not None


class DockerIgnore:
    """What an ignore file keeps out of the build context; the last pattern that matches a path or a folder above it decides."""

    __slots__ = ("patterns", "source")

    def __init__(self, source: Source) -> None:
        self.source = source
        self.patterns: list[Pattern] = []
        start = 0
        for line in source.text.split("\n"):
            if len(self.patterns) == _MAX_PATTERNS:
                break
            pattern = _pattern(Span(source, start, start + len(line)))
            if pattern is not None:
                self.patterns.append(pattern)
            start += len(line) + 1

    def excluding(self, path: str) -> Span | None:
        """The pattern that keeps all of a file, folder or name pattern out; None if some of it may get in."""
        path = bytewise(posixpath.normpath(path.lstrip("/") or "."))
        parts = path.split("/")
        above = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
        found: Pattern | None = None
        for pattern in self.patterns:
            if any(pattern.matches(one) for one in above):
                found = pattern
            elif pattern.is_exception and found is not None and _may_lie_in(pattern.text, path):
                found = None
        return None if found is None or found.is_exception else found.span


def _pattern(line: Span) -> Pattern | None:
    """What a line says; None for a comment, an empty line, and what the builder cannot read."""
    text = line.text.strip()
    if not text or line.text.startswith("#"):
        return None
    is_exception = text.startswith("!")
    text = text[1:].strip() if is_exception else text
    if not text:
        return None
    text = bytewise(posixpath.normpath(text).removeprefix("/") or ".")
    regex = None
    if not WILDCARDS.isdisjoint(text):
        translated = translate(text, on_path=True)
        if translated is None:
            return None
        regex = re.compile(translated, re.DOTALL)
    return Pattern(line, text, is_exception, regex)


def _may_lie_in(exception: str, path: str) -> bool:
    """May a path that an exception lets in lie in a folder, or be one that a name pattern stands for?"""
    plain = exception[: next((at for at, char in enumerate(exception) if char in WILDCARDS), len(exception))]
    start = path[: next((at for at, char in enumerate(path) if char in WILDCARDS), len(path))]
    folder = "" if start == "." else start
    return plain.startswith(folder) or folder.startswith(plain)
