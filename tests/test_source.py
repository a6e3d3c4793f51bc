"""Positions: offsets, lines, columns and excerpts agree with the text they came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecslint.errors import UnreadableFileError
from ecslint.source import Excerpt, Source, Span

TEXTS = st.text(alphabet="ab\n\r é😀\t\x00", max_size=60)


@given(TEXTS)
def test_positions_walk_the_text(text: str) -> None:
    source = Source("f", text)
    line, column = 1, 1
    for offset, character in enumerate(text):
        assert source.position(offset) == (line, column)
        line, column = (line + 1, 1) if character == "\n" else (line, column + 1)
    assert source.position(len(text)) == (line, column)


@given(TEXTS)
def test_lines_are_the_text_without_line_ends(text: str) -> None:
    source = Source("f", text)
    lines = [source.line(number) for number in range(1, len(source.line_starts) + 1)]
    assert lines == [line.removesuffix("\r") for line in text.split("\n")]


@given(st.binary(max_size=60))
def test_bytes_survive_the_round_trip(data: bytes) -> None:
    try:
        source = Source.from_bytes("f", data)
    except UnreadableFileError:
        assert data[:2] in {b"\xff\xfe", b"\xfe\xff"}
        return
    assert source.encode() == data


def test_a_byte_order_mark_is_no_column() -> None:
    source = Source.from_bytes("f", b"\xef\xbb\xbfFROM a")
    assert source.text == "FROM a"
    assert source.span(0, 4).column == 1
    assert source.encode(source.text + "b") == b"\xef\xbb\xbfFROM ab"


@pytest.mark.parametrize(
    ("text", "offset", "column"), [("abc", 2, 3), ("é b", 2, 3), ("😀b", 1, 3), ("x\n😀😀b", 4, 5)]
)
def test_utf16_columns(text: str, offset: int, column: int) -> None:
    assert Source("f", text).utf16_column(offset) == column


@given(
    st.lists(
        st.tuples(st.text("abc", max_size=4), st.text("-", min_size=1, max_size=3)), min_size=1, max_size=6
    ),
    st.data(),
)
def test_an_excerpt_knows_where_its_characters_stand(
    parts: list[tuple[str, str]], data: st.DataObject
) -> None:
    """The source is text with dashes between the pieces; the excerpt is the same text without them."""
    whole, joined, pieces = "", "", []
    for kept, dropped in parts:
        if kept:
            pieces.append((len(joined), len(whole)))
        joined, whole = joined + kept, whole + kept + dropped
    source = Source("f", whole)
    excerpt = Excerpt(source, joined, pieces, len(whole))
    for index, character in enumerate(joined):
        assert whole[excerpt.offset(index)] == character
    start = data.draw(st.integers(0, len(joined)))
    end = data.draw(st.integers(start, len(joined)))
    span = excerpt.span(start, end)
    assert span.text.replace("-", "") == joined[start:end]
    cut = excerpt.cut(start, end)
    assert cut.text == joined[start:end]
    for index in range(end - start):
        assert cut.offset(index) == excerpt.offset(start + index)


def test_a_span_is_its_own_place() -> None:
    span = Span(Source("f", "one\ntwo"), 4, 7)
    assert (span.line, span.column, span.end_line, span.end_column) == (2, 1, 2, 4)
    assert span.span is span
    assert span.text == "two"
