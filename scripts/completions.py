"""Writes what shells complete after `ecslint` to completions/: `python scripts/completions.py`."""

import argparse
import os
import sys

import shtab

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDER = os.path.join(ROOT, "completions")
sys.path.insert(0, os.path.join(ROOT, "linter"))

from ecslint import arguments  # noqa: E402 - the checkout's own
from ecslint.cli import COMMANDS  # noqa: E402

# Shell -> the file it looks for.
FILES = {"bash": "ecslint.bash", "zsh": "_ecslint", "fish": "ecslint.fish"}
_PATHS = {"paths", "path", "config", "baseline", "sarif_root"}


def whole_parser() -> argparse.ArgumentParser:
    """The command with all of its commands, as one parser."""
    root = argparse.ArgumentParser(
        "ecslint", description="One linter for everything a team hands to Amazon ECS."
    )
    root.add_argument("-V", "--version", action="store_true", help="show the version")
    # `check` may be left out, so its options stand at the beginning too.
    for action in arguments.check_parser()._actions:
        if action.option_strings and not isinstance(action, argparse._HelpAction):
            _complete_paths(action)
            root._add_action(action)
    commands = root.add_subparsers(dest="command")
    for name, text in COMMANDS.items():
        actions = {"baseline": arguments.BASELINE_ACTIONS, "config": arguments.CONFIG_ACTIONS}.get(name)
        if actions:
            inner = commands.add_parser(name, help=text).add_subparsers(dest="action")
            make = arguments.baseline_parser if name == "baseline" else arguments.config_parser
            for action_name, meaning in actions.items():
                _add(inner, action_name, meaning, make(action_name))
        elif name in {"check", "files"}:
            _add(
                commands,
                name,
                text,
                arguments.check_parser() if name == "check" else arguments.files_parser(),
            )
        else:
            one = commands.add_parser(name, help=text)
            if name == "explain":
                # Not the codes: the files would change with every new rule.
                one.add_argument("rule", nargs="+", metavar="RULE", help="codes or names")
            if name == "rules":
                one.add_argument("--format", choices=("text", "json"), help="a list, or JSON")
    return root


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    text: str,
    parser: arguments.Parser,
) -> None:
    """Put a parser of its own below another; what names files completes file names."""
    for action in parser._actions:
        _complete_paths(action)
    commands.add_parser(name, help=text, parents=[parser], add_help=False)


def _complete_paths(action: argparse.Action) -> None:
    if action.dest in _PATHS:
        action.complete = shtab.FILE  # type: ignore[attr-defined]


# `check` may be left out, so a path may stand where a command does, and shtab knows of no such thing.
_OR_PATHS = {
    "bash": {"complete -o bashdefault -F": "complete -o bashdefault -o default -F"},
    "zsh": {
        "_describe 'ecslint commands' _commands\n": "_describe 'ecslint commands' _commands\n  _files\n",
        "        rules) _arguments -C -s $_shtab_ecslint_rules_options ;;\n": (
            "        rules) _arguments -C -s $_shtab_ecslint_rules_options ;;\n"
            "        *) _arguments -C -s $_shtab_ecslint_check_options ;;\n"
        ),
    },
    "fish": {
        "\ncomplete -c ecslint -f\n": (
            "\ncomplete -c ecslint -f\n"
            "complete -c ecslint -n _shtab_ecslint_using -ka '(__fish_complete_path (commandline -ct))'\n"
        )
    },
}


def scripts() -> dict[str, str]:
    """The text of each file."""
    return {file: _script(shell) for shell, file in FILES.items()}


def _script(shell: str) -> str:
    text = shtab.complete(whole_parser(), shell=shell).rstrip() + "\n"
    for before, after in _OR_PATHS[shell].items():
        assert text.count(before) == 1, f"{shell}: shtab writes `{before}` otherwise now"
        text = text.replace(before, after)
    return text


if __name__ == "__main__":
    os.makedirs(FOLDER, exist_ok=True)
    for file, text in scripts().items():
        with open(os.path.join(FOLDER, file), "w", encoding="utf-8", newline="\n") as out:
            out.write(text)
