"""What is in force at a place of a stage: USER and its like, the working directory, what becomes part of the image."""

import pytest

from ecslint.dockerfile import Run, Shell, User, parse
from ecslint.dockerfile.users import created_users, may_be_root


@pytest.mark.parametrize(
    ("text", "user"),
    [
        ("FROM a\nRUN x", None),
        ("FROM a\nUSER a\nRUN x\nUSER b", "a"),
        ("FROM a\nUSER a\nUSER b\nRUN x", "b"),
        ("FROM a AS s\nUSER a\nFROM s AS t\nFROM t\nRUN x\nUSER c", "a"),
        ("FROM a AS s\nUSER a\nFROM a\nRUN x", None),
        ("FROM a\nONBUILD USER a\nRUN x", None),
    ],
)
def test_user_in_force(text: str, user: str | None) -> None:
    instructions = parse(text).instructions
    run = next(one for one in instructions if isinstance(one, Run))
    assert run.stage is not None
    for _ in range(2):  # the second time from memory
        found = run.stage.in_force(User, run)
        assert (found.name if found else None) == user
    assert run.stage.in_force(Shell, run) is None


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("FROM a", None),
        ("FROM scratch", "/"),
        ("FROM a\nWORKDIR b", None),
        ("FROM scratch\nWORKDIR b", "/b"),
        ("FROM a\nWORKDIR /b\nWORKDIR c/d\nWORKDIR ..", "/b/c/d/.."),
        ("FROM a\nARG W=/w\nWORKDIR $W/x", "/w/x"),
        ("FROM a\nARG W\nWORKDIR /b\nWORKDIR $W", None),
        ("FROM a\nARG W\nWORKDIR $W\nWORKDIR /b", "/b"),
        ("FROM a AS s\nWORKDIR /b\nFROM s\nWORKDIR c", "/b/c"),
        ("FROM a AS s\nWORKDIR /b\nFROM a", None),
        ('FROM a\nWORKDIR "/b c"', "/b c"),
        ("FROM a\nWORKDIR C:\\\\b", "C:\\b"),
    ],
)
def test_working_directory(text: str, path: str | None) -> None:
    dockerfile = parse(text + "\nRUN x\nWORKDIR /later")
    run = dockerfile.instructions[-2]
    assert run.stage is not None
    assert run.stage.workdir_at(run) == path
    assert run.stage.workdir_at(dockerfile.instructions[-1]) == "/later"


def test_shipped_stages() -> None:
    stages = parse("FROM a AS s\nFROM b AS t\nFROM s AS u\nFROM u\nCOPY --from=t /a /b").stages
    assert [stage.is_shipped for stage in stages] == [True, False, True, True]


@pytest.mark.parametrize(
    ("command", "names"),
    [
        ("useradd app", ["app"]),
        ("useradd -r -u 1000 -g app --shell=/bin/sh -c 'The app' app", ["app"]),
        ("/usr/sbin/adduser -S -G web -D web", ["web"]),
        ("adduser --system --group --home /x --disabled-password --gecos '' web", ["web"]),
        ("adduser -S web web", ["web"]),
        ("adduser web audio", []),
        ("sudo useradd a && useradd b", ["a", "b"]),
        ("groupadd a; usermod -aG a b; echo useradd c; useradd -D", []),
    ],
)
def test_created_users(command: str, names: list[str]) -> None:
    run = parse(f"FROM a\nRUN {command}").instructions[1]
    assert isinstance(run, Run)
    assert [user.word.value for user in created_users(run)] == names


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("FROM debian", True),
        ("FROM debian\nUSER root", True),
        ("FROM debian\nUSER app", False),
        ("FROM debian\nARG U\nUSER $U", False),
        ("FROM cgr.dev/chainguard/node", False),
        ("FROM docker.io/bitnami/redis:7", False),
        ("FROM sonarqube:lts", False),
        ("FROM registry.access.redhat.com/ubi9/python-312", False),
        ("FROM registry.access.redhat.com/ubi9/ubi", True),
    ],
)
def test_may_be_root(text: str, root: bool) -> None:
    assert may_be_root(parse(f"{text}\nRUN x").instructions[-1]) is root


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("FROM a\nRUN b\n", "sh"),
        ("FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN b\n", "cmd"),
        ("ARG core=mcr.microsoft.com/windows/servercore:ltsc2022\nFROM $core\nRUN b\n", "cmd"),
        ("# escape=`\nARG core\nFROM $core\nRUN b\n", ""),
        ("# escape=`\nFROM debian:12\nRUN b\n", "sh"),
        ("FROM a\n# hadolint shell=powershell\nRUN b\n", "powershell"),
        ("FROM a\n#hadolint shell = /usr/bin/pwsh\nRUN b\n", "powershell"),
        ("FROM a AS b\n# hadolint shell=pwsh\nFROM b\nRUN c\n", "powershell"),
        ("# hadolint shell=pwsh\nFROM a\nRUN b\n", "sh"),
        ('FROM a\n# hadolint shell=pwsh\nSHELL ["/bin/bash", "-c"]\nRUN b\n', "sh"),
        ("FROM a\n# hadolint shell=python\nRUN b\n", ""),
    ],
)  # fmt: skip
def test_the_shell_of_a_step(text: str, dialect: str) -> None:
    run = parse(text).instructions[-1]
    assert isinstance(run, Run)
    assert run.dialect == dialect
