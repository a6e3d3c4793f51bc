"""Writes the tables that are made from the code into docs/: keys of the configuration, and hadolint's ids beside ours."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from ecslint import shelf
from ecslint.config.keys import KEYS
from ecslint.config.values import Key
from ecslint.rule import Rule

DOCS = Path(__file__).parents[1] / "docs"


def keys() -> str:
    """Every key with what it takes and what it does."""
    rows = [f"| `{name}` | {_cell(takes)} | {_cell(does)} |" for name, takes, does in _keys(KEYS, "")]
    return "\n".join(["| key | takes | does |", "|---|---|---|", *rows])


def _keys(keys: Mapping[str, Key], prefix: str) -> Iterator[tuple[str, str, str]]:
    for name, key in keys.items():
        takes = f"a table, each entry {key.kind.allowed}" if key.is_table else key.kind.allowed
        yield prefix + name, takes, key.doc
        if key.keys:
            yield from _keys(key.keys, f"{prefix}{name}{'[]' if key.is_list else ''}.")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def hadolint() -> str:
    """Every id of hadolint's with the rules here that know it."""
    known: dict[str, list[Rule]] = {}
    for rule in shelf.everything():
        for peer in rule.peers:
            tool, _, identifier = peer.partition(":")
            if tool == "hadolint":
                known.setdefault(identifier, []).append(rule)
    rows = [
        f"| {identifier} | {' '.join(rule.code for rule in rules)} | {', '.join(f'[{rule.name}](rules/{rule.name}.md)' for rule in rules)} "
        f"| {', '.join(dict.fromkeys(map(_how, rules)))} | {', '.join(dict.fromkeys(rule.fix for rule in rules))} |"
        for identifier, rules in sorted(known.items())
    ]
    return "\n".join(["| hadolint | code | name | reported as | fix |", "|---|---|---|---|---|", *rows])


def _how(rule: Rule) -> str:
    return rule.severity.label if rule.default else f"{rule.severity.label}, off"


TABLES = {"configuration.md": ("keys", keys), "from-hadolint.md": ("ids", hadolint)}


def updated(name: str) -> str:
    """A page with today's table in it."""
    mark, table = TABLES[name]
    page = (DOCS / name).read_text(encoding="utf-8")
    return re.sub(
        rf"(<!-- {mark} -->\n).*?(<!-- /{mark} -->)",
        lambda match: f"{match[1]}{table()}\n{match[2]}",
        page,
        flags=re.DOTALL,
    )


if __name__ == "__main__":
    for name in TABLES:
        (DOCS / name).write_text(updated(name), encoding="utf-8")
