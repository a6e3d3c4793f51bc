"""Runs the command with pipes, or on a pseudo-terminal as a person sees it."""

import os
import pty
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ECSLINT = [sys.executable, "-m", "ecslint"]


def environment(**names: str) -> dict[str, str]:
    """The environment of this test without the names that say how output should look."""
    ours = {
        "PYTHONUNBUFFERED",
        "NO_COLOR",
        "FORCE_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "COLUMNS",
        "TERM",
        "PYTHONIOENCODING",
    }
    return {name: value for name, value in os.environ.items() if name not in ours} | {
        "PYTHONUTF8": "1",
        "TERM": "xterm",
        **names,
    }


def run(
    folder: Path, *arguments: str, command: Sequence[str] = ECSLINT, **names: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*command, *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env=environment(**names),
        check=False,
    )


def on_terminal(
    folder: Path,
    *arguments: str,
    command: Sequence[str] = ECSLINT,
    columns: int = 80,
    stdout: int | None = None,
    names: Mapping[str, str] = {},
) -> str:
    """What a person sees: the output of the command on a pseudo-terminal; `stdout` may go elsewhere."""
    import termios

    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, columns))
    process = subprocess.Popen(
        [*command, *arguments],
        cwd=folder,
        stdin=theirs,
        stdout=theirs if stdout is None else stdout,
        stderr=theirs,
        env=environment(**dict(names)),
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # Linux says so when the other side is closed
            break
        if not piece:
            break
        seen += piece
    process.wait()
    os.close(ours)
    return seen.decode().replace("\r\n", "\n")
