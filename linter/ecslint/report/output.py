"""`--output FORMAT=PATH`: reports into files, each written whole or not at all."""

import io
import os
import stat
import sys
from collections.abc import Sequence

from ecslint import atomic
from ecslint import report as reports
from ecslint.errors import UsageError
from ecslint.record import NamedTuple
from ecslint.result import Result

STDOUT = "-"


class Output(NamedTuple):
    """One report that was asked for, and where it goes; `-` is standard output."""

    format: str
    path: str


def parse(words: Sequence[str]) -> tuple[Output, ...]:
    """The values of `--output`; raises `UsageError` for one that cannot be done, before anything is linted."""
    outputs = tuple(_parse(word) for word in words)
    seen: dict[str, Output] = {}
    for output in outputs:
        place = output.path if output.path == STDOUT else os.path.realpath(output.path)
        if place in seen:
            raise UsageError(f"--output: `{output.path}` is named twice, each report needs a file of its own")
        seen[place] = output
    return outputs


def _parse(word: str) -> Output:
    format, equals, path = word.partition("=")
    if not equals or not path:
        raise UsageError(f"--output takes FORMAT=PATH, for example sarif=ecslint.sarif, not `{word}`")
    if format not in reports.FORMATS:
        raise UsageError(f"--output: there is no format `{format}`, allowed: {', '.join(reports.FORMATS)}")
    if "\0" in path:
        raise UsageError("--output: a path has no NUL in it")
    if path != STDOUT:
        folder = os.path.dirname(path) or "."
        if os.path.isdir(path):
            raise UsageError(f"--output: `{path}` is a folder, not a file")
        if not os.path.isdir(folder):
            raise UsageError(f"--output: there is no folder `{folder}`")
    return Output(format, path)


def write_files(outputs: Sequence[Output], result: Result, style: reports.Style) -> None:
    """Write the reports that go to files; raises `UsageError` for those that cannot be written, after all others."""
    plain = style._replace(color=False, unicode=True, width=100, elapsed=False)
    failed = []
    for output in outputs:
        if output.path == STDOUT:
            continue
        text = io.StringIO()
        reports.write(output.format, result, text, plain)
        try:
            _write(output.path, text.getvalue().encode("utf-8", "replace"))
        except OSError as error:
            failed.append(f"`{output.path}` cannot be written: {error.strerror or type(error).__name__}")
    if failed:
        raise UsageError("--output: " + "; ".join(failed))


def _write(path: str, data: bytes) -> None:
    """Replace a file; what is no regular file, such as a pipe, takes the bytes as they come."""
    try:
        is_file = stat.S_ISREG(os.stat(path).st_mode) and not path.startswith("/dev/")
    except FileNotFoundError:
        is_file = True
    if is_file:
        atomic.replace(path, data)
        return
    sys.stdout.flush()
    with open(path, "wb") as file:
        file.write(data)
