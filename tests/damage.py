"""Damage to valid definitions: names for the cases of a table, any value put anywhere, and what rules say of it."""

import json
from typing import Any

from hypothesis import strategies as st

from ecslint import document as documents
from ecslint.engine import Engine
from ecslint.finding import Finding
from ecslint.rule import Rule
from ecslint.source import Source


def judged(
    definition: Any,
    rules: tuple[Rule, ...],
    *,
    forced: str | None = None,
    launch_type: str | None = None,
) -> list[Finding]:
    """What some rules find in a task definition, or in what the user says that it is."""
    source = Source("definition.json", json.dumps(definition, indent=2))
    document = documents.parse(source, "task-definition", given=True, forced=forced, launch_type=launch_type)
    assert not isinstance(document, documents.Skipped)
    findings, crashes = Engine(rules).run(document)
    assert crashes == []
    return findings


def label(value: object) -> str:
    """The name of a case by its code alone."""
    return value if isinstance(value, str) else ""


def put_somewhere(data: st.DataObject, value: Any, replacements: st.SearchStrategy[Any]) -> None:
    """Put one of the replacements in the place of any value in a JSON value."""
    *path, last = data.draw(st.sampled_from(places(value)))
    for key in path:
        value = value[key]
    value[last] = data.draw(replacements)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all values in a JSON value."""
    found = [path] if path else []
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, inner in entries:
        found += places(inner, (*path, key))
    return found
