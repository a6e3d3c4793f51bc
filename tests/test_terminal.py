"""Manners on a terminal: what is sent to a real one, to a reader that leaves, and when the user interrupts."""

import io
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ecslint.progress import Progress

COMMAND = [sys.executable, "-m", "ecslint"]
LINK = re.compile(r"\x1b\]8;;(https://[^\x1b]+)\x1b\\([^\x1b]+)\x1b\]8;;\x1b\\")


def on_a_terminal(folder: Path, *arguments: str, **variables: str) -> str:
    """What the command writes to a terminal."""
    ours, theirs = pty.openpty()
    kept = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "FORCE_COLOR", "TERM"}}
    command = [*COMMAND, *arguments]
    with subprocess.Popen(command, cwd=folder, stdin=theirs, stdout=theirs, env=kept | variables) as process:
        os.close(theirs)
        parts = []
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            parts.append(part)
        process.wait()
    os.close(ours)
    return b"".join(parts).decode()


@pytest.mark.parametrize(
    ("variables", "colored"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "xterm", "NO_COLOR": ""}, True),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
        ({"TERM": "xterm", "FORCE_COLOR": "0"}, False),
    ],
)
def test_color_on_a_terminal(tmp_path: Path, variables: dict[str, str], colored: bool) -> None:
    (tmp_path / "Dockerfile").write_text("FROM alpine\n")
    shown = on_a_terminal(tmp_path, "--isolated", "--select", "DF101", **variables)
    assert ("\x1b[" in shown) is colored
    links = LINK.findall(shown)
    assert links == (
        [("https://ecslint.dev/rules/untagged-image", "DF101 untagged-image")] if colored else []
    )


def test_a_file_sends_nothing_to_the_terminal(tmp_path: Path) -> None:
    attack = "\x1b]0;title\x07\x9b31m\u202e\u2066\u200b\x7f\r\x08"
    (tmp_path / "Dockerfile").write_text(
        f"FROM alpine:{attack}\nRUN sudo echo '{attack}'\nNOPE {attack}\n", newline=""
    )
    shown = on_a_terminal(tmp_path, "--isolated", TERM="xterm", PYTHONIOENCODING="utf-8")
    ours = re.sub(r"\x1b\[[0-9;]*m", "", LINK.sub(r"\2", shown)).replace("\r\n", "\n")
    assert "DF205" in ours
    assert [character for character in ours if not character.isprintable() and character != "\n"] == []


@pytest.mark.parametrize("format", ["text", "concise", "json", "sarif"])
def test_a_reader_that_leaves_ends_the_run_quietly(tmp_path: Path, format: str) -> None:
    # More than a pipe holds, so that the writer meets the closed end.
    (tmp_path / "Dockerfile").write_text("FROM alpine:3.20\n" + "RUN sudo true\n" * 2000)
    command = [*COMMAND, "--isolated", "--select", "DF205", "--format", format]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()
    # At most the closing line, which reports for machines have there.
    assert err.count(b"\n") <= 2
    assert b"Error" not in err
    assert process.returncode == 1


def test_progress_waits_a_second_and_leaves_nothing_behind() -> None:
    now = [0.0]
    out = io.StringIO()
    progress = Progress(out, clock=lambda: now[0])
    for moment in (0.0, 0.5, 0.99):
        now[0] = moment
        progress.show(1)
    assert out.getvalue() == ""
    now[0] = 1.0
    progress.show(123)
    now[0] = 1.1
    progress.show(124)
    assert out.getvalue() == "\r123 files looked at"
    progress.close()
    assert out.getvalue().endswith("\r" + " " * len("123 files looked at") + "\r")
    short = io.StringIO()
    Progress(short, clock=lambda: now[0]).close()
    assert short.getvalue() == ""
