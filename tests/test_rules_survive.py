"""No Dockerfile, however broken, makes a rule fail: the pages' own examples, torn apart in many ways, under all rules."""

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from token_factory import fill

from ecslint import document as documents
from ecslint import fix, secrets, shelf
from ecslint.engine import Engine
from ecslint.finding import Finding
from ecslint.page import read
from ecslint.source import Source

ENGINE = Engine(shelf.family("dockerfile"))
SEEDS = sorted(
    {
        fill(text)
        for rule in shelf.family("dockerfile")
        for one in read(rule).examples
        if one.language in {"diff", "dockerfile"}
        for text in (one.before, one.after)
        if text
    }
)
PIECES = [
    "", " ", "\n", "\r\n", "\\", "\\\n", "`", '"', "'", "$", "${", "$(", "(", ")", "[", "]", "{", "}", "<", "<<EOF", "|", "&&", ";", "=",
    ":", "@", "#", "--", "/", "\t", "\x00", "\u00a0", "\u201c", "\ufeff", "é", "ONBUILD ", "FROM ", "RUN ", "ENV ", "COPY --from=", "0",
]  # fmt: skip


def inspected(text: str) -> list[Finding]:
    """All findings, each looked at as a report does; a rule that fails is a failed test."""
    source = Source("Dockerfile", text)
    document = documents.parse(source, "dockerfile", given=True)
    assert not isinstance(document, documents.Skipped)
    findings, crashes = ENGINE.run(document, secrets.find(document))
    assert [(crash.message, crash.error) for crash in crashes] == []
    for finding in findings:
        assert 1 <= finding.span.line <= finding.span.end_line
        assert finding.span.column >= 1
        assert 0 <= finding.span.start <= finding.span.end <= len(text)
        for note in finding.notes:
            assert 0 <= note.span.start <= note.span.end <= len(text)
    fix.apply(source, [finding.fix for finding in findings if finding.fix])
    return findings


def cut(text: str, at: int, other: int, piece: str) -> str:
    return text[: at % (len(text) + 1)]


def without_line(text: str, at: int, other: int, piece: str) -> str:
    lines = text.split("\n")
    del lines[at % len(lines)]
    return "\n".join(lines)


def swapped(text: str, at: int, other: int, piece: str) -> str:
    signs = list(text) or [""]
    one, two = at % len(signs), other % len(signs)
    signs[one], signs[two] = signs[two], signs[one]
    return "".join(signs)


def inserted(text: str, at: int, other: int, piece: str) -> str:
    place = at % (len(text) + 1)
    return text[:place] + piece + text[place:]


def replaced(text: str, at: int, other: int, piece: str) -> str:
    old = PIECES[other % len(PIECES)]
    return text.replace(old, piece) if old else text


def swapped_lines(text: str, at: int, other: int, piece: str) -> str:
    lines = text.split("\n")
    one, two = at % len(lines), other % len(lines)
    lines[one], lines[two] = lines[two], lines[one]
    return "\n".join(lines)


def prefixed(text: str, at: int, other: int, piece: str) -> str:
    lines = text.split("\n")
    lines[at % len(lines)] = piece + lines[at % len(lines)]
    return "\n".join(lines)


MUTATIONS: list[Callable[[str, int, int, str], str]] = [
    cut, without_line, swapped, inserted, replaced, swapped_lines, prefixed
]  # fmt: skip
STEPS = st.lists(
    st.tuples(
        st.sampled_from(MUTATIONS), st.integers(0, 5000), st.integers(0, 5000), st.sampled_from(PIECES)
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=400, deadline=None)
@example("ARG A\nFROM a:$A\n", [(prefixed, 1, 0, "ONBUILD ")])
@example("RUN a\\\n  b\u00a0c\nFROM d\n", [(replaced, 0, 1, "\u00a0")])
@given(st.sampled_from(SEEDS), STEPS)
def test_no_rule_fails(text: str, steps: list[tuple[Callable[..., str], int, int, str]]) -> None:
    for mutation, at, other, piece in steps:
        text = mutation(text, at, other, piece)
    inspected(text)


@pytest.mark.parametrize("keyword", ["FROM $A AS b", "COPY --from=$A b c", "ONBUILD RUN a", "MAINTAINER a", "RUN <<EOF", "HEALTHCHECK", "SHELL [", "VOLUME", "STOPSIGNAL"])  # fmt: skip
def test_nothing_may_stand_in_an_onbuild_that_a_rule_fails_on(keyword: str) -> None:
    assert inspected(f"ARG A\nFROM a:1\nONBUILD {keyword}\n")
    assert inspected(f"ONBUILD {keyword}\n")
