"""Damage to valid definitions: names for the cases of a table, and any value put anywhere."""

from typing import Any

from hypothesis import strategies as st


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
