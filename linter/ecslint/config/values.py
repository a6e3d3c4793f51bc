"""What values a key of the configuration can have: each reader gives the value as the program wants it, None if wrong."""

import re
from collections.abc import Callable, Mapping

from ecslint.annotations import Any
from ecslint.record import NamedTuple

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Kind(NamedTuple):
    """A kind of value: its reader, what is allowed in words, and the same as JSON Schema."""

    read: Callable[[Any], Any]
    allowed: str
    schema: Mapping[str, Any]


class Key(NamedTuple):
    """A key: the kind of its value, what it does, and an example for the starter file, as it stands in TOML.

    `is_table` says that the value is a table of names that the user chooses, each with a value of this kind. With `keys`
    the value is a table of these keys instead, or a list of such tables if `is_list`; `required` are those that each
    needs. `joins` says that the value of a file is added to that of the file it extends, instead of replacing it.
    """

    kind: Kind
    doc: str
    example: str = ""
    is_table: bool = False
    joins: bool = False
    keys: "Mapping[str, Key] | None" = None
    is_list: bool = False
    required: tuple[str, ...] = ()


def texts(allowed: str) -> Kind:
    return Kind(_texts, allowed, {"type": "array", "items": {"type": "string"}})


def one_of(*choices: str) -> Kind:
    quoted = [f'"{choice}"' for choice in choices]
    return Kind(
        lambda value: value if isinstance(value, str) and value in choices else None,
        " or ".join([", ".join(quoted[:-1]), quoted[-1]]),
        {"enum": list(choices)},
    )


def any_case(*choices: str) -> Kind:
    """One of some words, in capitals whatever the case they are written in."""
    kind = one_of(*choices)
    either = "|".join("".join(f"[{c}{c.lower()}]" if c.isalpha() else c for c in word) for word in choices)
    return Kind(
        lambda value: kind.read(value.upper()) if isinstance(value, str) else None,
        kind.allowed,
        {"type": "string", "pattern": f"^({either})$"},
    )


def _texts(value: Any) -> tuple[str, ...] | None:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    return None


def _one_or_more(value: Any) -> tuple[str, ...] | None:
    found = _texts([value] if isinstance(value, str) else value)
    return found if found and all(item.strip() for item in found) else None


def _day(value: Any) -> str | None:
    """A date, as TOML has it or as text, in the form that sorts."""
    found = str(value) if type(value).__name__ == "date" else value
    if not isinstance(found, str) or not _DAY.fullmatch(found) or not found.isascii():
        return None
    year, month, number = map(int, found.split("-"))
    if not (year and 1 <= month <= 12 and 1 <= number <= _DAYS_IN_MONTH[month - 1]):
        return None
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return None if (month, number) == (2, 29) and not is_leap else found


TEXT = Kind(lambda value: value if isinstance(value, str) else None, "a text", {"type": "string"})
FLAG = Kind(lambda value: value if isinstance(value, bool) else None, "true or false", {"type": "boolean"})
COUNT = Kind(
    lambda value: value if type(value) is int and value >= 0 else None,
    "a whole number from 0",
    {"type": "integer", "minimum": 0},
)
DAY = Kind(_day, "a date as YYYY-MM-DD", {"type": "string", "format": "date"})
SELECTORS = texts("a list of codes, names, prefixes and categories")
ONE_OR_MORE_SELECTORS = Kind(
    _one_or_more,
    "a code, name, prefix or category, or a list of them",
    {
        "anyOf": [
            {"type": "string", "minLength": 1},
            {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1},
        ]
    },
)
POINTER = Kind(
    lambda value: value if isinstance(value, str) and (not value or value[0] == "/") else None,
    "a JSON pointer such as `/containerDefinitions/0/image`, with `*` for any step",
    {"type": "string", "pattern": "^(/.*)?$"},
)
TABLE = Kind(lambda value: value if isinstance(value, dict) else None, "a table", {"type": "object"})
TABLES = Kind(lambda _: None, "a list of tables", {"type": "array"})
