"""What a source line looks like on a terminal, and that carets stand under the right columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecslint.report.snippet import clean, display_width, render
from ecslint.source import Source


def show(
    text: str,
    start: int,
    end: int,
    masks: list[tuple[int, int]] | None = None,
    width: int = 40,
    *,
    unicode: bool = True,
) -> tuple[str, str]:
    source = Source("f", text)
    spans = [source.span(start, end)]
    line = render(
        source,
        spans[0].line,
        spans,
        [source.span(*mask) for mask in masks or []],
        width=width,
        unicode=unicode,
    )
    ((first, last),) = line.marks
    return line.text, " " * first + "^" * (last - first)


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("FROM a", (5, 6), ("FROM a", "     ^")),
        ("\tRUN x", (5, 6), ("    RUN x", "        ^")),
        ("日本 x", (3, 4), ("日本 x", "     ^")),
        ("e\u0301 x", (3, 4), ("e\u0301 x", "  ^")),
        ("a\x1b[31mb", (6, 7), ("a␛[31mb", "      ^")),
        ("FROM", (4, 4), ("FROM", "    ^")),
        ("one\r\ntwo", (5, 8), ("two", "^^^")),
    ],
)
def test_carets(text: str, span: tuple[int, int], expected: tuple[str, str]) -> None:
    assert show(text, *span) == expected


def test_masks_have_a_fixed_length_and_move_the_caret() -> None:
    text = "ENV A=secretsecretsecret B=x"
    assert show(text, 27, 28, [(6, 24)]) == ("ENV A=•••••••• B=x", " " * 17 + "^")
    assert show(text, 6, 24, [(6, 24)]) == ("ENV A=•••••••• B=x", " " * 6 + "^" * 8)
    assert show(text, 6, 24, [(6, 24)], unicode=False)[0] == "ENV A=******** B=x"


def test_a_mask_that_began_on_an_earlier_line_covers_this_one() -> None:
    text = "-----BEGIN\nabcdef\nEND-----"
    assert show(text, 11, 12, [(0, len(text))])[0] == "••••••••"


@given(st.integers(0, 5000), st.integers(1, 30), st.integers(0, 5000))
def test_long_lines_are_cut_around_the_caret(before: int, marked: int, after: int) -> None:
    line, carets = show("a" * before + "X" * marked + "b" * after, before, before + marked)
    assert len(line) <= 42
    first = carets.index("^")
    assert line[first] == "X"
    assert set(line[first : len(carets)]) == {"X"}


@given(st.text(max_size=50))
def test_clean_text_moves_no_cursor(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.isprintable() or not cleaned
    assert "\x1b" not in cleaned
    cleaned.encode("utf-8")
    assert display_width(cleaned) <= 2 * len(text)
