"""Manners on a terminal and in pipes: a real process, a real pseudo-terminal."""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from pseudo_terminal import on_terminal, run

from ecslint.report.snippet import display_width

UNTAGGED = "FROM python\nUSER 1000\n"
LINK = "\x1b]8;;https://ecslint.dev/rules/untagged-image\x1b\\DF101 untagged-image\x1b]8;;\x1b\\"
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
CSI_OR_LINK = re.compile("\x1b\\[[0-9;]*m|\x1b\\]8;;[^\x1b]*\x1b\\\\")


@pytest.mark.parametrize(
    ("names", "arguments", "is_terminal", "colored"),
    [
        ({}, [], False, False),
        ({}, [], True, True),
        ({"TERM": "dumb"}, [], True, False),
        ({"NO_COLOR": "1"}, [], True, False),
        ({"NO_COLOR": ""}, [], True, True),
        ({"FORCE_COLOR": "1"}, [], False, True),
        ({"FORCE_COLOR": ""}, [], False, False),
        ({"FORCE_COLOR": "0"}, [], True, False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, [], True, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], True, False),
        ({"NO_COLOR": "1"}, ["--color", "always"], False, True),
        ({"FORCE_COLOR": "1"}, ["--color", "never"], True, False),
    ],
    ids=str,
)
def test_color(
    tmp_path: Path, names: Mapping[str, str], arguments: list[str], is_terminal: bool, colored: bool
) -> None:
    (tmp_path / "Dockerfile").write_text(UNTAGGED)
    out = (
        on_terminal(tmp_path, *arguments, names=names)
        if is_terminal
        else run(tmp_path, *arguments, **names).stdout
    )
    assert ("\x1b[1;33mwarning" in out) is colored
    assert (LINK in out) is colored
    plain = CSI_OR_LINK.sub("", out)
    assert "\x1b" not in plain
    assert plain.startswith("warning[DF101 untagged-image]: `python` has no tag")


def test_lines_fit_the_terminal(tmp_path: Path) -> None:
    words = "日本" * 200
    (tmp_path / "Dockerfile").write_text(
        f"FROM python:3.12\nUSER 1000\nRUN echo {words} && sudo ls {'é' * 500}\nCMD echo {'x' * 400}\n"
    )
    for columns in (60, 200):
        out = CSI_OR_LINK.sub("", on_terminal(tmp_path, columns=columns))
        shown = [line for line in out.splitlines() if re.match(r"\d* +(\||[-+] )", line)]
        assert max(map(display_width, shown)) <= columns
        at = next(number for number, line in enumerate(shown) if "&& sudo" in line)
        line, carets = shown[at], shown[at + 1]
        first = len(carets) - 4
        assert carets.endswith(" ^^^^")
        assert display_width(line[: line.index("sudo")]) == first
        # The diff of a long line shows where it differs.
        assert sum('CMD ["' in line or "CMD echo" in line for line in shown) >= 2


HOSTILE = "a\x1b[2J\x9b31m\u202eb\u2066c\u200b\x7f\x85"


def test_nothing_of_a_file_reaches_the_terminal_as_a_command(tmp_path: Path) -> None:
    name = HOSTILE.replace("\x85", "\n") + ".Dockerfile"
    (tmp_path / name).write_text(
        f"FROM python\nMAINTAINER {HOSTILE}\nRUN sudo {HOSTILE}\nCMD echo {HOSTILE}\nENV {HOSTILE} {HOSTILE}\n"
        f"# ecslint: ignore[{HOSTILE}]\nUSER {HOSTILE}\n"
    )
    (tmp_path / "task-definition.json").write_text(f'{{"containerDefinitions": [{{"{HOSTILE}": 1}}]}}')
    runs: tuple[list[str], ...] = (
        [],
        ["--format", "concise"],
        ["--diff"],
        ["files"],
        [f"{HOSTILE}/nowhere"],
        ["--select", HOSTILE],
    )
    for arguments in runs:
        done = run(tmp_path, *arguments)
        assert CONTROLS.search(done.stdout + done.stderr) is None
        assert "Traceback" not in done.stderr
    assert "b\ufffdc" in run(tmp_path, "--format", "concise").stdout


def test_bytes_that_are_no_text_in_names_and_lines(tmp_path: Path) -> None:
    with open(os.path.join(os.fsencode(tmp_path), b"\xff.Dockerfile"), "wb") as file:
        file.write(b"FROM python\nMAINTAINER \xff\xfe\nUSER 1000\n")
    done = run(tmp_path)
    assert done.returncode == 1
    assert " --> \ufffd.Dockerfile:1:6\n" in done.stdout
    assert "| MAINTAINER \ufffd\ufffd\n" in done.stdout


def test_ascii_stands_in_where_the_encoding_has_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(
        f"FROM python\nUSER 1000\nRUN sudo ls 日本 {'é' * 200}\nENV DB_PASSWORD {'hunter2' + 'x9'}\n"
    )
    (tmp_path / "task-definition.json").write_text(
        '{"family": "web", "containerDefinitions": [{"name": "web", "image": "x", "memory": "64"}]}'
    )
    done = run(tmp_path, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.stderr == ""
    assert done.stdout.isascii()
    assert 'containerDefinitions[0] "web" > memory' in done.stdout
    assert "| RUN sudo ls ?? ???" in done.stdout
    assert "???...\n" in done.stdout
    assert "ENV DB_PASSWORD ********" in done.stdout
    assert "allowed is `DB_PASSWORD=...`" in done.stdout
    full = run(tmp_path).stdout
    assert 'containerDefinitions[0] "web" › memory' in full
    assert "é…\n" in full


PATIENT = "import sys, ecslint.progress as p; p.PATIENCE = float(sys.argv.pop(1)); from ecslint.__main__ import entry; entry()"


@pytest.mark.parametrize(
    ("patience", "arguments", "names", "is_told"),
    [
        ("0", [], {}, True),
        ("3600", [], {}, False),
        ("0", ["-q"], {}, False),
        ("0", [], {"TERM": "dumb"}, False),
    ],
    ids=str,
)
def test_progress_on_a_terminal(
    tmp_path: Path,
    patience: str,
    arguments: list[str],
    names: Mapping[str, str],
    is_told: bool,
) -> None:
    (tmp_path / "Dockerfile").write_text(UNTAGGED)
    command = (sys.executable, "-c", PATIENT, patience)
    with open(tmp_path / "report", "w") as report:
        seen = on_terminal(
            tmp_path,
            *arguments,
            "--format",
            "concise",
            stdout=report.fileno(),
            names=names,
            command=command,
        )
    assert ("\r1 file looked at" in seen) is is_told
    # Written over with blanks at the end.
    assert seen.rpartition("\r")[2].strip() == ""
    assert "\r" not in (tmp_path / "report").read_text()


def test_no_progress_into_a_file(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(UNTAGGED)
    assert run(tmp_path, command=(sys.executable, "-c", PATIENT, "0")).stderr == ""


def test_closing_lines(tmp_path: Path) -> None:
    def last(*arguments: str) -> list[str]:
        done = run(tmp_path, *arguments)
        return [re.sub(r", \d+\.\d\d s", ", T", line) for line in done.stdout.splitlines()[-2:]]

    (tmp_path / ".git").mkdir()
    (tmp_path / "Dockerfile").write_text(
        "# ecslint: ignore[DF101] built on the host\nFROM python\nUSER 1000\nCMD python app.py\n"
    )
    (tmp_path / "b.Dockerfile").write_text("FROM alpine:3.20\nUSER 1000\n")
    assert last("--select", "DF101,DF401") == [
        "Found 1 problem: 1 warning (1 suppressed) in 1 of 2 files, T.",
        "1 fixable with `ecslint check --fix`.",
    ]
    assert last("--select", "DF101") == ["All checks passed: 2 Dockerfiles, T (1 suppressed)."]
    assert run(tmp_path, "baseline", "create", "--select", "DF401").returncode == 0
    assert last("--select", "DF101,DF401", "--baseline", "ecslint-baseline.json") == [
        "All checks passed: 2 Dockerfiles, T (1 suppressed, 1 in baseline)."
    ]
    assert last("--select", "DF101", "-q") == []
    (tmp_path / "b.Dockerfile").write_text("FROM debian:12\nRUN apt-get install -y curl\nUSER 1000\n")
    assert last("--select", "DF501", "b.Dockerfile") == [
        "Found 1 problem: 1 info in 1 of 1 file, T.",
        "1 fixable with `ecslint check --unsafe-fixes`.",
    ]
    assert run(tmp_path, "--diff", "--select", "DF401").stderr == "Would fix 1 problem in 1 file.\n"
    # A report for machines has no room for them.
    done = run(tmp_path, "--select", "DF101", "--format", "json")
    assert done.stderr.startswith("All checks passed: 2 Dockerfiles, ")


def test_the_fix_stands_below_the_caret(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM python:3.12\nUSER 1000\nCMD\tpython app.py\n")
    lines = run(tmp_path, "--select", "DF401").stdout.splitlines()
    at = lines.index("  | ^^^")
    assert lines[at - 1] == "3 | CMD    python app.py"
    assert lines[at + 1 : at + 6] == [
        "  |",
        '  = help: write the JSON form, as in `CMD ["program", "argument"]`, or begin with `exec`',
        "  = fix: Write the JSON form",
        "    - CMD    python app.py",
        '    + CMD    ["python", "app.py"]',
    ]
