"""Flags: the words with `--` between a keyword and its arguments."""

import re

from ecslint.dockerfile.blanks import BYTE_SPACE
from ecslint.record import NamedTuple
from ecslint.source import Excerpt, Span

# The flags of each instruction: "one" value, "many" (may be repeated), or a "switch" with an optional boolean.
KNOWN: dict[str, dict[str, str]] = {
    "FROM": {"platform": "one"},
    "RUN": {"mount": "many", "network": "one", "security": "one", "device": "many"},
    "COPY": {
        "from": "one",
        "chown": "one",
        "chmod": "one",
        "link": "switch",
        "exclude": "many",
        "parents": "switch",
    },
    "ADD": {
        "chown": "one",
        "chmod": "one",
        "link": "switch",
        "keep-git-dir": "switch",
        "checksum": "one",
        "unpack": "switch",
        "exclude": "many",
    },
    "HEALTHCHECK": {
        "interval": "one",
        "timeout": "one",
        "start-period": "one",
        "start-interval": "one",
        "retries": "one",
    },
}

_SIMPLE = re.compile(r"(--[^\t\n\v\f\r \x85\xa0'\"\\]*+)(?:[\t\n\v\f\r \x85\xa0]++|\Z)")


class Flag(NamedTuple):
    """A flag as the builder reads it, quotes and escapes resolved; `value` is None without a `=`.

    `span` covers the flag as written, `value_span` what stands behind its `=`.
    """

    name: str
    value: str | None
    span: Span
    value_span: Span | None

    @property
    def text(self) -> str:
        """The flag as one word, as it would be written without quotes."""
        return f"--{self.name}" if self.value is None else f"--{self.name}={self.value}"


def leading_flags(line: Excerpt, start: int, end: int) -> tuple[tuple[Flag, ...], int]:
    """The flags between two offsets of a joined line that ends at `end`, and the offset of the first argument behind them.

    The builder reads this part byte by byte, always with `\\` as the escape character; so does this.
    """
    if not line.text.startswith("--", start, end):
        return (), start
    head = line.text[start:end]
    if head.isascii():
        words, after = _scan(head)
        return tuple(
            _flag(line, word, start + first, start + last) for word, first, last in words
        ), start + after
    data = _encoded(head).decode("latin-1")
    words, after = _scan(data)
    # Offset of each byte's character, one entry past the end included.
    places: list[int] = []
    for offset, char in enumerate(head[: after + 1], start):
        places += [offset] * len(_encoded(char))
    places.append(end)
    flags = []
    for word, first, last in words:
        decoded = word.encode("latin-1").decode("utf-8", "surrogateescape")
        flags.append(_flag(line, decoded, places[first], places[last - 1] + 1))
    beyond = places[after] if after < len(places) else end
    return tuple(flags), beyond + (0 < after < len(places) and places[after - 1] == beyond)


def _encoded(text: str) -> bytes:
    """The bytes as they stand in the file; surrogates that no byte stands for become three bytes each."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass") if len(text) == 1 else b"".join(map(_encoded, text))


def _flag(line: Excerpt, word: str, begin: int, end: int) -> Flag:
    name, equals, value = word[2:].partition("=")
    if not equals:
        return Flag(name, None, line.span(begin, end), None)
    at = line.text.find("=", begin, end) + 1
    return Flag(name, value, line.span(begin, end), line.span(at, end))


def _scan(text: str) -> tuple[list[tuple[str, int, int]], int]:
    """The leading words with `--` as (unquoted word, start, end), and where the arguments start."""
    words: list[tuple[str, int, int]] = []
    at = 0
    size = len(text)
    while True:
        while at < size and text[at] in BYTE_SPACE:
            at += 1
        if not text.startswith("--", at):
            return words, at
        simple = _SIMPLE.match(text, at)
        if simple:
            if simple[1] == "--":
                return words, simple.end(1)
            words.append((simple[1], at, simple.end(1)))
            at = simple.end()
            continue
        word, end = _quoted_word(text, at)
        if word == "--":
            return words, end
        words.append((word, at, end))
        at = end


def _quoted_word(text: str, at: int) -> tuple[str, int]:
    """A word with quotes or escapes in it, without them, and where it ends."""
    plain = re.compile(r"[^\t\n\v\f\r \x85\xa0'\"\\]+")
    runs = {"": plain, '"': re.compile(r'[^"\\]+'), "'": re.compile(r"[^'\\]+")}
    parts: list[str] = []
    size = len(text)
    quote = ""
    while at < size:
        run = runs[quote].match(text, at)
        if run:
            parts.append(run.group())
            at = run.end()
            continue
        char = text[at]
        if char == "\\":
            parts.append(text[at + 1 : at + 2])
            at += 2
        elif quote:
            quote = ""
            at += 1
        elif char in "'\"":
            quote = char
            at += 1
        else:
            break
    return "".join(parts), min(at, size)
