"""Runs a written page: its files are put into a folder, and its commands must print what the page shows.

In a page, `<!-- file: NAME -->` above a code block makes that file, and a `console` block holds commands after `$ ` with their
output below. `$ echo $?` shows the exit code of the command before it. Times are left out on both sides; three dots stand
for any text, on a line of their own for any lines.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_BLOCK = re.compile(
    r"(?:<!-- file: (?P<name>\S+) -->\n)?^```(?P<language>\w*)[^\n]*\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_TIME = re.compile(r",? ?\d+\.\d\d s\b")


class Step(NamedTuple):
    """One thing a page says to do: a file to write, or a command with the output it shows."""

    file: str
    command: str
    body: str


def steps(page: str) -> Iterator[Step]:
    for block in _BLOCK.finditer(page):
        if block["name"]:
            yield Step(block["name"], "", block["body"])
        elif block["language"] == "console":
            for part in re.split(r"^\$ ", block["body"], flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                yield Step("", command, output)


def run(command: str, folder: Path, code: int) -> tuple[int, str]:
    """The exit code and the output, errors included, of one command; `code` is that of the one before."""
    if command == "echo $?":
        return 0, f"{code}\n"
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONUTF8": "1",
    }
    # The command as installed, but of this checkout.
    line = re.sub(r"(^|&& |\| )ecslint\b", rf"\1'{sys.executable}' -m ecslint", command)
    done = subprocess.run(
        line,
        shell=True,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


def fits(shown: str, printed: str) -> bool:
    """Is this what the page shows?"""
    lines = _TIME.sub("", shown).strip().split("\n")
    pattern = "".join(
        "(?:.*\n)*?" if line == "..." else re.escape(line).replace(r"\.\.\.", ".*") + "\n" for line in lines
    )
    return re.fullmatch(pattern, _TIME.sub("", printed).strip() + "\n") is not None
