"""The JSON Schema of the configuration, made of the same keys that read it and of the options of the rules."""

from collections.abc import Iterable, Mapping

from ecslint.annotations import Any
from ecslint.config.keys import KEYS
from ecslint.config.values import Key
from ecslint.page import option_docs
from ecslint.rule import Rule

URL = "https://ecslint.dev/schemas/config.schema.json"


def schema(rules: Iterable[Rule]) -> dict[str, Any]:
    """The schema of `ecslint.toml`."""
    properties = _properties(KEYS)
    properties["rules"] |= {"properties": _options(rules)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": URL,
        "title": "Configuration of ecslint",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def _properties(keys: Mapping[str, Key]) -> dict[str, Any]:
    return {name: {"description": key.doc, **_value(key)} for name, key in keys.items()}


def _value(key: Key) -> dict[str, Any]:
    if key.keys is None:
        kind = dict(key.kind.schema)
        return {"type": "object", "additionalProperties": kind} if key.is_table else kind
    table: dict[str, Any] = {
        "type": "object",
        "properties": _properties(key.keys),
        "additionalProperties": False,
    }
    if key.required:
        table["required"] = list(key.required)
    return {"type": "array", "items": table} if key.is_list else table


def _options(rules: Iterable[Rule]) -> dict[str, Any]:
    """The options of each rule that has some, by its name."""
    return {
        rule.name: {
            "type": "object",
            "description": rule.title,
            "properties": {
                name.replace("_", "-"): {"description": option_docs(rule).get(name, ""), **_type(default)}
                for name, default in rule.options()._asdict().items()
            },
            "additionalProperties": False,
        }
        for rule in rules
        if rule.options
    }


def _type(default: Any) -> dict[str, Any]:
    if isinstance(default, bool):
        return {"type": "boolean", "default": default}
    if isinstance(default, int):
        return {"type": "integer", "default": default}
    if isinstance(default, str):
        return {"type": "string", "default": default}
    items = {type(item).__name__ for item in default} or {"str"}
    names = {"str": "string", "int": "integer", "bool": "boolean"}
    kinds = sorted(names[item] for item in items)
    return {"type": "array", "items": {"type": kinds[0]}, "default": list(default)}
