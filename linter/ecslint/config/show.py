"""`ecslint config show`: the settings in force as TOML, each with the file it came from."""

import json
import os
import re
from collections.abc import Iterator, Mapping

from ecslint.annotations import Any
from ecslint.config import Config
from ecslint.config.keys import KEYS, PATH_TABLES, SUPPRESS_KEYS
from ecslint.config.toml import printable

_BARE = re.compile(r"[A-Za-z0-9_-]+")
# What holds where no file says anything; other keys are empty then, or not set.
DEFAULTS = {"fail-on": "warning"}


def lines(config: Config, overrides: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """The settings of a configuration, key by key; `overrides` are values from elsewhere, each with where that is."""
    yield f"# {config.path} is in force" if config.path else "# no configuration file is in force"
    tables: list[str] = []
    for name, key in KEYS.items():
        if name in {"extend", "extend-exclude"}:
            continue
        value = getattr(config, name.replace("-", "_"))
        origin = _origin(config, name)
        if name in overrides:
            value, origin = overrides[name]
        elif value is None and name in DEFAULTS:
            value = DEFAULTS[name]
        if key.is_list:
            tables += _entries(name, value)
        elif isinstance(value, Mapping):
            tables += _table(config, name, value)
        elif value is None:
            yield f"# {name} is not set"
        else:
            yield f"{name} = {toml(value)}  # {origin}"
    yield from tables


def _seen(config: Config, path: str) -> str:
    return os.path.relpath(path, config.folder).replace(os.sep, "/") if config.folder else path


def _origin(config: Config, name: str) -> str:
    names = (name, "extend-exclude") if name == "exclude" else (name,)
    files = [file for one in names for file in config.origins.get(one, ())]
    if name == "exclude" and "exclude" not in config.origins:
        files.insert(0, "default")
    return ", ".join(dict.fromkeys(files)) or "default"


def _table(config: Config, name: str, value: Mapping[str, Any]) -> Iterator[str]:
    if not value:
        yield f"# {name} is empty"
        return
    plain = {entry: one for entry, one in value.items() if not isinstance(one, Mapping) and not _is_list(one)}
    if plain:
        yield f"\n[{name}]"
        for entry, one in plain.items():
            # They are kept as real paths; a file has them as seen from its folder.
            pair = (_seen(config, entry), _seen(config, one)) if name in PATH_TABLES else (entry, one)
            yield f"{_name(pair[0])} = {toml(pair[1])}  # {_origin(config, f'{name}.{entry}')}"
    for entry, one in value.items():
        heading = f"{name}.{_name(entry)}"
        for table in one if _is_list(one) else (one,) if isinstance(one, Mapping) else ():
            brackets = f"[[{heading}]]" if _is_list(one) else f"[{heading}]"
            yield f"\n{brackets}  # {_origin(config, f'{name}.{entry}')}"
            for inner, item in table.items():
                yield f"{_name(inner)} = {toml(item)}"


def _is_list(value: Any) -> bool:
    """Is it a list of tables?"""
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Mapping)


def _entries(name: str, entries: Any) -> Iterator[str]:
    if not entries:
        yield f"# {name} is empty"
    for entry in entries:
        yield f"\n[[{name}]]  # {printable(entry.span.source.path, 400)}:{entry.span.line}"
        values = {"rule": tuple(word.text for word in entry.words)}
        for key in SUPPRESS_KEYS:
            value = values[key] if key in values else getattr(entry, key)
            # The reason may be left out, the path may be empty, which is the whole document.
            if value is not None and (value or key != "reason"):
                yield f"{key} = {toml(value)}"


def _name(name: str) -> str:
    return name if _BARE.fullmatch(name) else toml(name)


def toml(value: Any) -> str:
    """A value as TOML, on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(toml(item) for item in value) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_name(name)} = {toml(item)}" for name, item in value.items()) + "}"
    if isinstance(value, str):
        # TOML's escapes are those of JSON, but for DEL, which JSON leaves alone.
        return json.dumps(value, ensure_ascii=True).replace("\x7f", "\\u007F")
    return str(value)
