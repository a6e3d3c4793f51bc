"""`ecslint baseline create` and `ecslint baseline prune`, and what a run does with the file they write."""

import os
import sys
from collections.abc import Sequence

from ecslint import atomic, baseline
from ecslint.arguments import BASELINE_ACTIONS, baseline_parser
from ecslint.baseline import Known
from ecslint.configured import configured
from ecslint.errors import UsageError
from ecslint.lint import lint_paths
from ecslint.report import clean
from ecslint.result import Result


def run(argv: Sequence[str]) -> int:
    """Run one of the two; 0, or 3 if something could not be read."""
    action = argv[0] if argv else ""
    if action in {"", "-h", "--help"}:
        return _help(action)
    if action not in BASELINE_ACTIONS:
        raise UsageError(f"`{action[:40]}` is no action on a baseline, allowed are `create` and `prune`")
    arguments = baseline_parser(action).parse_args(argv[1:])
    config, settings = configured(arguments, arguments.paths or ["."])
    path = arguments.baseline or config.baseline or baseline.DEFAULT
    old = baseline.load(path) if action == "prune" or os.path.exists(path) else ()
    result = lint_paths(arguments.paths or ["."], settings)
    for trouble in result.errors:
        sys.stderr.write(f"ecslint: {clean(f'{trouble.path} {trouble.message}')}\n")
    if action == "create":
        known = baseline.entries(result, settings.mandatory)
        left_out = len(result.findings) - len(known)
        remark = f"; {left_out} of mandatory rules are left out" if left_out else ""
        # Of what this run did not look at, the older entries stay.
        was_judged = baseline.judge(result)
        known += tuple(entry for entry in old if not was_judged(entry))
        _write(path, known)
        print(f"Wrote {_entries(len(known))} to {clean(path)}{remark}.")
    else:
        known = _pruned(result, old)
        if len(known) < len(old):
            _write(path, known)
        print(f"Removed {_entries(len(old) - len(known))} from {clean(path)}, {len(known)} left.")
    return result.exit_code(None)


def compared(result: Result, path: str, mandatory: Sequence[str]) -> Result:
    """The result without the findings in a baseline; entries that match nothing become a notice.

    Findings of the `mandatory` rules stay. Raises `UsageError` for a file that is no baseline.
    """
    left, stale = baseline.compare(result, baseline.load(path), mandatory)
    if stale:
        verb = "matches" if len(stale) == 1 else "match"
        sys.stderr.write(
            f"ecslint: {_entries(len(stale))} of {clean(path)} {verb} nothing any more; "
            "`ecslint baseline prune` removes what is stale\n"
        )
    return left


def _help(action: str) -> int:
    if not action:
        raise UsageError(
            "say what to do with the baseline: `ecslint baseline create` or `ecslint baseline prune`"
        )
    print("usage: ecslint baseline ACTION [OPTIONS] [PATHS...]\n\nactions:")
    for name, text in BASELINE_ACTIONS.items():
        print(f"  {name:10} {text}")
    return 0


def _pruned(result: Result, old: Sequence[Known]) -> tuple[Known, ...]:
    stale = list(baseline.compare(result, old).stale)
    kept = []
    for entry in old:
        if entry in stale:
            stale.remove(entry)
        else:
            kept.append(entry)
    return tuple(kept)


def _write(path: str, known: Sequence[Known]) -> None:
    try:
        atomic.replace(path, baseline.text(known).encode())
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from error


def _entries(count: int) -> str:
    return f"{count} {'entry' if count == 1 else 'entries'}"
