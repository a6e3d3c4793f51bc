"""No shell text raises, hangs or loses its place; quoting reads as other readers of it do."""

import shlex

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shell_text import only, script, texts

from ecslint.dockerfile.shell import Script

HOSTILE = [
    "(", "((", "$(", "$((", "`", "``", '"', "'", "\\", "\\`", "${", "${x:-", '"$(', "{ ", "if ", "case x in a) ",
    "a=(", "x@(", "<(", "<<E ", "<<E\n", "[[ ", "f() { ", "sh -c '", "sudo ", "env ", "! ", "; ", "&& ", "a && ",
    "find -exec ", "then ", ") ", "#", "$'", "\\\n", "\0", "\ud800", "x[", "{a,", "*[",
]  # fmt: skip


def touch(found: Script) -> None:
    """Ask everything that a rule may ask."""
    for command in found.commands:
        assert command.unwrapped.name is None or command.unwrapped.name
        assert command.span.start <= command.span.end
        command.options(frozenset({"-o"}))
        command.subcommand()
        for item in [*command.words, *command.assignments, *command.arguments]:
            assert item.value is None or item.value.startswith(item.prefix)
            assert item.span.start <= item.span.end
            _ = (
                item.suffix,
                item.has_glob,
                [expansion.span for expansion in item.expansions],
                item.commands,
                item.assignment,
            )
        _ = (command.environment, command.heredocs, command.wrappers, command.pipeline.span)
    spans = [item.span for item in found.pipelines] + [item.span for item in found.lists]
    for span in spans + [problem.span for problem in found.problems]:
        assert span.start <= span.end
    found.settings()
    _ = found.only_command


@pytest.mark.parametrize("unit", HOSTILE)
def test_endless_rows_of_one_thing_are_survived(unit: str) -> None:
    touch(script(unit * (20_000 // len(unit))))


PIECES = [
    "a", "b", "-x", "x=1", "'c d'", '"e $f"', "$g", "${h:-i}", "$(j k)", "`l`", "$((1+2))", "<(m)", "*.n", "{o,p}",
    "\\q", "(", ")", "{", "}", ";", "&", "|", "&&", "||", "\n", "#", "if", "then", "else", "fi", "for", "in", "do",
    "done", "while", "case", "esac", ";;", "[[", "]]", "((", "))", "!", ">", "2>&1", "<<E", "E", "<<<", "'", '"', "`",
    "$(", "${", "\\", "sh -c", "sudo", "env", "function", "f()", "\t", "\r", "\0", "é", "eval", "x=(", "time",
]  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " "])), max_size=40))
@settings(max_examples=400)
def test_any_text_is_survived_and_words_stand_where_they_say(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + blank for piece, blank in pieces)
    found = script(text)
    touch(found)
    for command in found.commands:
        at = 0
        for item in command.words:
            assert item.start >= at
            at = item.end
            assert item.text == item.excerpt.text[item.start : item.end]
            if item.excerpt.text is text:
                assert item.span.text == item.text
        assert {item.end <= len(item.excerpt.text) for item in command.words} <= {True}
    starts = [command.start for command in found.commands if command.excerpt.text is text]
    assert starts == sorted(starts)


@given(st.text(max_size=60))
@settings(max_examples=200)
def test_odd_characters_are_survived(text: str) -> None:
    touch(script(text))


@given(st.lists(st.text("ab -_/.:=%@,+é'\"\\", max_size=8), min_size=1, max_size=6))
@settings(max_examples=300)
def test_quoted_words_read_as_they_were_written(values: list[str]) -> None:
    command = only(shlex.join(["echo", *values]))
    assert [item.value for item in command.words] == ["echo", *values]


@given(st.text("ab '\"\\", max_size=14))
@settings(max_examples=300)
def test_plain_quoting_reads_as_shlex_does(text: str) -> None:
    try:
        expected = shlex.split("echo " + text, comments=False)
    except ValueError:
        return
    assert [item.value for item in only("echo " + text).words] == expected


@given(
    st.lists(st.sampled_from(["a", "b 'c'", "d $e"]), min_size=1, max_size=5),
    st.sampled_from(["&&", ";", "|"]),
)
@settings(max_examples=60)
def test_nesting_changes_nothing_about_the_commands_inside(commands: list[str], operator: str) -> None:
    text = f" {operator} ".join(commands)
    plain = [texts(command.words) for command in script(text).commands]
    for form in (
        f"({text})",
        f"{{ {text}; }}",
        f"x=$({text})",
        f"if {text}; then :; fi",
        f"f() {{ {text}; }}",
    ):
        inside = [texts(c.words) for c in script(form).commands if c.words and c.name != ":"]
        assert inside == plain
    quoted = [texts(command.words) for command in script("sh -c " + shlex.quote(text)).commands]
    assert len(quoted) == len(plain) + 1
    assert quoted[1][:1] == plain[0][:1]


def test_a_script_longer_than_any_that_runs_is_not_known() -> None:
    assert script("echo " + "a " * 500_000).known
    long = script("echo " + "a " * 600_000)
    assert (long.known, long.commands) == (False, ())
