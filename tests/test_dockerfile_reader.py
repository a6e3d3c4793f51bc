"""The Dockerfile reader: lines, directives, heredocs, flags, words and problems, fact by fact."""

import pytest
from dockerfile_views import NBSP, only, shape

from ecslint.dockerfile import parse

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
