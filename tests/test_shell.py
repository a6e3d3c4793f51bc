"""Shell text read as commands: what they are called, what joins them, and where each stands."""

import pytest
from shell_text import script

from ecslint.dockerfile.shell import Compound, parse
from ecslint.source import Excerpt, Source


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("   ", []),
        ("# only a comment", []),
        ("apt-get update && apt-get install -y curl", ["apt-get", "apt-get"]),
        ("a;b|c||d&e", ["a", "b", "c", "d", "e"]),
        ("a # b && c", ["a"]),
        ("echo a#b; c", ["echo", "c"]),
        ("a;# b", ["a"]),
        ("if a; then b; elif c; then d; else e; fi; f", list("abcdef")),
        ("while a; do b; done; until c; do d; done < e", list("abcd")),
        ("for x in a b; do c; done", ["c"]),
        ("for x; do c; done", ["c"]),
        ("for x do c; done", ["c"]),
        ("for ((i=0; i<3; i++)); do c; done", ["c"]),
        ("for x in $(a) `b`; do c; done", ["a", "b", "c"]),
        ("select x in a b; do c; done", ["c"]),
        ("case $x in a|b) c;; (d) e;& *) f; esac; g", ["c", "e", "f", "g"]),
        ("case $(a) in b) ;; esac", ["a"]),
        ("case x in esac; a", ["a"]),
        ("case x in\n  # why\n  a)\n  b\n  ;;\nesac", ["b"]),
        ("f() { a; }; function g { b; }; function h() ( c ); i () { d; }; f", ["a", "b", "c", "d", "f"]),
        ("{ a; b; } | (c; d) && !(e)", list("abcde")),
        ("! a | b", ["a", "b"]),
        ("time a; time -p b; time { c; }; time (d)", list("abcd")),
        ("a $(b $(c `d`)) e", list("abcd")),
        ("a `b \\`c\\`` d", ["a", "b", "c"]),
        ('a "x $(b "y $(c)") z"', ["a", "b", "c"]),
        ("a <(b) >(c) --f=<(d)", list("abcd")),
        ("a ${x:-$(b)} ${y%%`c`}", ["a", "b", "c"]),
        ("a $((1 + $(b) * (2 + 3))) c", ["a", "b"]),
        ("((i++)) && [[ $a =~ ^(x|y)$ && -f b ]] && c", ["((", "[[", "c"]),
        ("((a) && (b)); c", ["a", "b", "c"]),
        ("a $((b); (c))", ["a", "b", "c"]),
        ("x=(a b $(c)) d", ["d", "c"]),
        ("x=1 y=2", [None]),
        ("> f", [None]),
        ("$x a; ${y}; $(z)", [None, None, None, "z"]),
        ("sh -c 'a && b' && c", ["sh", "a", "b", "c"]),
        ('bash -euo pipefail -lc "a | b"', ["bash", "a", "b"]),
        ("/bin/bash -o pipefail -O extglob --norc -c 'a' x y", ["bash", "a"]),
        ("bash x.sh -c 'a'", ["bash"]),
        ("sudo -u me env X=1 sh -c 'a'", ["sudo", "a"]),
        (
            "su - me -c 'a; b'; runuser me -c c; flock -n f -c d",
            ["su", "a", "b", "runuser", "c", "flock", "d"],
        ),
        ('eval \'a && b\'; eval "$x"; sh -c "$(a)"', ["eval", "a", "b", "eval", "sh", "a"]),
        ("xargs -I{} sh -c 'a {}'; find . -exec sh -c 'b' \\;", ["sh", "a", "find", "b"]),
        ('sh -c "a \\"b $(c)\\" && \\$(d)"', ["sh", "c", "a", None, "d"]),
        ("sh -c 'sh -c \"a\"'", ["sh", "sh", "a"]),
        ("cat <<E > f\na && b\nE\nc", ["cat", "c"]),
        ("cat <<-'E' | b\n\ta\n\tE\nc", ["cat", "b", "c"]),
        ("x <<A <<B && y\na\nA\nb\nB\nz", ["x", "y", "z"]),
        ("x=$(cat <<E\n)\nE\n) a", ["a", "cat"]),
        ("a \\\n b\\\nc", ["a"]),
        ("a &&\n\n# note\n b |\r\n c", ["a", "b", "c"]),
        ("a\r\nb\r\n", ["a", "b"]),
    ],
)
def test_all_commands_are_found_in_source_order(text: str, expected: list[str | None]) -> None:
    found = script(text)
    assert [command.name for command in found.commands] == expected
    assert [problem.message for problem in found.problems] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fi; a", ["a"]),
        (") a ) b", ["a", "b"]),
        ("a && && b", ["a", "b"]),
        ("; a", ["a"]),
        ("then a; done", ["a"]),
        ("(a; fi; b) && c", ["a", "b", "c"]),
        ("x $(a; }; b) c", ["x", "a", "b"]),
        ("if a; b", ["a", "b"]),
        ("(a", ["a"]),
        ("{ a; b", ["a", "b"]),
        ("a &&", ["a"]),
        ("a >", ["a"]),
        ("a 'b", ["a"]),
        ('a "b', ["a"]),
        ("a `b", ["a"]),
        ("a ${b", ["a"]),
        ("cat <<E\na", ["cat"]),
        ("case x in a) b", ["b"]),
        ("for x in a; b; done; c", ["b", "c"]),
        ("f() a", ["a"]),
    ],
)
def test_broken_text_still_gives_its_commands(text: str, expected: list[str]) -> None:
    found = script(text)
    assert [command.name for command in found.commands] == expected
    assert found.problems
    assert all(problem.span.start <= len(text) for problem in found.problems)


@pytest.mark.parametrize(
    ("text", "operators"),
    [
        ("a", [None]),
        ("a && b || c", ["&&", "||", None]),
        ("a; b;", [";", None]),
        ("a | b |& c", ["|", "|&", None]),
        ("a & b &", ["&", "&"]),
        ("a\nb\n\n", ["\n", None]),
        ("(a && b) && c", ["&&", None, None]),
        ("a && { b; c; } | d", ["&&", ";", None, None]),
        ("a $(b; c) | d", ["|", ";", None, None]),
        ("a &&", [None]),
        ("a # x\nb", ["\n", None]),
    ],
)
def test_operators_join_commands_of_one_list(text: str, operators: list[str | None]) -> None:
    assert [command.operator for command in script(text).commands] == operators


@pytest.mark.parametrize(
    ("text", "contexts"),
    [
        ("a", [()]),
        ("(a)", [("subshell",)]),
        ("{ a; }", [("group",)]),
        ("if a; then b; else c; fi", [("condition",), ("if",), ("if",)]),
        ("while a; do b; done", [("condition",), ("while",)]),
        ("until a; do b; done", [("condition",), ("until",)]),
        ("for x in $(a); do b; done", [("substitution",), ("for",)]),
        ("case x in a) b;; esac", [("case",)]),
        ("f() { a; }", [("function", "group")]),
        ("a $(b) `c` <(d)", [(), ("substitution",), ("substitution",), ("process substitution",)]),
        ("sh -c 'a; (b)'", [(), ("sh -c",), ("sh -c", "subshell")]),
        ("eval 'a'", [(), ("eval",)]),
        ("su -c 'a'", [(), ("su -c",)]),
        ("(sh -c '(a)')", [("subshell",), ("subshell", "sh -c", "subshell")]),
    ],
)
def test_the_context_names_what_stands_around(text: str, contexts: list[tuple[str, ...]]) -> None:
    commands = script(text).commands
    assert [command.context for command in commands] == contexts
    assert [command.depth for command in commands] == [len(context) for context in contexts]


def test_pipelines_and_lists() -> None:
    found = script("a | b && ! (c; d) | e; f &\nif g; then h | i; fi")
    assert [line.span.text for line in found.lists] == [
        "a | b && ! (c; d) | e",
        "f",
        "if g; then h | i; fi",
    ]
    assert [pipeline.span.text for pipeline in found.pipelines] == [
        "a | b",
        "! (c; d) | e",
        "c",
        "d",
        "f",
        "if g; then h | i; fi",
        "g",
        "h | i",
    ]
    assert [len(pipeline.elements) for pipeline in found.pipelines] == [2, 2, 1, 1, 1, 1, 1, 2]
    assert [pipeline.negated for pipeline in found.pipelines[:2]] == [False, True]
    assert [command.name for command in found.pipelines[1].commands] == ["c", "d", "e"]
    assert [line.operator for line in found.lists] == [";", "&", None]
    group = found.pipelines[1].elements[0]
    assert isinstance(group, Compound)
    assert (group.kind, group.operator, [command.name for command in group.commands]) == (
        "subshell",
        "|",
        ["c", "d"],
    )
    assert all(command.pipeline in found.pipelines for command in found.commands)


def test_compounds_keep_words_and_redirects() -> None:
    (line,) = script("for x in a 'b c'; do d; done > f 2>&1").lists
    loop = line.pipelines[0].elements[0]
    assert isinstance(loop, Compound)
    assert [item.value for item in loop.words] == ["a", "b c"]
    assert [redirect.operator for redirect in loop.redirects] == [">", ">&"]
    assert loop.text.endswith("2>&1")


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("a b", True),
        ("  a 'b' ", True),
        ("a; b", False),
        ("a &", False),
        ("! a", False),
        ("a $(b)", False),
        ("(a)", False),
        ("a;", False),
    ],
)
def test_a_single_command(text: str, alone: bool) -> None:
    assert (script(text).only_command is not None) is alone


@pytest.mark.parametrize(
    ("text", "dialect", "known"),
    [
        ("a", "sh", True),
        ("a", "bash", True),
        ("a", "ash", True),
        ("Get-Item | b", "powershell", False),
        ("dir & b", "cmd", False),
        ("#!/bin/bash\na", "sh", True),
        ("#!/usr/bin/env bash\na", "sh", True),
        ("#!/usr/bin/env python3\nimport a", "sh", False),
    ],
)
def test_other_languages_are_not_read(text: str, dialect: str, known: bool) -> None:
    found = script(text, dialect)
    assert found.known is known
    assert bool(found.commands) is known


def test_substitutions_are_linked_to_their_word() -> None:
    (outer, first, second, third) = script('a "x $(b | c)" d${e:-`f`}').commands
    assert outer.words[1].commands == (first, second)
    assert outer.words[2].commands == (third,)
    assert (first.parent, third.parent, outer.parent) == (outer, outer, None)


def test_positions_lead_through_continuations_and_quotes() -> None:
    text = 'RUN bash -c "apt-get \\"update\\" && \\\n    pip3 install \'x y\'" \\\n  | sudo tee\n'
    joined = text[4:-1].replace("\\\n", "")
    first, second = text.index("\\\n"), text.rindex("\\\n")
    pieces = [(0, 4), (first - 4, first + 2), (second - 6, second + 2)]
    found = parse(Excerpt(Source("Dockerfile", text), joined, pieces, len(text) - 1))
    bash, apt, pip, sudo = found.commands
    assert [(command.span.line, command.span.column) for command in found.commands] == [
        (1, 5),
        (1, 14),
        (2, 5),
        (3, 5),
    ]
    assert bash.span.text == text[4 : second - 1]
    assert [item.span.text for item in apt.words] == ["apt-get", '"update\\"']
    assert apt.words[1].value == "update"
    assert [item.span.text for item in pip.words] == ["pip3", "install", "'x y'"]
    assert sudo.unwrapped.span.text == "tee"
    assert pip.parent is bash
