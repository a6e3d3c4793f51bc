"""Misspelt keys: which one is meant, and where a key belongs that stands at the wrong level."""

from collections.abc import Sequence

from ecslint.taskdefinition.nodes import Member
from ecslint.taskdefinition.shape import TASK_SCHEMA, schema


def meant_key(key: Member, known: Sequence[str]) -> tuple[str, bool]:
    """The key that is meant, or nothing; and whether that is sure: one slip away, no other is, and it is not there yet."""
    free = [name for name in known if name not in key.object]
    close = [name for name in free if is_one_slip(key.name, name)]
    if len(close) == 1:
        return close[0], True
    if other_places(key.name):
        # It is spelled well, and stands in the wrong place.
        return "", False
    from difflib import get_close_matches  # noqa: PLC0415 - only on the way to a finding

    near = get_close_matches(key.name, known, n=1, cutoff=0.75)
    return (near[0] if near else "", False)


def is_one_slip(written: str, name: str) -> bool:
    """Is it the same but for one letter, two swapped ones, capitals, or `_` and `-`?"""
    one, other = _plain(written), _plain(name)
    if one == other:
        return True
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, wanted = one[start:], other[start:]
    return (
        rest[1:] == wanted[1:]
        or rest[1:] == wanted
        or rest == wanted[1:]
        or (rest[:2] == wanted[:2][::-1] and rest[2:] == wanted[2:])
    )


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").casefold()


def other_places(name: str) -> str:
    """Where a key of this name is allowed in a task definition, in words; nothing if nowhere or in many places."""
    whole = schema(TASK_SCHEMA)
    if name in whole["properties"]:
        return "the top level"
    parts = whole["$defs"]
    holders = [place for place, part in parts.items() if name in part["properties"]]
    if len(holders) != 1:
        return ""
    if holders[0] == "ContainerDefinition":
        return "a container definition"
    reference = f"#/$defs/{holders[0]}"
    keys = [
        key
        for part in (whole, *parts.values())
        for key, value in part["properties"].items()
        if reference in {value.get("$ref"), value.get("items", {}).get("$ref")}
    ]
    return " and ".join(f"`{key}`" for key in dict.fromkeys(keys))
