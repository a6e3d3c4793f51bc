"""The Dockerfile reader: lines, directives, heredocs, flags, words and problems, fact by fact."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecslint.dockerfile import Dockerfile, Instruction, Word, parse

NBSP = "\u00a0"


def shape(document: Dockerfile) -> list[tuple[str, str, int, int]]:
    return [(one.keyword, one.text, one.span.line, one.span.end_line) for one in document.instructions]


def only(text: str) -> Instruction:
    (instruction,) = parse(text).instructions
    return instruction


def faults(text: str) -> list[tuple[str, str]]:
    """Kind and found text of every problem."""
    return [(problem.kind, problem.span.text) for problem in parse(text).problems]


LINES = {
    "no final newline": ("FROM a", [("FROM", "a", 1, 1)]),
    "carriage returns": ("FROM a\r\nRUN b \\\r\n c\r\n", [("FROM", "a", 1, 1), ("RUN", "b  c", 2, 3)]),
    "several carriage returns end a line": ("RUN b\r\r\r\nRUN c", [("RUN", "b", 1, 1), ("RUN", "c", 2, 2)]),
    "lone carriage return is a blank": ("RUN\rb\rc\n", [("RUN", "b\rc", 1, 1)]),
    "byte order mark": ("\ufeffFROM a\n", [("FROM", "a", 1, 1)]),
    "blanks before and after": ("\t FROM  a \t\n", [("FROM", "a", 1, 1)]),
    "non-breaking space in front": (f"{NBSP}RUN a\n", [("RUN", "a", 1, 1)]),
    "continuation": ("RUN a \\\n  b\n", [("RUN", "a   b", 1, 2)]),
    "blanks after the escape character": ("RUN a \\ \t\n b\n", [("RUN", "a  b", 1, 2)]),
    "escape character alone": ("\\\nRUN a\n", [("RUN", "a", 1, 2)]),
    "two escape characters": ("RUN a \\\\\nRUN b\n", [("RUN", "a \\\\", 1, 1), ("RUN", "b", 2, 2)]),
    "three escape characters": ("RUN a \\\\\\\nRUN b\n", [("RUN", "a \\\\\\", 1, 1), ("RUN", "b", 2, 2)]),
    "non-breaking space after the escape": (
        f"RUN a \\{NBSP}\nUSER b\n",
        [("RUN", "a \\", 1, 1), ("USER", "b", 2, 2)],
    ),
    "split keyword": ("FR\\\nOM x\n", [("FROM", "x", 1, 2)]),
    "split word": ("EXPOSE 80\\\n80\n", [("EXPOSE", "8080", 1, 2)]),
    "comment in a continuation": ("RUN a \\\n  # c \\\n b\n", [("RUN", "a  b", 1, 3)]),
    "comment after the last continuation": ("RUN a \\\n# c\n", [("RUN", "a", 1, 2)]),
    "hash inside a line": ("USER app # y\n", [("USER", "app # y", 1, 1)]),
    "blank line in a continuation": ("RUN a \\\n\nRUN b\n", [("RUN", "a RUN b", 1, 3)]),
    "continuation at the end": ("RUN a \\\n", [("RUN", "a", 1, 1)]),
    "escape directive": (
        "# escape=`\nCOPY a `\n c:\\\nRUN b\n",
        [("COPY", "a  c:\\", 2, 3), ("RUN", "b", 4, 4)],
    ),
    "Windows path without directive": ("COPY a c:\\\nRUN b\n", [("COPY", "a c:RUN b", 1, 2)]),
    "vertical tab and form feed end a keyword": (
        "RUN\va\nRUN\fb\n",
        [("RUN", "a", 1, 1), ("RUN", "b", 2, 2)],
    ),
    "non-breaking space does not": (f"RUN{NBSP}apk add\n", [(f"RUN{NBSP}APK", "add", 1, 1)]),
    "any case": ("from a as b\nrUn c\n", [("FROM", "a as b", 1, 1), ("RUN", "c", 2, 2)]),
    "unknown word stays": ("FOO bar baz\n", [("FOO", "bar baz", 1, 1)]),
    "keyword alone": ("RUN\nCMD\n", [("RUN", "", 1, 1), ("CMD", "", 2, 2)]),
    "NUL": ("RUN a\x00b\n", [("RUN", "a\x00b", 1, 1)]),
    "nothing": ("", []),
    "comments only": ("# a\n\n  # b\n", []),
}


@pytest.mark.parametrize(("text", "expected"), LINES.values(), ids=LINES)
def test_lines(text: str, expected: list[tuple[str, str, int, int]]) -> None:
    assert shape(parse(text)) == expected


def test_comments_are_kept_but_not_those_of_heredocs() -> None:
    document = parse("# escape=`\n # one\nRUN a `\n\t# two `\n b\nRUN <<E\n# body\nE\n# three")
    assert [comment.text for comment in document.comments] == ["# one", "# two `", "# three"]
    assert [comment.line for comment in document.comments] == [2, 4, 9]


def test_bytes_that_are_no_text_are_read_and_given_back() -> None:
    document = parse(b"FROM a\nRUN echo \xff\xfe \xa0\n")
    assert document.source.encode(document.instructions[1].span.text) == b"RUN echo \xff\xfe \xa0"


def test_a_nul_character_is_a_problem_wherever_a_program_would_get_it() -> None:
    document = parse("FROM a\nRUN a\0b\nRUN <<E\n\0\nE\n")
    assert [(problem.kind, problem.span.line) for problem in document.problems] == [("bad-argument", 2)]


def test_utf16_is_a_problem_of_the_document() -> None:
    document = parse("FROM a".encode("utf-16"))
    assert document.instructions == ()
    assert [(problem.kind, problem.message) for problem in document.problems] == [
        ("unreadable", "the text is encoded as UTF-16; save it as UTF-8")
    ]


def test_a_place_leads_back_over_continuations() -> None:
    instruction = only("RUN apk \\\n# why\n\n  add cu\\\nrl\n")
    arguments = instruction.arguments
    at = arguments.text.index("curl")
    span = arguments.span(at, at + 4)
    assert (arguments.text, span.line, span.column, span.end_line, span.end_column) == (
        "apk   add curl",
        4,
        7,
        5,
        3,
    )
    assert instruction.words[-1].span == span
    assert (instruction.span.column, instruction.span.end_column) == (1, 3)
    assert instruction.keyword_span.text == "RUN"


DIRECTIVES = {
    "all three": (
        "# syntax=a/b\n#escape=`\n#  Check = skip=X;error=true // why\n",
        [("syntax", "a/b"), ("escape", "`"), ("check", "skip=X;error=true")],
    ),
    "ended by an instruction": ("FROM a\n# syntax=x\n", []),
    "ended by a blank line": ("\n# syntax=x\n", []),
    "ended by a comment": ("# hello\n# syntax=x\n", []),
    "ended by an unknown one": ("# foo=bar\n# syntax=x\n", []),
    "only up to the first blank": ("# check=skip=A, B\n", [("check", "skip=A,")]),
    "after an interpreter line": ("#!/usr/bin/x\n# escape=`\n# syntax=x\n", [("syntax", "x")]),
    "indented": ("  # syntax=x\n", [("syntax", "x")]),
}


@pytest.mark.parametrize(("text", "expected"), DIRECTIVES.values(), ids=DIRECTIVES)
def test_directives(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(directive.name, directive.value) for directive in parse(text).directives] == expected


def test_a_directive_knows_its_place() -> None:
    (directive,) = parse(" # Syntax =  docker/dockerfile:1 \nFROM a").directives
    assert (directive.span.text, directive.value_span.text) == (
        "# Syntax =  docker/dockerfile:1",
        "docker/dockerfile:1",
    )


HEREDOCS = {
    "plain": ("RUN <<EOF\nFROM x\n# c \\\nEOF\n", [("EOF", "FROM x\n# c \\\n", True, False, 0)], 4),
    "descriptor": ("RUN 3<<EOF\nx\nEOF\n", [("EOF", "x\n", True, False, 3)], 3),
    "blank before the word": ("RUN cat <<- EOF\nx\n\tEOF\n", [("EOF", "x\n", True, True, 0)], 3),
    "file name": ("COPY <<file.txt /d/\nx\nfile.txt", [("file.txt", "x\n", True, False, 0)], 3),
    "single quotes": ("RUN <<'one two'\nx\none two\n", [("one two", "x\n", False, False, 0)], 3),
    "double quotes": ('RUN <<"E"\nx\nE\n', [("E", "x\n", False, False, 0)], 3),
    "quotes inside": ("RUN <<E'O'F\nx\nEOF\n", [("EOF", "x\n", False, False, 0)], 3),
    "variable is literal": ("RUN <<$EOF\nx\n$EOF\n", [("$EOF", "x\n", True, False, 0)], 3),
    "tabs are dropped": ("RUN <<-E\n\tx\n \ty\n\t\tE\n", [("E", "\tx\n \ty\n", True, True, 0)], 4),
    "several": (
        "COPY <<a <<b /d/\n1\na\n2\nb\n",
        [("a", "1\n", True, False, 0), ("b", "2\n", True, False, 0)],
        5,
    ),
    "empty body": ("RUN <<E\nE\n", [("E", "", True, False, 0)], 2),
    "trailing blank spoils the end": ("RUN <<E\nE \nE\n", [("E", "E \n", True, False, 0)], 3),
    "carriage returns": ("RUN <<E\r\nx\r\nE\r\n", [("E", "x\r\n", True, False, 0)], 3),
    "arguments behind a continuation": ("RUN cat <<E \\\n > f\nx\nE\n", [("E", "x\n", True, False, 0)], 4),
    "in ADD": ("ADD <<E /d\nx\nE\n", [("E", "x\n", True, False, 0)], 3),
    "in ONBUILD": ("ONBUILD RUN <<E\nx\nE\n", [("E", "x\n", True, False, 0)], 3),
    "behind a flag": ("RUN --network=none <<E\nx\nE\n", [("E", "x\n", True, False, 0)], 3),
    "not in CMD": ("CMD <<E\n", [], 1),
    "here-string": ("RUN cat <<<word\n", [], 1),
    "quoted": ('RUN echo "<<EOF"\n', [], 1),
    "glued to a word": ("RUN cat<<EOF\n", [], 1),
    "shift without blanks": ("RUN echo $((1<<2))\n", [], 1),
    "JSON form": ('RUN ["a", "<<E"]\n', [], 1),
    "unbalanced quote": ("RUN echo don't && cat <<EOF\n", [], 1),
    "unknown substitution": ("RUN echo ${x^^} <<EOF\n", [], 1),
    "nothing after": ("RUN cat << \n", [], 1),
}


@pytest.mark.parametrize(("text", "expected", "end_line"), HEREDOCS.values(), ids=HEREDOCS)
def test_heredocs(text: str, expected: list[tuple[str, str, bool, bool, int]], end_line: int) -> None:
    instruction = parse(text).instructions[0]
    found = [(one.name, one.body, one.expand, one.chomp, one.fd) for one in instruction.heredocs]
    assert found == expected
    assert instruction.span.end_line == end_line


def test_the_line_after_a_terminator_may_be_anything() -> None:
    document = parse("RUN <<E\nx\nE\nRUN <<E\nE\n# c\nUSER y\n")
    assert [one[2:] for one in shape(document)] == [(1, 3), (4, 5), (7, 7)]
    assert [comment.text for comment in document.comments] == ["# c"]


def test_a_heredoc_knows_its_places() -> None:
    (heredoc,) = only("RUN cat <<-E > f\n\tone\n\t\ttwo\n\tE\n").heredocs
    assert heredoc.terminator_span is not None
    assert (heredoc.marker_span.text, heredoc.body_span.text) == ("<<-E", "\tone\n\t\ttwo\n")
    assert (heredoc.terminator_span.line, heredoc.terminator_span.column, heredoc.terminator_span.text) == (
        4,
        2,
        "E",
    )
    content = heredoc.content
    assert content.text == "one\ntwo\n"
    assert [(content.span(at, at + 3).line, content.span(at, at + 3).column) for at in (0, 4)] == [
        (2, 2),
        (3, 3),
    ]


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


def test_onbuild_holds_a_whole_instruction() -> None:
    instruction = only("ONBUILD copy --from=x a \\\n b\n")
    inner = instruction.inner
    assert inner is not None
    assert (inner.keyword, inner.flags, [word.text for word in inner.words]) == (
        "COPY",
        {"from": "x"},
        ["a", "b"],
    )
    assert (inner.span.column, inner.span.end_line, inner.inner, instruction.flags) == (9, 2, None, {})


FROM = "FROM a\n"
PROBLEMS = {
    "fine": (f'{FROM}RUN\nCMD\nENTRYPOINT []\nHEALTHCHECK NONE\nVOLUME ["/a"]\nARG x\nCOPY --link --chmod=1 a b\n', []),
    "no instructions": ("# c\n", [("no-instructions", "")]),
    "no FROM": ("ARG a\n", [("no-from", "ARG")]),
    "RUN without FROM": ("RUN a\nRUN b\n", [("no-from", "RUN")]),
    "RUN before FROM": (f"ARG b\nRUN a\n{FROM}", [("no-from", "RUN")]),
    "unknown instruction": (f"{FROM}COPPY a b\n", [("unknown-instruction", "COPPY")]),
    "continuation into nothing": (f"{FROM}\\\n", [("unknown-instruction", "")]),
    "blank line in a continuation": (f"{FROM}RUN a \\\n\n \n b\n", [("empty-continuation", ""), ("empty-continuation", " ")]),
    "escape twice": ("# escape=`\n# escape=`\nFROM a\n", [("directive", "# escape=`")]),
    "wrong escape": ("# escape=x\nFROM a\n", [("directive", "x")]),
    "wrong check": ("# check=foo\nFROM a\n", [("directive", "foo")]),
    "wrong check error": ("# check=skip=A;error=maybe\nFROM a\n", [("directive", "skip=A;error=maybe")]),
    "unknown flag": (f"{FROM}RUN --moumt=a b\n", [("unknown-flag", "--moumt=a")]),
    "flag where there is none": (f"{FROM}CMD --help\n", [("unknown-flag", "--help")]),
    "flag without value": (f"{FROM}COPY --from build a b\n", [("bad-flag", "--from")]),
    "empty switch": (f"{FROM}COPY --link= a b\n", [("bad-flag", "--link=")]),
    "bad switch": (f"{FROM}ADD --unpack=yes a b\n", [("bad-flag", "--unpack=yes")]),
    "switch in any case": (f"{FROM}ADD --unpack=TRUE --keep-git-dir a b\n", []),
    "flag twice": (f"{FROM}COPY --from=a --from=b c d\n", [("duplicate-flag", "--from=b")]),
    "repeatable flags": (f"{FROM}COPY --exclude=a --exclude=b c d\nRUN --mount=a --mount=b --device=a --device=b c\n", []),
    "other instruction's flag": (f"{FROM}ADD --from=a b c\n", [("unknown-flag", "--from=a")]),
    "one path": (f"{FROM}COPY a\n", [("missing-argument", "a")]),
    "no argument": (f"{FROM}EXPOSE\nUSER\nARG\nENV\n", [("missing-argument", word) for word in ("EXPOSE", "USER", "ARG", "ENV")]),
    "instruction after an empty line in a continuation": (
        f"{FROM}RUN a \\\n\nCOPY b c\n",
        [("swallowed-instruction", "\\")],
    ),
    "FROM with two words": ("FROM a b\n", [("bad-argument", "b")]),
    "FROM with a wrong word": ("FROM a is b\n", [("stage-as", "is")]),
    "FROM with a comment": ("FROM a AS b # c\n", [("too-many-arguments", "# c")]),
    "ENV with a name": (f"{FROM}ENV a\n", [("missing-equals", "a")]),
    "ENV with a bare word": (f"{FROM}ENV a=1 # y\n", [("missing-equals", "#")]),
    "empty name": (f"{FROM}ENV =a\nARG =b\n", [("empty-name", ""), ("empty-name", "")]),
    "JSON element": (f"{FROM}RUN [1]\nCOPY [1]\n", [("json-element", "[1]"), ("json-element", "[1]")]),
    "empty volume": (f'{FROM}VOLUME [""]\n', [("missing-argument", '""')]),
    "SHELL": (f"{FROM}SHELL /bin/sh\nSHELL []\n", [("shell-not-json", "/bin/sh"), ("shell-not-json", "[]")]),
    "health check": (f"{FROM}HEALTHCHECK curl x\nHEALTHCHECK CMD\nHEALTHCHECK NONE x\n", [("healthcheck", "curl"), ("healthcheck", "CMD"), ("healthcheck", "x")]),
    "ONBUILD": (f"{FROM}ONBUILD\nONBUILD FROM a\nONBUILD ONBUILD RUN a\n", [("missing-argument", "ONBUILD"), ("onbuild", "FROM"), ("onbuild", "ONBUILD")]),
    "inside ONBUILD": (f"{FROM}ONBUILD COPY --x a\nONBUILD FOO\n", [("unknown-flag", "--x"), ("missing-argument", "a"), ("unknown-instruction", "FOO")]),
    "unterminated heredoc": (f"{FROM}RUN <<E\nRUN a\n", [("unterminated-heredoc", "<<E")]),
    "shift": (f"{FROM}RUN echo $(( 1 << 2 ))\nFOO\n", [("unterminated-heredoc", "<< 2"), ("unknown-instruction", "FOO")]),
    "glued terminator": (f"{FROM}RUN cat <<E;\nx\nE\nFOO\n", [("heredoc-glued", "<<E;"), ("unknown-instruction", "FOO")]),
    "glued marker": (f"{FROM}RUN cat<<FOO\nFOO\n", [("heredoc-glued", "t<<FOO"), ("unknown-instruction", "FOO")]),
    "unbalanced quote": (f"{FROM}RUN echo don't && cat <<FOO\nFOO\n", [("heredoc-quote", "<<FOO"), ("unknown-instruction", "FOO")]),
    "long line": (f"{FROM}RUN {'é' * 32_766}\n", [("line-too-long", f"RUN {'é' * 32_766}")]),
    "longest line": (f"{FROM}RUN {'x' * 65_531}\n", []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PROBLEMS.values(), ids=PROBLEMS)
def test_problems(text: str, expected: list[tuple[str, str]]) -> None:
    assert faults(text) == expected


def test_messages_say_what_was_found_and_what_is_allowed() -> None:
    text = "FROM a\nRUNN b\nRUN --moumt=c d\nCOPY --from=e\nSHELL x\n"
    assert [problem.message for problem in parse(text).problems] == [
        "`RUNN` is no instruction, `RUN` is",
        "`--moumt` is no flag of `RUN`, `--mount` is",
        "`COPY` needs at least two arguments: sources and a destination",
        '`SHELL` needs the JSON form, as in `SHELL ["/bin/bash", "-c"]`',
    ]


@pytest.mark.parametrize(
    "line",
    [
        "ENV A=1 hunter2",
        "ENV A hunter2",
        "ARG =hunter2",
        "LABEL a=b hunter2",
        "PASS=hunter2",
        "ENV --a=hunter2 x",
    ],
)
def test_no_message_holds_a_value(line: str) -> None:
    assert (
        "hunter2" not in " ".join(problem.message for problem in parse(f"FROM a\n{line}\n").problems).lower()
    )


def test_one_bad_line_loses_nothing_else() -> None:
    document = parse("FROM a\nRUN [1]\nFOO x\nENV\nUSER b\nRUN <<E\nRUN c")
    assert [one.keyword for one in document.instructions] == ["FROM", "RUN", "FOO", "ENV", "USER", "RUN"]
    assert document.instructions[2].span.text == "FOO x"


HOSTILE = {
    "continuations": "RUN a \\\n" + "b \\\n" * 20_000,
    "comments": "RUN a \\\n" + "# b\n" * 20_000,
    "brackets": "CMD " + "[" * 100_000,
    "closed brackets": "CMD " + "[" * 100_000 + "]" * 100_000,
    "digits": f"CMD [{'1' * 100_000}]",
    "markers": f"RUN {'<<E ' * 20_000}\n" + "E\n" * 20_000,
    "unterminated markers": "RUN cat <<E\n" * 20_000,
    "glued markers": "RUN cat <<E;\nE\n" * 5_000,
    "shifts": "RUN $(( 1 << 2 ))\n" * 10_000,
    "substitutions": "RUN <<E " + "${a:-" * 50_000,
    "quotes": "RUN <<E " + '"$' * 50_000,
    "flags": f"RUN {'--mount=é ' * 10_000}",
    "quoted flag": 'RUN --mount="' + 'x\\"' * 100_000,
    "triggers": "ONBUILD " * 50_000,
    "words": f"ENV {'a=b ' * 50_000}",
    "backslashes": "RUN " + "\\" * 500_000,
    "blanks": f"RUN a{' ' * 500_000}b",
    "carriage returns": "\r" * 500_000,
    "blank for Python alone": "RUN a \\\n\n\x1c\n",
    "directives": "# syntax=x\n" * 10_000,
    "lone surrogates": "RUN --a=\ud800\udc80 \udfff\n" * 1_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read(text: str) -> None:
    for instruction in parse(text).instructions:
        assert instruction.span.end <= len(text)
        _look_at(instruction)


PIECES = ["\n", "\\\n", "`", "\\", " ", "\t", "\r", NBSP, "#", "--a=", '"', "'", "$", "${x:-", "}", "=", "[", "]", ",", "a", "é", "\x00", "\ud800",
          "RUN ", "COPY ", "ONBUILD ", "ENV ", "FROM ", "HEALTHCHECK CMD ", "<<E", "<<-'E F'", "<< E", "\nE\n", "\nE F\n", "# escape=`\n"]  # fmt: skip


@settings(max_examples=1_500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_text_is_read_and_every_place_is_inside(text: str) -> None:
    document = parse(text)
    size = len(document.source.text)
    end = 0
    for instruction in document.instructions:
        assert end <= instruction.span.start <= instruction.span.end <= size
        end = instruction.span.end
        words: list[Word] = list(instruction.words)
        for pair in instruction.pairs:
            words += [pair.key, pair.value] if pair.value else [pair.key]
        for word in words:
            assert instruction.span.start <= word.span.start <= word.span.end <= end
        _look_at(instruction)
    for problem in document.problems:
        assert 0 <= problem.span.start <= problem.span.end <= size


def _look_at(instruction: Instruction) -> None:
    assert instruction.text is not None
    assert len(instruction.flags) <= len(instruction.flag_list)
    assert instruction.json_words is None or instruction.json_fault is None
    for word in instruction.json_words or ():
        assert word.excerpt.text == word.text
    for heredoc in instruction.heredocs:
        assert heredoc.content.text == (
            "\n".join(line.lstrip("\t") for line in heredoc.body.split("\n"))
            if heredoc.chomp
            else heredoc.body
        )
    assert instruction.command.text in instruction.arguments.text
