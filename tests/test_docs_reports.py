"""docs/reports.md: its commands run as written, and its samples are what the command prints."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from ecslint.report import FORMATS

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
    if line.strip()
]
IN_YAML = re.findall(r"- (?:run: )?(ecslint .*)$", PAGE, re.MULTILINE)
SAMPLES = re.findall(r"<!-- sample: (.*?) -->\n```\w+\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository to lint, and a command called ecslint."""
    (tmp_path / "project" / ".git").mkdir(parents=True)
    for path in (ROOT / "fixtures" / "messy").iterdir():
        (tmp_path / "project" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "ecslint"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m ecslint "$@"\n')
    command.chmod(0o755)
    return tmp_path / "project"


def run(project: Path, command: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PATH": f"{project.parent / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONIOENCODING": "utf-8",
        "GITHUB_STEP_SUMMARY": str(project.parent / "summary.md"),
    }
    return subprocess.run(
        ["sh", "-c", command],
        cwd=project,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("command", [*COMMANDS, *IN_YAML])
def test_commands_run_as_written(project: Path, command: str) -> None:
    done = run(project, command)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    for _, path in re.findall(r'--output (\w+)=(\w[^"$\s]*)', command):
        assert (project / path).stat().st_size > 0
    if "GITHUB_STEP_SUMMARY" in command:
        assert (project.parent / "summary.md").read_text(encoding="utf-8").startswith("### ecslint")


@pytest.mark.parametrize(("options", "sample"), SAMPLES, ids=[options for options, _ in SAMPLES])
def test_samples_are_what_the_command_prints(project: Path, options: str, sample: str) -> None:
    printed = run(project, f"ecslint {options} --select DF101").stdout.splitlines()
    assert [line for line in sample.splitlines() if line and line not in printed] == []


def test_every_format_has_a_section() -> None:
    assert set(re.findall(r"^## (\w+)$", PAGE, re.MULTILINE)) >= set(FORMATS)
