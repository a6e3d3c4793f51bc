"""Words: how the builder cuts the arguments of an instruction, by blanks, by quotes, or as a JSON array."""

import re
from collections.abc import Iterator

from ecslint.dockerfile.blanks import SEPARATORS, SPACE
from ecslint.record import NamedTuple
from ecslint.source import Excerpt, Span

_WORD = re.compile(f"[^{SEPARATORS}]+")

# A string without escapes in a JSON array, and the sign behind it.
_JSON_BLANKS = " \t\r\n"
_ELEMENT = re.compile(r'[ \t\r\n]*+("[^"\\\x00-\x1f]*+")[ \t\r\n]*+([,\]])')
_ESCAPED_ELEMENT = r'[ \t\r\n]*+("[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*+)*+")[ \t\r\n]*+([,\]])'
_ESCAPE = r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))"
_LETTERS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}

_quoted_words: dict[str, re.Pattern[str]] = {}


class Word:
    """One word of an instruction.

    `text` is the word as written, quotes and escapes still in it; a JSON string is decoded. `start` and `end`
    are its offsets in `line`, the joined instruction, and lead to its place in the file.
    """

    __slots__ = ("_pieces", "end", "line", "start", "text")

    def __init__(self, line: Excerpt, start: int, end: int) -> None:
        self.line = line
        self.start = start
        self.end = end
        self.text = line.text[start:end]
        self._pieces: list[tuple[int, int]] | None = None

    @classmethod
    def of_json(cls, line: Excerpt, start: int, end: int) -> "Word":
        """The word of a JSON string, whose quotes stand at `start` and `end - 1`."""
        word = cls(line, start, end)
        if "\\" in word.text:
            word._decode()
        else:
            word.text = word.text[1:-1]
            word._pieces = [(0, start + 1)]
        return word

    @property
    def raw(self) -> str:
        """The word as written, quotes of a JSON string included."""
        return self.line.text[self.start : self.end]

    @property
    def span(self) -> Span:
        return self.line.span(self.start, self.end)

    @property
    def excerpt(self) -> Excerpt:
        """`text` with the place of each of its characters."""
        if self._pieces is None:
            return self.line.cut(self.start, self.end)
        line = self.line
        pieces = []
        for number, (here, there) in enumerate(self._pieces):
            stop = self._pieces[number + 1][0] if number + 1 < len(self._pieces) else len(self.text)
            inside = line.cut(there, there + stop - here)
            pieces += [(here + at, place) for at, place in zip(inside._here, inside._there, strict=True)]
        return Excerpt(line.source, self.text, pieces, line.offset(self.end - 1))

    def _decode(self) -> None:
        inner = self.text[1:-1]
        parts: list[str] = []
        pieces: list[tuple[int, int]] = []
        here = at = 0
        for match in re.finditer(_ESCAPE, inner):
            plain = inner[at : match.start()]
            char = _unescaped(match)
            pieces += [(here, self.start + 1 + at)] if plain else []
            pieces.append((here + len(plain), self.start + 1 + match.start()))
            parts += (plain, char)
            here += len(plain) + len(char)
            at = match.end()
        if at < len(inner):
            pieces.append((here, self.start + 1 + at))
            parts.append(inner[at:])
        self.text = "".join(parts)
        self._pieces = pieces

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Word):
            return NotImplemented
        return (self.text, self.span) == (other.text, other.span)

    def __hash__(self) -> int:
        return hash((self.text, self.start, self.end))

    def __repr__(self) -> str:
        return f"Word({self.text!r}, {self.span!r})"


class Pair(NamedTuple):
    """A `key=value` of ENV, LABEL or ARG; `value` is None for an ARG without default, `is_legacy` for `ENV key value`."""

    key: Word
    value: Word | None
    is_legacy: bool = False


def _unescaped(match: re.Match[str]) -> str:
    high, low, unit, letter = match.groups()
    if high:
        return chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00)
    if unit:
        code = int(unit, 16)
        return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)
    return _LETTERS.get(letter, letter)


def plain_words(line: Excerpt, start: int, end: int) -> tuple[Word, ...]:
    """Words between blanks; quotes mean nothing yet."""
    return tuple(Word(line, *match.span()) for match in _WORD.finditer(line.text, start, end))


def quoted_words(line: Excerpt, start: int, end: int, escape: str) -> Iterator[tuple[int, int]]:
    """Where the words are between blanks that are neither quoted nor escaped; quotes and escapes stay in them."""
    pattern = _quoted_words.get(escape)
    if pattern is None:
        e = re.escape(escape)
        pattern = _quoted_words[escape] = re.compile(
            # `\s` with the four separators that Go does not take for blanks: a class of all blanks is slow to compile.
            rf"""(?:[^\s'"{e}]++|[\x1c-\x1f]++|{e}(?:.|\Z)|'[^']*+(?:'|\Z)|"(?:[^"{e}]++|{e}(?:.|\Z))*+(?:"|\Z))++""",
            re.DOTALL,
        )
    # An escape character at the end escapes nothing and vanishes.
    return (
        match.span()
        for match in pattern.finditer(line.text, start, end)
        if match.end() < end or match.group() != escape
    )


def pairs(line: Excerpt, start: int, end: int, escape: str) -> tuple[Pair, ...]:
    """The pairs of ENV and LABEL. A word without `=` gives a pair without value, which the builder refuses."""
    first = next(quoted_words(line, start, end, escape), None)
    if first is None or line.text.find("=", *first) >= 0:
        return names(line, start, end, escape)
    key = _WORD.match(line.text, start, end)
    if key is None:
        return ()
    at = key.end()
    while at < end and line.text[at] in SEPARATORS:
        at += 1
    value = Word(line, at, end) if at < end else None
    return (Pair(Word(line, start, key.end()), value, is_legacy=True),)


def names(line: Excerpt, start: int, end: int, escape: str) -> tuple[Pair, ...]:
    """The words of ARG: `name` or `name=value`."""
    found = []
    for first, last in quoted_words(line, start, end, escape):
        at = line.text.find("=", first, last)
        if at < 0:
            found.append(Pair(Word(line, first, last), None))
        else:
            found.append(Pair(Word(line, first, at), Word(line, at + 1, last)))
    return tuple(found)


def json_words(line: Excerpt, start: int, end: int) -> tuple[Word, ...] | None:
    """The strings of a JSON array that takes up all of the text; None if it is anything else."""
    text = line.text
    while start < end and text[start] in SPACE:
        start += 1
    if not text.startswith("[", start, end) or not text.endswith("]", start, end):
        return None
    if not text[start + 1 : end - 1].strip(_JSON_BLANKS):
        return ()
    places, after = _json_strings(text, start + 1, end)
    return tuple(Word.of_json(line, *place) for place in places) if after == end else None


def _json_strings(text: str, at: int, end: int) -> tuple[list[tuple[int, int]], int]:
    """Where the strings of an array stand whose first element is at `at`, and what follows its `]`; 0 if it is broken."""
    pattern = re.compile(_ESCAPED_ELEMENT) if text.find("\\", at, end) >= 0 else _ELEMENT
    places = []
    while True:
        element = pattern.match(text, at, end)
        if element is None:
            return [], 0
        places.append(element.span(1))
        at = element.end()
        if element[2] == "]":
            return places, at


def json_fault(text: str) -> str:
    """Why a text that starts with `[` is no JSON array of strings: "element" (which the builder refuses), or what
    makes it a plain text in the builder's eyes: "single quotes", "trailing comma", "text after", "backslash", "syntax"."""
    import json  # noqa: PLC0415 - rare

    def refuse(constant: str) -> None:
        raise ValueError(constant)

    try:
        json.loads(text, parse_constant=refuse, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        pass
    else:
        return "element"
    if _is_array(text):
        return "text after"
    if re.match(r"\[\s*'", text):
        return "single quotes"
    if re.search(r",\s*\]\s*\Z", text):
        return "trailing comma"
    if _is_array(text.replace("\\", "/")):
        return "backslash"
    return "syntax"


def _is_array(text: str) -> bool:
    """Whether a text starts with a JSON array of strings."""
    return _json_strings(text, 1, len(text))[1] > 0 or text[1:].lstrip(_JSON_BLANKS).startswith("]")
