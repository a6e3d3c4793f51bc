"""The configuration: `ecslint.toml`, `.ecslint.toml` or `[tool.ecslint]` in `pyproject.toml`, checked key by key."""

import os
from collections.abc import Callable, Mapping
from typing import Any

from ecslint.discover import DEFAULT_EXCLUDE
from ecslint.errors import UsageError
from ecslint.record import NamedTuple

FILES = ("ecslint.toml", ".ecslint.toml", "pyproject.toml")
LEVELS = ("error", "warning", "info")
LAUNCH_TYPES = ("FARGATE", "EC2", "EXTERNAL", "MANAGED_INSTANCES")


class Config(NamedTuple):
    """The settings of a configuration file, or the defaults; None stands for what the file leaves open.

    `exclude` is complete: the defaults or what replaces them, and what extends them, as patterns that hold for the
    working directory. The globs of `per_file_ignores` hold for the folder of the file: a path relative to the working
    directory is one relative to that folder after `prefix` (`sub/`, or empty). `severity` maps rules to levels, `rules`
    rules to their options, unchecked. `path` is the file as people know it.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    exclude: tuple[str, ...] = DEFAULT_EXCLUDE
    fail_on: str | None = None
    min_severity: str | None = None
    launch_type: str | None = None
    per_file_ignores: Mapping[str, tuple[str, ...]] = {}
    severity: Mapping[str, str] = {}
    rules: Mapping[str, Mapping[str, Any]] = {}
    path: str | None = None
    prefix: str = ""


class Key(NamedTuple):
    """A key of the file: how its value is read (None: it is wrong), what is allowed, and what it does.

    In a table `read` is for the value of each entry.
    """

    read: Callable[[Any], Any]
    allowed: str
    doc: str
    is_table: bool = False


def load(start: str, explicit: str | None = None, isolated: bool = False) -> Config:
    """The configuration for a run in the folder `start`.

    `explicit` names the file to read, `isolated` says to read none. Else the nearest file at or above `start` counts,
    up to the root of the repository. Raises `UsageError` for a file that cannot be read or that says something wrong.
    """
    if explicit is not None:
        table = _table(explicit, is_explicit=True)
        return _config(explicit, table or {}, start)
    folder = None if isolated else os.path.abspath(start)
    while folder is not None:
        for name in FILES:
            path = os.path.join(folder, name)
            table = _table(path, is_explicit=False) if os.path.isfile(path) else None
            if table is not None:
                return _config(path, table, start)
        parent = os.path.dirname(folder)
        is_top = parent == folder or os.path.lexists(os.path.join(folder, ".git"))
        folder = None if is_top else parent
    return Config()


def _table(path: str, *, is_explicit: bool) -> Mapping[str, Any] | None:
    """The settings in a file; None for a `pyproject.toml` that is not about us."""
    is_shared = os.path.basename(path) == "pyproject.toml"
    try:
        if is_explicit and not os.path.isfile(path):
            raise UsageError(f"{path}: there is no such configuration file")
        with open(path, "rb") as file:
            data = file.read()
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if is_shared and not is_explicit and b"ecslint" not in data:
        return None
    import tomllib  # noqa: PLC0415 - most runs have no configuration

    try:
        table: Any = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise UsageError(f"{_shown(path)}: not valid TOML: {' '.join(reason.split())}") from error
    if is_shared:
        table = table.get("tool", {})
        table = table.get("ecslint") if isinstance(table, dict) else None
        if table is not None and not isinstance(table, dict):
            raise UsageError(f"{_shown(path)}: `tool.ecslint` is not a table")
    return table  # type: ignore[no-any-return]  # the top of a TOML file is a table


def _config(path: str, table: Mapping[str, Any], start: str) -> Config:
    shown = _shown(path)
    prefix = "tool.ecslint." if os.path.basename(path) == "pyproject.toml" else ""
    values: dict[str, Any] = {}
    for name, value in table.items():
        key = KEYS.get(name)
        if key is None:
            raise UsageError(f"{shown}: unknown key `{prefix}{_printable(name)}`{_suggestion(name)}")
        read, wrong = _read(key, name, value)
        if wrong:
            raise UsageError(f"{shown}: `{prefix}{wrong}` is wrong, allowed is {key.allowed}")
        values[name.replace("-", "_")] = read
    here, folder = os.path.realpath(start), os.path.dirname(os.path.realpath(path))
    patterns = (*values.get("exclude", ()), *values.pop("extend_exclude", ()))
    defaults = () if "exclude" in values else DEFAULT_EXCLUDE
    values["exclude"] = (*defaults, *(_moved(pattern, folder, here) for pattern in patterns))
    below = os.path.relpath(here, folder).replace(os.sep, "/")
    return Config(path=shown, prefix="" if below == "." else f"{below}/", **values)


def _read(key: Key, name: str, value: Any) -> tuple[Any, str]:
    """A value as the program wants it, and the name of what is wrong, if anything is."""
    if not key.is_table:
        read = key.read(value)
        return read, name if read is None else ""
    if not isinstance(value, dict):
        return None, name
    entries = {entry: key.read(item) for entry, item in value.items()}
    wrong = next((f"{name}.{_printable(entry)}" for entry, item in entries.items() if item is None), "")
    return entries, wrong


def _moved(pattern: str, folder: str, start: str) -> str:
    """A pattern of the configuration's folder as one of the working directory."""
    sign = "!" if pattern.startswith("!") else ""
    bare = pattern.removeprefix("!").removeprefix("./")
    if folder == start or "/" not in bare.rstrip("/") or bare.startswith("**/"):
        return pattern
    from ecslint.gitignore import escape  # noqa: PLC0415 - a configuration above, with patterns of its own folder

    return f"{sign}{escape(folder.replace(os.sep, '/'))}/{bare.removeprefix('/')}"


def _suggestion(key: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only to say what is wrong

    close = get_close_matches(key.replace("_", "-"), KEYS, 1)
    return (
        f", did you mean `{close[0]}`?"
        if close
        else f", allowed are {', '.join(f'`{name}`' for name in KEYS)}"
    )


def _shown(path: str) -> str:
    try:
        relative = os.path.relpath(path)
    except (OSError, ValueError):
        relative = path
    return (path if len(path) < len(relative) else relative).replace(os.sep, "/")


def _printable(name: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in name[:60])


def _texts(value: Any) -> tuple[str, ...] | None:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    return None


def _one_of(choices: tuple[str, ...]) -> Callable[[Any], str | None]:
    def read(value: Any) -> str | None:
        return value if isinstance(value, str) and value in choices else None

    return read


def _launch_type(value: Any) -> str | None:
    return _one_of(LAUNCH_TYPES)(value.upper() if isinstance(value, str) else value)


_SELECTORS = "a list of codes, names, prefixes and categories"
_LEVEL_NAMES = ", ".join(f'"{level}"' for level in LEVELS)

KEYS: Mapping[str, Key] = {
    "select": Key(_texts, _SELECTORS, "the rules to run, in place of the default ones"),
    "ignore": Key(_texts, _SELECTORS, "the rules not to run"),
    "extend-select": Key(_texts, _SELECTORS, "rules to run besides"),
    "exclude": Key(
        _texts, "a list of patterns", "what to leave out, in place of the default; as in .gitignore"
    ),
    "extend-exclude": Key(_texts, "a list of patterns", "what to leave out besides; as in .gitignore"),
    "fail-on": Key(_one_of((*LEVELS, "never")), f'{_LEVEL_NAMES} or "never"', "exit 1 from this severity on"),
    "min-severity": Key(_one_of(LEVELS), _LEVEL_NAMES, "report nothing below this severity"),
    "launch-type": Key(
        _launch_type,
        ", ".join(f'"{name}"' for name in LAUNCH_TYPES),
        "the launch type of task definitions that do not say",
    ),
    "per-file-ignores": Key(
        _texts,
        "a table of globs, each with a list of rules",
        "the rules not to run on some files",
        is_table=True,
    ),
    "severity": Key(
        _one_of(LEVELS),
        f"a table of rules, each with {_LEVEL_NAMES}",
        "the severity of some rules",
        is_table=True,
    ),
    "rules": Key(
        lambda value: value if isinstance(value, dict) else None,
        "a table of rules, each with a table of options",
        "options of some rules",
        is_table=True,
    ),
}
