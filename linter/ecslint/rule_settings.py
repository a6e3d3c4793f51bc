"""What a configuration says of single rules: how severe they are, and their options."""

from collections.abc import Mapping

from ecslint.annotations import Any
from ecslint.errors import UsageError
from ecslint.finding import Severity
from ecslint.rule import Rule
from ecslint.shelf import by_peer, check_selector, find


def _named(selector: str, where: str) -> Rule:
    """The one rule with this code or name; raises `UsageError` that says `where` it was asked for."""
    rule = find(selector)
    if rule is None:
        check_selector(selector)
        raise UsageError(f"{where}: `{selector}` is not the code or name of one rule")
    return rule


def severities_of(table: Mapping[str, Severity]) -> dict[str, Severity]:
    """Severities by code, from the `[severity]` table of a configuration; raises `UsageError`.

    Another tool's id stands for all rules that know it; a rule's own code or name says more than that.
    """
    chosen: dict[str, Severity] = {}
    own: dict[str, Severity] = {}
    for name, severity in table.items():
        rule = find(name)
        if rule is not None:
            own[rule.code] = severity
            continue
        peers = by_peer(name)
        if not peers:
            _named(name, "severity")
        chosen.update({peer.code: severity for peer in peers})
    return {**chosen, **own}


def options_of(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Option values by rule name, from the `[rules.NAME]` tables of a configuration; raises `UsageError`."""
    chosen: dict[str, Any] = {}
    for name, table in tables.items():
        rule = _named(name, "rules")
        defaults = rule.options()._asdict() if rule.options else {}
        values: dict[str, Any] = {}
        for key, value in table.items():
            field = key.replace("-", "_")
            if field not in defaults:
                known = ", ".join(f"`{one.replace('_', '-')}`" for one in defaults) or "none"
                raise UsageError(f"rules.{name}: unknown option `{key}`, allowed: {known}")
            default = defaults[field]
            given = tuple(value) if isinstance(value, list) else value
            if type(given) is not type(default) or (
                isinstance(given, tuple) and not all(type(item) in _item_types(default) for item in given)
            ):
                raise UsageError(
                    f"rules.{name}.{key} is wrong, allowed is the form of its default: {_as_toml(default)}"
                )
            values[field] = given
        if rule.options:
            chosen[rule.name] = rule.options(**values)
    return chosen


def _item_types(default: tuple[object, ...]) -> set[type]:
    return {type(item) for item in default} or {str}


def _as_toml(value: object) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(_as_toml(item) for item in value) + "]"
    return (
        str(value).lower()
        if isinstance(value, bool)
        else f'"{value}"'
        if isinstance(value, str)
        else str(value)
    )
