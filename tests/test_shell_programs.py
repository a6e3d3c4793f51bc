"""The program a shell command runs, its options, and the settings of the shell it runs in."""

from collections.abc import Sequence

import pytest
from shell_text import only, script, texts

from ecslint.dockerfile.shell_options import shell_settings
from ecslint.dockerfile.shell_words import Word


@pytest.mark.parametrize(
    ("text", "name", "arguments"),
    [
        ("/usr/bin/apt-get update", "apt-get", ["update"]),
        ("env X=1 -u Y apt-get update", "apt-get", ["update"]),
        ("env -i PATH=/bin a b", "a", ["b"]),
        ("env X=1", "env", ["X=1"]),
        ("exec a b", "a", ["b"]),
        ("exec > f", "exec", []),
        ("exec -a z a", "a", []),
        ("command a", "a", []),
        ("command -v a", "command", ["-v", "a"]),
        ("builtin cd x", "cd", ["x"]),
        ("nohup nice -n 5 a", "a", []),
        ("nice -10 a", "a", []),
        ("timeout -k 5 --signal=KILL 10m a b", "a", ["b"]),
        ("time -p a", "a", []),
        ("xargs -0 -r -n 1 -I {} rm -f {}", "rm", ["-f", "{}"]),
        ("xargs", "xargs", []),
        ("stdbuf -oL a", "a", []),
        ("X=1 Y=$z a b", "a", ["b"]),
        ("\\rm x", "rm", ["x"]),
        ("'apt'-\"get\" x", "apt-get", ["x"]),
        ("python -m pip install x", "pip", ["install", "x"]),
        ("/opt/bin/python3.11 -I -W ignore -m pip install", "pip", ["install"]),
        ("python3 -Im pip install", "pip", ["install"]),
        ("python${V} -m pip install", "pip", ["install"]),
        ("$PYTHON -m pip install", "pip", ["install"]),
        ("$PYTHON -m venv x", None, ["-m", "venv", "x"]),
        ("python -m venv x", "python", ["-m", "venv", "x"]),
        ("python x.py -m pip", "python", ["x.py", "-m", "pip"]),
        ("python -c 'x' -m pip", "python", ["-c", "'x'", "-m", "pip"]),
        ("pip3 install x", "pip", ["install", "x"]),
        ("pip3.12 install x", "pip", ["install", "x"]),
        ("pipenv install", "pipenv", ["install"]),
        ('"$VENV/bin/pip" install', "pip", ["install"]),
        ("${D}/pip${V} install", None, ["install"]),
        ("exec $x a", None, ["a"]),
        ("$x a", None, ["a"]),
        ('"" a', None, ["a"]),
        ("sudo -H apt-get x", "sudo", ["-H", "apt-get", "x"]),
    ],
)
def test_a_command_is_named_behind_its_wrappers(text: str, name: str | None, arguments: list[str]) -> None:
    command = only(text)
    assert (command.name, texts(command.arguments)) == (name, arguments)
    if name is None:
        assert command.name_word is None or command.name_word.basename is None


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("sudo apt-get install", "apt-get install"),
        ("sudo -E -u me X=1 -- apt-get install", "apt-get install"),
        ("sudo env X=1 apt-get install", "env X=1 apt-get install"),
        ("sudo -l", None),
        ("gosu me a b", "a b"),
        ("gosu --version", None),
        ("su-exec me:me a", "a"),
        ("chroot --userspec=a /mnt b c", "b c"),
        ("setarch i386 a", "a"),
        ("ionice -c 2 -n7 a", "a"),
        ("ionice -p 1", None),
        ("runuser -u me -- a", "a"),
        ("runuser me -c a", None),
        ("tini -- a", "a"),
        ("doas -u me a", "a"),
        ("conda run -n x pip install", "pip install"),
        ("conda install x", None),
        ("find / -name x -exec rm -rf {} + -print", "rm -rf {}"),
        ("find / -name x -delete", None),
        ("apt-get install sudo", None),
    ],
)
def test_what_sudo_and_its_like_run_is_a_command_too(text: str, inner: str | None) -> None:
    command = only(text)
    assert (command.inner.text if command.inner else None) == inner
    assert command.unwrapped.text == (inner or text)


def test_the_innermost_command_keeps_what_joins_the_outer() -> None:
    (first, _) = script("sudo gosu me a > f | b").commands
    inner = first.unwrapped
    assert (inner.name, inner.operator, len(inner.redirects)) == ("a", "|", 1)
    assert inner.pipeline is first.pipeline


def test_environment_comes_from_prefixes_and_wrappers() -> None:
    command = only("A=1 B+='x y' env C=$z D= sh x=y")
    assert [(item.name, item.value.value) for item in command.environment] == [
        ("A", "1"),
        ("B", "x y"),
        ("C", None),
        ("D", ""),
    ]
    assert [item.value.text for item in command.environment] == ["1", "'x y'", "$z", ""]
    assert [item.name for item in only("sudo -u me A=1 b").environment] == ["A"]
    assert command.wrappers == ("env",)


VALUES = frozenset({"-o", "-t", "--target"})


@pytest.mark.parametrize(
    ("text", "given_options", "operands", "unknown"),
    [
        ("a install -y b", [("-y", None)], ["install", "b"], False),
        ("a -qqy b", [("-q", None), ("-q", None), ("-y", None)], ["b"], False),
        ("a -o X=Y b -oZ -yo W", [("-o", "X=Y"), ("-o", "Z"), ("-y", None), ("-o", "W")], ["b"], False),
        (
            "a --target x --target=y --other z",
            [("--target", "x"), ("--target", "y"), ("--other", None)],
            ["z"],
            False,
        ),
        ("a -q=2 --flag=v", [("-q", "2"), ("--flag", "v")], [], False),
        ("a -y -- -b c", [("-y", None)], ["-b", "c"], False),
        ("a - b", [], ["-", "b"], False),
        ("a $x b", [], ["$x", "b"], True),
        ('a "$x" b', [], ['"$x"', "b"], False),
        ("a --flag=$x -o$y -t $z", [("--flag", None), ("-o", None), ("-t", None)], [], False),
        ("xargs a -y", [("-y", None)], [], True),
        ('a "-y" b', [("-y", None)], ["b"], False),
        ("a -o", [("-o", None)], [], False),
    ],
)
def test_options_in_any_form(
    text: str, given_options: list[tuple[str, str | None]], operands: list[str], unknown: bool
) -> None:
    options = only(text).options(VALUES)
    assert [(option.name, option.value) for option in options.given] == given_options
    assert texts(options.operands) == operands
    assert options.has_unknown is unknown


def test_single_dash_names_are_one_option_when_asked() -> None:
    options = only("openssl req -newkey rsa:2048 -nodes -subj=/CN=a").options(
        frozenset({"-newkey"}), clusters=False
    )
    assert [(option.name, option.value) for option in options.given] == [
        ("-newkey", "rsa:2048"),
        ("-nodes", None),
        ("-subj", "/CN=a"),
    ]
    assert options.value("-newkey") == "rsa:2048"
    assert options.value("-nodes") is None
    assert options.has("-x", "-nodes")


@pytest.mark.parametrize(
    ("text", "subcommand"),
    [
        ("apt-get -o X=Y install -y a", "install"),
        ("apt-get $OPTIONS install", "install"),
        ('apt-get "$what" install', None),
        ("apt-get pre$x", None),
        ("apt-get -y", None),
    ],
)
def test_subcommands(text: str, subcommand: str | None) -> None:
    assert only(text).subcommand(VALUES) == subcommand


def test_flags() -> None:
    command = only("apt-get install -qy --no-install-recommends a")
    assert command.has_flag("-y", "--yes")
    assert command.has_flag("--no-install-recommends")
    assert not command.has_flag("-n", "--yes")
    assert not only("a -o -y").has_flag("-y", values=VALUES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("set -e; a", {"errexit"}),
        ("set -euxo pipefail; a", {"errexit", "nounset", "xtrace", "pipefail"}),
        ("set -o errexit -o pipefail && a", {"errexit", "pipefail"}),
        ("set -e; set +e; a", set()),
        ("a; set -e", set()),
        ("(set -e); a", set()),
        ("set -e; (a)", {"errexit"}),
        ("(set -e; a)", {"errexit"}),
        ("x=$(set -e); a", set()),
        ("set -e; sh -c a", set()),
        ("set -e; (set +e; b); a", {"errexit"}),
        ("set -e; (b; (set -u); set +e; (a))", set()),
        ("set -e; b | (set -u; b) | a", {"errexit"}),
        ("set -e; bash -uc 'set -x; (a)'", {"nounset", "xtrace"}),
        ("set -e; x=$(set +e; b); set -u; (x=$(a))", {"errexit", "nounset"}),
        ("bash -eo pipefail -c 'x | a'", {"errexit", "pipefail"}),
        ("bash -c 'set -o pipefail; a'", {"pipefail"}),
        ("eval 'set -e'; a", {"errexit"}),
        ("set -- -e; a", set()),
        ("#!/bin/bash -e\na", {"errexit"}),
        ("#!/usr/bin/env -S bash -eu\na", {"errexit", "nounset"}),
    ],
)
def test_settings_when_a_command_runs(text: str, expected: set[str]) -> None:
    found = script(text)
    (command,) = [command for command in found.commands if command.name == "a"]
    assert found.settings(command) == expected


def test_settings_may_come_from_outside() -> None:
    found = script("a; set +e")
    assert found.settings(found.commands[0], frozenset({"errexit"})) == {"errexit"}
    assert found.settings(initial=frozenset({"errexit"})) == frozenset()


def test_settings_are_followed_once_for_all_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    followed = []

    def counted(words: Sequence[Word], on: set[str]) -> None:
        followed.append(words)
        shell_settings(words, on)

    monkeypatch.setattr("ecslint.dockerfile.shell_model.shell_settings", counted)
    found = script("; ".join(["set -e; a | b; (set +e; c)"] * 50))
    assert all("errexit" in found.settings(command) for command in found.commands if command.name == "a")
    assert not any("errexit" in found.settings(command) for command in found.commands if command.name == "c")
    assert len(followed) == 100
