"""A configuration file and those it extends, checked key by key and joined to one configuration."""

import os
from collections.abc import Iterable, Mapping

from ecslint.annotations import Any
from ecslint.config import Config
from ecslint.config.keys import KEYS, PATH_TABLES, REFUSED
from ecslint.config.toml import bytes_of, is_shared, printable, relative, shown, table_of
from ecslint.config.values import Key
from ecslint.discover import DEFAULT_EXCLUDE
from ecslint.errors import UsageError

_MAX_FILES = 20


def read(path: str, start: str) -> Config:
    """The configuration in a file that somebody named, for a run in the folder `start`."""
    return _config(path, table_of(path, bytes_of(path)) or {}, start)


def read_if_ours(path: str, start: str) -> Config | None:
    """The configuration in a file that was found; None for a `pyproject.toml` that is not about us."""
    data = bytes_of(path)
    if is_shared(path) and b"ecslint" not in data:
        return None
    table = table_of(path, data)
    return None if table is None else _config(path, table, start)


class _Part:
    """The checked values of one file, and from which files each came."""

    def __init__(self, path: str, table: Mapping[str, Any]) -> None:
        prefix = "tool.ecslint." if is_shared(path) else ""
        self.values = _checked(table, KEYS, f"{shown(path)}: ", prefix)
        folder = os.path.dirname(path)
        if "baseline" in self.values:
            self.values["baseline"] = relative(os.path.join(folder, self.values["baseline"]))
        for name in PATH_TABLES & self.values.keys():
            pairs = self.values[name].items()
            self.values[name] = {_real(folder, one): _real(folder, other) for one, other in pairs}
        if "suppress" in self.values:
            self.values["suppress"] = _entries(path, self.values["suppress"])
        # `severity` and `severity.DF101`: of a table also its entries.
        here = (shown(path),)
        self.origins: dict[str, tuple[str, ...]] = dict.fromkeys(self.values, here)
        for name, value in self.values.items():
            if isinstance(value, dict):
                self.origins.update({f"{name}.{entry}": here for entry in value})

    def build_on(self, base: "_Part") -> None:
        """Join what an extended file says: ours comes after it, or in its place."""
        for name, below in base.values.items():
            if name not in self.values:
                self.values[name] = below
            elif KEYS[name].joins:
                self.values[name] = _joined(below, self.values[name])
        for name, files in base.origins.items():
            if name not in self.origins:
                self.origins[name] = files
            elif KEYS[name.partition(".")[0]].joins:
                self.origins[name] = (*files, *self.origins[name])


def _real(folder: str, path: str) -> str:
    """Where a path of a configuration leads; one that can lead nowhere is left as it is."""
    return path if "\0" in path else os.path.realpath(os.path.join(folder, path))


def _joined(below: Any, above: Any) -> Any:
    """Lists one after the other, tables entry by entry, and of two other values the one above."""
    if isinstance(below, tuple) and isinstance(above, tuple):
        return below + above
    if isinstance(below, dict) and isinstance(above, dict):
        both = {name: _joined(below[name], above[name]) for name in below if name in above}
        return {**below, **above, **both}
    return above


def _config(path: str, table: Mapping[str, Any], start: str) -> Config:
    part = _whole(path, table)
    values = {name.replace("-", "_"): value for name, value in part.values.items()}
    here, folder = os.path.realpath(start), os.path.dirname(os.path.realpath(path))
    patterns = (*values.get("exclude", ()), *values.pop("extend_exclude", ()))
    defaults = () if "exclude" in values else DEFAULT_EXCLUDE
    values["exclude"] = (*defaults, *(_moved(pattern, folder, here) for pattern in patterns))
    values.pop("extend", None)
    return Config(path=shown(path), folder=folder, origins=part.origins, **values)


def _whole(path: str, table: Mapping[str, Any]) -> _Part:
    """The values of a file and of all that it extends, the nearest strongest."""
    parts = [_Part(path, table)]
    seen = [os.path.realpath(path)]
    while "extend" in parts[-1].values:
        name = parts[-1].values["extend"]
        if "://" in name:
            raise UsageError(f"{shown(path)}: `extend` is wrong, allowed is a path: nothing is fetched")
        path = os.path.join(os.path.dirname(path), name)
        real = os.path.realpath(path) if "\0" not in path else path
        if real in seen:
            raise UsageError(f"{shown(path)}: extends itself, by way of `extend` in {shown(seen[-1])}")
        if len(seen) == _MAX_FILES:
            raise UsageError(f"{shown(seen[0])}: `extend` leads through more than {_MAX_FILES} files")
        seen.append(real)
        parts.append(_Part(path, table_of(path, bytes_of(path)) or {}))
    whole = parts.pop()
    for part in reversed(parts):
        part.build_on(whole)
        whole = part
    return whole


def _entries(path: str, tables: Any) -> Any:
    from ecslint.source import Source  # noqa: PLC0415 - few configurations suppress anything
    from ecslint.suppress.entry import entries  # noqa: PLC0415

    return entries(tables, Source.from_bytes(shown(path), bytes_of(path)))


def _checked(table: Mapping[str, Any], keys: Mapping[str, Key], lead: str, prefix: str) -> dict[str, Any]:
    """The values of a table by key, as the program wants them; raises `UsageError` for the first that is wrong."""
    values = {}
    for name, value in table.items():
        key = keys.get(name)
        if key is None:
            raise UsageError(f"{lead}{_unknown(name, prefix, keys)}")
        values[name] = _value(key, value, lead, prefix + name)
    return values


def _value(key: Key, value: Any, lead: str, name: str) -> Any:
    if key.keys is not None:
        if not key.is_list:
            if not isinstance(value, dict):
                raise _wrong(lead, name, key.kind.allowed)
            return _checked(value, key.keys, lead, f"{name}.")
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise _wrong(lead, name, key.kind.allowed)
        tables = []
        for number, item in enumerate(value, start=1):
            place = f"{name}[{number}]"
            tables.append(_checked(item, key.keys, lead, f"{place}."))
            missing = next((one for one in key.required if one not in item), None)
            if missing:
                raise UsageError(f"{lead}`{place}` has no `{missing}`")
        return tuple(tables)
    if not key.is_table:
        read = key.kind.read(value)
        if read is None:
            raise _wrong(lead, name, key.kind.allowed)
        return read
    if not isinstance(value, dict):
        raise _wrong(lead, name, f"a table, each entry {key.kind.allowed}")
    entries = {entry: key.kind.read(item) for entry, item in value.items()}
    for entry, read in entries.items():
        if read is None:
            raise _wrong(lead, f"{name}.{printable(entry)}", key.kind.allowed)
    return entries


def _wrong(lead: str, name: str, allowed: str) -> UsageError:
    return UsageError(f"{lead}`{name}` is wrong, allowed is {allowed}")


def _unknown(name: str, prefix: str, keys: Iterable[str]) -> str:
    shown_name = f"`{prefix}{printable(name)}`"
    plain = name.lower().replace("_", "-")
    if plain in REFUSED or plain.removeprefix("ecr-") in REFUSED or plain.startswith("aws-"):
        return (
            f"{shown_name} is refused: only the command line may turn on the network, choose credentials, "
            "accounts or endpoints, or load code"
        )
    from difflib import get_close_matches  # noqa: PLC0415 - only to say what is wrong

    close = get_close_matches(plain, keys, 1)
    if close:
        return f"unknown key {shown_name}, did you mean `{close[0]}`?"
    return f"unknown key {shown_name}, allowed are {', '.join(f'`{key}`' for key in keys)}"


def _moved(pattern: str, folder: str, start: str) -> str:
    """A pattern of the configuration's folder as one of the working directory."""
    sign = "!" if pattern.startswith("!") else ""
    bare = pattern.removeprefix("!").removeprefix("./")
    if folder == start or "/" not in bare.rstrip("/") or bare.startswith("**/"):
        return pattern
    from ecslint.wildcard import escape  # noqa: PLC0415 - a configuration above, with patterns of its own folder

    return f"{sign}{escape(folder.replace(os.sep, '/'))}/{bare.removeprefix('/')}"
