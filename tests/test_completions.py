"""Completion scripts: equal to the options of today, and what a real bash makes of them."""

import runpy
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COMPLETIONS = ROOT / "completions"


def test_the_scripts_are_those_of_today() -> None:
    written = runpy.run_path(str(ROOT / "scripts" / "completions.py"))["scripts"]()
    assert written == {path.name: path.read_text(encoding="utf-8") for path in COMPLETIONS.iterdir()}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["ecslint", "ba"], {"baseline"}),
        (["ecslint", "config", "s"], {"show", "schema"}),
        (["ecslint", "check", "--format", "ht"], {"html"}),
        (["ecslint", "--format", "sar"], {"sarif"}),
        (["ecslint", "check", "--fail-on", ""], {"error", "warning", "info", "never"}),
        (["ecslint", "baseline", "prune", "--no-inl"], {"--no-inline-ignores"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bash(words: list[str], expected: set[str]) -> None:
    bash = shutil.which("bash")
    assert bash is not None
    script = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _shtab_ecslint; printf "%s\\n" "${COMPREPLY[@]}"'
    command = [bash, "--norc", "-c", script, "bash", str(COMPLETIONS / "ecslint.bash"), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert {line.strip() for line in done.stdout.splitlines()} == expected
