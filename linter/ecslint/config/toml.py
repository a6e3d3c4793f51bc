"""One configuration file as a table: found to be there, to be TOML, and to be about us."""

import os
from collections.abc import Mapping

from ecslint.annotations import Any
from ecslint.errors import UsageError

SHARED = "pyproject.toml"
# Far more than anybody writes by hand; a file behind `extend` may be anything.
_MAX_BYTES = 4 * 1024 * 1024


def is_shared(path: str) -> bool:
    """Is it a `pyproject.toml`, where our settings are one table among others?"""
    return os.path.basename(path) == SHARED


def bytes_of(path: str) -> bytes:
    """The bytes of a regular file; raises `UsageError` for anything else."""
    try:
        if not os.path.isfile(path):
            raise UsageError(f"{shown(path)}: there is no such configuration file")
        with open(path, "rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{shown(path)}: cannot be read: {getattr(error, 'strerror', None) or error}"
        ) from error
    if len(data) > _MAX_BYTES:
        raise UsageError(f"{shown(path)}: is larger than a configuration file can be")
    return data


def table_of(path: str, data: bytes) -> Mapping[str, Any] | None:
    """The settings in a file's bytes; None for a `pyproject.toml` that is not about us."""
    import tomllib  # noqa: PLC0415 - a file that is not about us is not parsed

    try:
        table: Any = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise UsageError(f"{shown(path)}: not valid TOML: {' '.join(reason.split())}") from error
    if is_shared(path):
        table = table.get("tool", {})
        table = table.get("ecslint") if isinstance(table, dict) else None
        if table is not None and not isinstance(table, dict):
            raise UsageError(f"{shown(path)}: `tool.ecslint` is not a table")
    return table  # type: ignore[no-any-return]  # the top of a TOML file is a table


def shown(path: str) -> str:
    """A path as people know it: relative to the working directory where that is shorter."""
    return printable(relative(path).replace(os.sep, "/"), 400)


def relative(path: str) -> str:
    """A path as seen from the working directory where that is shorter."""
    try:
        seen = os.path.relpath(path)
    except (OSError, ValueError):
        return path
    return path if len(path) < len(seen) else seen


def printable(name: str, limit: int = 60) -> str:
    """A name without anything that a terminal would obey."""
    return "".join(char if char.isprintable() else "?" for char in name[:limit])
