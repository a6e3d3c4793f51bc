"""Flags, words, pairs and JSON forms of Dockerfile instructions, with the places of their characters."""

import json

import pytest
from dockerfile_views import NBSP, only
from hypothesis import given, settings
from hypothesis import strategies as st

FLAGS = {
    "value": ("COPY --from=b a c\n", [("from", "b")], "a c"),
    "repeated": ("RUN --mount=a --mount=b c\n", [("mount", "a"), ("mount", "b")], "c"),
    "without a value": ("COPY --link a b\n", [("link", None)], "a b"),
    "empty value": ("COPY --link= a b\n", [("link", "")], "a b"),
    "quotes and escapes": ("RUN --a=\"b c\" --d='e'f\\ g x\n", [("a", "b c"), ("d", "ef g")], "x"),
    "ended by two hyphens": ("RUN -- --x\n", [], "--x"),
    "ended by the first word": ("RUN a --x\n", [], "a --x"),
    "one hyphen": ("RUN -x\n", [], "-x"),
    "unknown": ("CMD --help\n", [("help", None)], ""),
    "over a continuation": ("RUN --mou\\\nnt=a b\n", [("mount", "a")], "b"),
    "not ASCII": ("RUN --a=é ü\n", [("a", "é")], "ü"),
    "unclosed quote": ("RUN --a='b c\n", [("a", "b c")], ""),
}


@pytest.mark.parametrize(("text", "expected", "rest"), FLAGS.values(), ids=FLAGS)
def test_flags(text: str, expected: list[tuple[str, str | None]], rest: str) -> None:
    instruction = only(text)
    assert [(flag.name, flag.value) for flag in instruction.flag_list] == expected
    assert instruction.flags == dict(expected)
    assert instruction.arguments.text == rest


def test_a_flag_knows_its_places() -> None:
    flag = only('COPY  --from="b" é d\n').flag_list[0]
    assert flag.value_span is not None
    assert (flag.span.text, flag.span.column, flag.value_span.text) == ('--from="b"', 7, '"b"')


WORDS = {
    "blanks before quotes": ('COPY "a b" c\n', ['"a', 'b"', "c"]),
    "vertical tab": ("EXPOSE 1\v2\n", ["1", "2"]),
    "non-breaking space": (f"VOLUME a{NBSP}b\n", [f"a{NBSP}b"]),
    "one value": ("WORKDIR /a b  c\n", ["/a b  c"]),
    "JSON": ('ADD ["a b", "c"]\n', ["a b", "c"]),
    "broken JSON": ('ADD ["a b", "c",]\n', ['["a', 'b",', '"c",]']),
    "FROM": ("FROM --platform=x a AS b\n", ["a", "AS", "b"]),
}


@pytest.mark.parametrize(("text", "expected"), WORDS.values(), ids=WORDS)
def test_words(text: str, expected: list[str]) -> None:
    assert [word.text for word in only(text).words] == expected


PAIRS = {
    "legacy": ("ENV a b=c d\n", [("a", "b=c d")]),
    "pairs": ("ENV a=b c=d=e\n", [("a", "b"), ("c", "d=e")]),
    "quotes": ("ENV a='b c' d=\"e f\"g\n", [("a", "'b c'"), ("d", '"e f"g')]),
    "escaped blank": ("LABEL a=b\\ c d=\n", [("a", "b\\ c"), ("d", "")]),
    "backtick": ("# escape=`\nENV a=b` c d=\\ e=f\n", [("a", "b` c"), ("d", "\\"), ("e", "f")]),
    "escaped quote": ('ENV a="b\\" c" d=e\n', [("a", '"b\\" c"'), ("d", "e")]),
    "unclosed quote": ('ENV a="b c=d\n', [("a", '"b c=d')]),
    "arguments": ("ARG a b=c d='e f'\n", [("a", None), ("b", "c"), ("d", "'e f'")]),
    "quoted key": ('LABEL "a b"=c\n', [('"a b"', "c")]),
    "continuation": ("ENV a=b \\\n  c=d\n", [("a", "b"), ("c", "d")]),
    "escape character alone at the end": ("ENV a=b \\\n\v\n", [("a", "b")]),
    "another instruction": ("RUN a=b\n", []),
}


@pytest.mark.parametrize(("text", "expected"), PAIRS.values(), ids=PAIRS)
def test_pairs(text: str, expected: list[tuple[str, str | None]]) -> None:
    pairs = only(text).pairs
    assert [(pair.key.text, pair.value.text if pair.value else None) for pair in pairs] == expected
    for pair in pairs:
        for word in (pair.key, pair.value):
            assert word is None or word.span.text == word.text


JSON_FORMS = {
    "strings": ('CMD ["a", "b c"]\n', ("a", "b c"), None),
    "empty": ("CMD [ ]\n", (), None),
    "escapes": ('CMD ["\\"\\\\\\/\\n\\u00e9\\ud83d\\ude00\\ud83d"]\n', ('"\\/\né\U0001f600\ufffd',), None),
    "over lines": ('CMD [ "a", \\\n "b" ]\n', ("a", "b"), None),
    "health check": ('HEALTHCHECK --interval=5s CMD ["a"]\n', ("a",), None),
    "number": ('CMD ["a", 1]\n', None, "element"),
    "null": ("RUN [null]\n", None, "element"),
    "nested": ('VOLUME [["a"]]\n', None, "element"),
    "text after": ('CMD ["a"] # y\n', None, "text after"),
    "single quotes": ("CMD ['a', 'b']\n", None, "single quotes"),
    "trailing comma": ('CMD ["a",]\n', None, "trailing comma"),
    "Windows path": ('CMD ["C:\\x.exe"]\n', None, "backslash"),
    "test command": ("RUN [ -f x ] && y\n", None, "syntax"),
    "control character": ('CMD ["a\tb"]\n', None, "syntax"),
    "not a constant of JSON": ("CMD [NaN]\n", None, "syntax"),
    "another instruction": ('USER ["a"]\n', None, None),
    "no bracket": ("CMD a\n", None, None),
}


@pytest.mark.parametrize(("text", "strings", "fault"), JSON_FORMS.values(), ids=JSON_FORMS)
def test_json_forms(text: str, strings: tuple[str, ...] | None, fault: str | None) -> None:
    instruction = only(text)
    found = instruction.json_words
    assert (None if found is None else tuple(word.text for word in found)) == strings
    assert instruction.json_fault == fault


def test_a_json_word_knows_the_place_of_each_character() -> None:
    words = only('CMD ["a\\tb", \\\n "c\\u00e9d"]\n').json_words
    assert words is not None
    first, second = words
    assert (first.text, first.span.text, second.raw) == ("a\tb", '"a\\tb"', '"c\\u00e9d"')
    excerpt = second.excerpt
    assert [excerpt.span(at, at + 1).column for at in range(3)] == [3, 4, 10]
    assert (excerpt.span(0, 3).line, excerpt.span(0, 3).end_column) == (2, 11)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=6), max_size=4), st.booleans())
def test_a_json_form_is_read_as_json(strings: list[str], is_ascii: bool) -> None:
    text = "CMD " + json.dumps(strings, ensure_ascii=is_ascii)
    words = only(text).json_words
    assert words is not None
    assert [word.text for word in words] == json.loads(text[4:])
    assert [word.span.text for word in words] == [json.dumps(one, ensure_ascii=is_ascii) for one in strings]
