"""Patterns of `${x#p}` and `${x/p/r}` against the plain definition: try every stretch of the value."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecslint.dockerfile import pattern as patterns

VALUES = st.text("ab*", max_size=9)
PATTERNS = st.text("ab*?", max_size=6)


def _fits(value: str, pattern: str) -> bool:
    regex = "".join({"*": ".*", "?": "."}.get(char, re.escape(char)) for char in pattern)
    return re.fullmatch(regex, value) is not None


@settings(deadline=None, max_examples=500)
@given(VALUES, PATTERNS)
def test_trim_is_the_shortest_or_longest_stretch(value: str, pattern: str) -> None:
    parts = patterns.parts(pattern)
    starts = [value[n:] for n in range(len(value) + 1) if _fits(value[:n], pattern)] or [value]
    ends = [value[:n] for n in range(len(value), -1, -1) if _fits(value[n:], pattern)] or [value]
    assert patterns.trim(value, parts, at_end=False, longest=False) == starts[0]
    assert patterns.trim(value, parts, at_end=False, longest=True) == starts[-1]
    assert patterns.trim(value, parts, at_end=True, longest=False) == ends[0]
    assert patterns.trim(value, parts, at_end=True, longest=True) == ends[-1]


@settings(deadline=None, max_examples=500)
@given(VALUES, PATTERNS)
def test_find_all_is_leftmost_and_longest(value: str, pattern: str) -> None:
    expected: list[tuple[int, int]] = []
    at = 0
    while at <= len(value):
        ends = [n for n in range(len(value), at - 1, -1) if _fits(value[at:n], pattern)]
        # An empty match right after another match does not count, as in Go.
        if ends and not (ends[0] == at and expected and expected[-1][1] == at):
            expected.append((at, ends[0]))
        at = max(at + 1, ends[0]) if ends else at + 1
    assert patterns.find_all(value, patterns.parts(pattern)) == expected


def test_escapes() -> None:
    assert patterns.parts(r"\*\?\\\}\/") == [(char, False) for char in r"*?\}/"]
    for text in (r"\a", "\\"):
        with pytest.raises(patterns.InvalidEscapeError):
            patterns.parts(text)
