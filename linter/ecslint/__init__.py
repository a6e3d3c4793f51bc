"""Lint Dockerfiles and Amazon ECS task definitions."""

import os
from collections.abc import Sequence

from ecslint.annotations import TYPE_CHECKING

if TYPE_CHECKING:
    from ecslint.finding import Finding
    from ecslint.result import Result

__all__ = ["__version__", "check_paths", "check_text"]
__version__ = "0.1.0"

# A wheel holds rules/ and schemas/ inside this package; a checkout holds them beside linter/.
_here = os.path.dirname(os.path.abspath(__file__))
if not os.path.exists(os.path.join(_here, "rules")):
    __path__.append(os.path.dirname(os.path.dirname(_here)))


def check_text(
    text: str,
    filename: str,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    kind: str | None = None,
    launch_type: str | None = None,
) -> "list[Finding]":
    """Lint one text and give its findings in the order of their places.

    `filename` says what it is, unless `kind` does: "dockerfile", "task-definition" or "service-definition". `select`
    and `ignore` take codes, names, prefixes and categories; `launch_type` is assumed where a task definition does not
    say. Configuration files are not read. Raises `ecslint.errors.UsageError` for a selector that no rule answers to, and
    `ecslint.errors.IncompleteError` if a rule failed.
    """
    from ecslint.discover import name_kind  # noqa: PLC0415 - importing ecslint costs nothing
    from ecslint.lint import lint_source  # noqa: PLC0415
    from ecslint.settings import Settings  # noqa: PLC0415
    from ecslint.shelf import Selection  # noqa: PLC0415
    from ecslint.source import Source  # noqa: PLC0415

    settings = Settings(selection=Selection(tuple(select), tuple(ignore)), kind=kind, launch_type=launch_type)
    settings.selection.verify()
    return _findings(lint_source(Source(filename, text), name_kind(filename), settings))


def check_paths(
    paths: Sequence[str],
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    launch_type: str | None = None,
) -> "list[Finding]":
    """Lint files and folders, like the command without configuration files; findings by path, line, column and code.

    Raises `ecslint.errors.UsageError` for a path that does not exist or a selector that no rule answers to, and
    `ecslint.errors.IncompleteError` if a file could not be read or a rule failed.
    """
    from ecslint.lint import lint_paths  # noqa: PLC0415
    from ecslint.settings import Settings  # noqa: PLC0415
    from ecslint.shelf import Selection  # noqa: PLC0415

    settings = Settings(selection=Selection(tuple(select), tuple(ignore)), launch_type=launch_type)
    settings.selection.verify()
    return _findings(lint_paths(paths, settings))


def _findings(result: "Result") -> "list[Finding]":
    if result.errors:
        from ecslint.errors import IncompleteError  # noqa: PLC0415 - importing ecslint costs nothing

        message = "; ".join(f"{error.path}: {error.message}" for error in result.errors)
        raise IncompleteError(message, result.findings)
    return list(result.findings)
