"""Keyword and arguments of logical lines, through dockerfile-parse wherever it can be right."""

import re
from collections.abc import Sequence

from ecslint.dockerfile.blanks import SPACE

_SEPARATOR = re.compile(r"[\t\v\f\r ]+")

# A line that dockerfile-parse splits as the builder does: a keyword of letters, tabs or blanks, a value; no
# escape character at the end, which it takes for a continuation, and no control character that only Python strips.
_PLAIN = re.compile(r"[A-Za-z]+[ \t]+(?=\S)")
_ODD_ENDS = frozenset("\\\x1c\x1d\x1e\x1f")

Split = tuple[int, int, int, int]
"""Offsets in a line: keyword from 0 to 1, what follows it from 2 to 3."""


def split(lines: Sequence[str]) -> list[Split]:
    """Where keyword and arguments of each line stand."""
    splits = [own_split(line, 0) for line in lines]
    plain = [number for number, line in enumerate(lines) if _is_plain(line, splits[number])]
    if plain:
        stripped = [lines[number][splits[number][0] : splits[number][3]] for number in plain]
        for number, line, (keyword, value) in zip(plain, stripped, _library_split(stripped), strict=True):
            start = splits[number][0]
            end = start + len(line)
            splits[number] = (start, start + len(keyword), end - len(value), end)
    return splits


def _is_plain(line: str, own: Split) -> bool:
    return line[own[3] - 1 : own[3]] not in _ODD_ENDS and _PLAIN.match(line, own[0]) is not None


def _library_split(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Keyword in upper case and value of plain lines."""
    from io import BytesIO  # noqa: PLC0415 - beside the import below, which is what costs

    from dockerfile_parse import DockerfileParser  # noqa: PLC0415 - 14 ms, for Dockerfiles only

    # The library decodes strictly; only lengths are taken from what it returns, so any character will do.
    content = "\n".join(lines).encode("utf-8", "replace")
    return [
        (entry["instruction"], entry["value"])
        for entry in DockerfileParser(fileobj=BytesIO(content)).structure
    ]


def own_split(line: str, start: int) -> Split:
    """Keyword and arguments of the part of a line from `start` on, as the builder splits it."""
    head = len(line) - len(line[start:].lstrip(SPACE))
    end = max(head, len(line.rstrip(SPACE)))
    blank = _SEPARATOR.search(line, head, end)
    if blank is None:
        return head, end, end, end
    return head, blank.start(), blank.end(), end
