"""A text on standard input: the name it goes by, and what holds for it."""

import subprocess
import sys
from pathlib import Path

from project_files import CLEAN, TASK, UNTAGGED


def test_excludes_hold_for_the_name_of_stdin_by_force(folder: Path) -> None:
    (folder / "ecslint.toml").write_text('exclude = ["vendor"]\n')
    command = [sys.executable, "-m", "ecslint", "-", "--stdin-filename", "vendor/Dockerfile"]
    for force, code in ([], 1), (["--force-exclude"], 0):
        done = subprocess.run([*command, *force], input=UNTAGGED, text=True, capture_output=True, check=False)
        assert done.returncode == code


def test_stdin(folder: Path) -> None:
    command = [sys.executable, "-m", "ecslint", "--format", "concise", "-q"]

    def lint(text: str, *arguments: str) -> tuple[int, str]:
        done = subprocess.run([*command, *arguments], input=text, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    code, out = lint(UNTAGGED, "-", "--stdin-filename", "api/Dockerfile")
    assert (code, out.split(":")[0]) == (1, "api/Dockerfile")
    assert lint(UNTAGGED, "-", "--as", "dockerfile")[0] == 1
    assert lint(CLEAN, "-", "--as", "dockerfile")[0] == 0
    code, out = lint(
        TASK.replace('"memory": 64', '"memory": 64, "memoryReservation": 65'),
        "--stdin-filename",
        "td.json",
        "-",
    )
    assert (code, out.split(":")[0]) == (1, "td.json")


def test_standard_input_that_is_no_text() -> None:
    command = [sys.executable, "-m", "ecslint", "-", "--as", "dockerfile"]
    done = subprocess.run(command, input="FROM a".encode("utf-16"), capture_output=True, check=False)
    assert done.returncode == 3
    assert done.stderr.count(b"\n") == 1
    assert b"UTF-16" in done.stderr
