"""`--fix` and `--diff`: fixes written into files, whole or not at all, into a text from standard input, or only shown."""

import os
import sys
from collections.abc import Iterator

from ecslint import atomic, secrets
from ecslint import document as documents
from ecslint import report as reports
from ecslint.errors import UnreadableFileError
from ecslint.lint import parsed
from ecslint.repair import Change, repair
from ecslint.result import Result, Trouble, masked
from ecslint.settings import Settings
from ecslint.source import Source

_MASK = "********"


def show(result: Result, settings: Settings, *, unsafe: bool) -> int:
    """Print what fixes would change as a unified diff; 1 if they would change something."""
    left, changes = repair(result, settings, unsafe=unsafe)
    for line in _diff(changes, settings):
        sys.stdout.write(reports.clean_line(line))
    problems = reports.plural(sum(change.applied for change in changes), "problem")
    sys.stderr.write(f"Would fix {problems} in {reports.plural(len(changes), 'file')}.\n")
    return 1 if changes else left.exit_code(None)


def fixed_text(result: Result, source: Source, settings: Settings, *, unsafe: bool) -> tuple[Result, Source]:
    """What is left in the only text of a result after its fixes, and that text."""
    left, changes = repair(result, settings, unsafe=unsafe)
    return left, changes[0].after if changes else source


def fixed_files(result: Result, settings: Settings, *, unsafe: bool) -> Result:
    """Fix the files of a result; what is left then, with the files that could not be written among its errors."""
    left, changes = repair(result, settings, unsafe=unsafe)
    applied = sum(change.applied for change in changes)
    return left._replace(errors=(*left.errors, *_write(changes)), fixed=applied)


def _write(changes: list[Change]) -> list[Trouble]:
    """Replace the files, each by a finished temporary file beside it that has the same mode; what failed is returned."""
    troubles = []
    for change in changes:
        path = os.path.realpath(change.before.path)
        try:
            if documents.read(path).encode() != change.before.encode():
                troubles.append(Trouble(change.before.path, "changed while it was linted, and was not fixed"))
                continue
            atomic.replace(path, change.after.encode())
        except (OSError, UnreadableFileError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            troubles.append(Trouble(change.before.path, f"cannot be written: {reason}"))
    return troubles


def _diff(changes: list[Change], settings: Settings) -> Iterator[str]:
    """The changes as a unified diff with every secret masked."""
    from difflib import unified_diff  # noqa: PLC0415 - only for --diff

    for change in changes:
        old, new = (_masked_lines(source, change.kind, settings) for source in (change.before, change.after))
        yield from unified_diff(old, new, f"a/{change.before.path}", f"b/{change.after.path}")


def _masked_lines(source: Source, kind: str, settings: Settings) -> list[str]:
    document = parsed(source, kind, settings)
    assert not isinstance(document, documents.Skipped)
    text = masked(source.text, 0, secrets.mask_spans(document), _MASK)
    lines = [line + "\n" for line in text.split("\n")]
    if lines[-1] == "\n":
        return lines[:-1]
    return [*lines[:-1], lines[-1][:-1] + "\n\\ No newline at end of file\n"]
