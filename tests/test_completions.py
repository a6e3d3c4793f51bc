"""Completion scripts: equal to the options of today, and what people see who press Tab in real shells."""

import os
import pty
import runpy
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COMPLETIONS = ROOT / "completions"
# What makes a shell without any configuration of its own complete `ecslint`.
INTERACTIVE = {
    "bash": (
        "bash --norc --noprofile -i",
        "bind 'set show-all-if-ambiguous on'; bind 'set page-completions off'; source {}/ecslint.bash",
    ),
    "zsh": (
        "zsh -f -i",
        "LISTMAX=1000; fpath=({} $fpath); autoload -Uz compinit; compinit -u -D",
    ),
}
CASES = [
    ("ecslint ba", {"baseline"}),
    ("ecslint config s", {"show", "schema"}),
    ("ecslint --for", {"--format", "--force-exclude"}),
    ("ecslint --format sar", {"sarif"}),
    ("ecslint check --format ht", {"html"}),
    ("ecslint check --fail-on ", {"error", "warning", "info", "never"}),
    ("ecslint baseline prune --no-inl", {"--no-inline-ignores"}),
    ("ecslint rules --format ", {"text", "json"}),
    ("ecslint --config nea", {"near.toml"}),
    ("ecslint check Do", {"Dockerfile"}),
    # `check` may be left out, and so a path may stand where a command does.
    ("ecslint Do", {"Dockerfile"}),
    ("ecslint near.toml Do", {"Dockerfile"}),
    ("ecslint --fix Do", {"Dockerfile"}),
]


def test_the_scripts_are_those_of_today() -> None:
    written = runpy.run_path(str(ROOT / "scripts" / "completions.py"))["scripts"]()
    assert written == {path.name: path.read_text(encoding="utf-8") for path in COMPLETIONS.iterdir()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "Dockerfile").touch()
    (tmp_path / "near.toml").touch()
    return tmp_path


@pytest.mark.parametrize(("line", "expected"), CASES)
@pytest.mark.parametrize("shell", INTERACTIVE)
def test_tab_in_a_shell(shell: str, line: str, expected: set[str], folder: Path) -> None:
    screen = after_tab(shell, line, folder)
    typed = line.rpartition(" ")[2]
    if len(expected) == 1:
        # It is typed to its end.
        assert line.removesuffix(typed) + next(iter(expected)) in screen
    else:
        # The lines below the prompt list what there is to choose from.
        listed = set(screen.replace(line, "").split())
        assert expected <= listed
    assert ("--fix" in screen) == ("--fix" in line)


@pytest.mark.parametrize(("line", "expected"), CASES)
def test_what_fish_offers(line: str, expected: set[str], folder: Path) -> None:
    script = f"source {shlex.quote(str(COMPLETIONS / 'ecslint.fish'))}; complete -C $argv[1]"
    done = subprocess.run(
        [*program("fish"), "--no-config", "-c", script, line],
        cwd=folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert {offer.split("\t")[0] for offer in done.stdout.splitlines()} == expected
    assert done.stderr == ""


def after_tab(shell: str, line: str, folder: Path) -> str:
    """What a terminal shows when someone types this line and Tab in an interactive shell."""
    words, preparation = INTERACTIVE[shell]
    command = [*program(shell), *shlex.split(words)[1:]]
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.environ |= {"TERM": "dumb", "HOME": str(folder)}
        os.execv(command[0], command)
    # A typed mark has quotes in it, a printed one has not. The shell reads single keys only once it shows its prompt.
    os.write(terminal, f"{preparation.format(shlex.quote(str(COMPLETIONS)))}; PS1='AT''> '\n".encode())
    read_to(terminal, "AT> ")
    # Ctrl-U takes the line away again.
    os.write(terminal, f"{line}\t\x15echo DO''NE\n".encode())
    screen = read_to(terminal, "DONE")
    os.write(terminal, b"exit\n")
    os.close(terminal)
    os.waitpid(process, 0)
    return screen


def read_to(terminal: int, mark: str) -> str:
    text = b""
    while mark.encode() not in text:
        text += os.read(terminal, 4096)
    return text.decode()


def program(shell: str) -> list[str]:
    path = shutil.which(shell)
    if path is None:
        assert not os.environ.get("CI"), f"{shell} is not installed"
        pytest.skip(f"{shell} is not installed here; CI installs it")
    return [path]
