"""What the search for provider tokens takes for granted about its table of formats."""

import sys
from importlib import import_module

import pytest

from ecslint.secrets.formats import FORMATS
from ecslint.secrets.shapes import SHORTEST, Shape, shapes_for


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row[2])
def test_no_token_is_shorter_than_the_words_that_are_looked_at(row: tuple[str, str, str]) -> None:
    # The standard library knows how long a match is at least, but says so only in a module of its own.
    least, _ = import_module("re._parser").parse(Shape(*row).pattern.pattern).getwidth()
    assert SHORTEST <= least < sys.maxsize


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row[2])
def test_every_literal_leads_to_its_format_in_a_long_word_and_in_one_that_is_continued(
    row: tuple[str, str, str],
) -> None:
    for literal in row[0].split():
        for text in (f"x {literal}{'a1' * 20} y", f"x {literal}\\\n{'a1' * 20} y"):
            assert Shape(*row).spec in [shape.spec for shape in shapes_for(text)]
