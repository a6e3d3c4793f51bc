"""What the pages on size and style cannot show: byte order marks, line ends, and where a clean-up may be added."""

import pytest
from examples import run

from ecslint import shelf
from ecslint.dockerfile import Run, parse
from ecslint.dockerfile.copied import has_copied
from ecslint.dockerfile.leftovers import appended


@pytest.mark.parametrize(
    ("text", "lines", "fixed"),
    [
        ("FROM a\nUSER b", [2], "FROM a\nUSER b\n"),
        ("FROM a\r\nUSER b", [2], "FROM a\r\nUSER b\r\n"),
        ("FROM a\r\nRUN c\nUSER b\r\n", [2], "FROM a\r\nRUN c\r\nUSER b\r\n"),
        ("FROM a\nRUN c\r\nUSER b\n", [2], "FROM a\nRUN c\nUSER b\n"),
        ("FROM a \r\nUSER b\t\r\n", [1], "FROM a\r\nUSER b\r\n"),
        ("\ufeffFROM a\n", [1], "FROM a\n"),
        ("FROM a\nCOPY <<E /x\nb  \r\n\nE\n", [], "FROM a\nCOPY <<E /x\nb  \r\n\nE\n"),
        ("FROM a\nCOPY <<E /x\nb", [], "FROM a\nCOPY <<E /x\nb"),
    ],
)
def test_whitespace(text: str, lines: list[int], fixed: str) -> None:
    rule = shelf.find("DF605")
    assert rule is not None
    outcome = run(rule, text)
    assert [finding.span.line for finding in outcome.findings] == lines
    assert outcome.fixed == fixed


@pytest.mark.parametrize(
    ("step", "after"),
    [
        ("RUN a", "RUN a && z"),
        ("RUN a || b", "RUN a || b && z"),
        ("RUN set -e; \\\n\ta; \\\n\tb", "RUN set -e; \\\n\ta; \\\n\tb \\\n\t&& z"),
        ("RUN if a; then b; fi", "RUN if a; then b; fi && z"),
        ("RUN <<EOF\na\nEOF", "RUN <<EOF\na && z\nEOF"),
        ("RUN a;", None),
        ("RUN a &", None),
        ("RUN a # why", None),
        ("RUN a; exit 0", None),
        ('RUN ["a"]', None),
        ("RUN bash <<EOF\na\nEOF", None),
        ("RUN a (", None),
    ],
)
def test_a_command_more(step: str, after: str | None) -> None:
    text = f"FROM x\n{step}\n"
    one = parse(text).instructions[1]
    assert isinstance(one, Run)
    edit = appended(one, one.commands[0], "z")
    if after is None:
        assert edit is None
    else:
        assert edit is not None
        assert text[: edit.span.start] + edit.text + text[edit.span.end :] == f"FROM x\n{after}\n"


@pytest.mark.parametrize(
    ("step", "may"),
    [
        ("COPY go.mod go.sum ./", True),
        ("COPY go.* ./", True),
        ("COPY . .", True),
        ("COPY src /src", True),
        ("COPY $WHAT /src", True),
        ("COPY --from=y /a.txt /", True),
        ("RUN git clone https://example.com/a", True),
        ("COPY main.go ./", False),
        ("COPY *.go ./", False),
        ("RUN true", False),
    ],
)
def test_copied(step: str, may: bool) -> None:
    *_, last = parse(f"FROM x\n{step}\nRUN z\n").instructions
    assert isinstance(last, Run)
    assert has_copied(last, "go.mod") is may
