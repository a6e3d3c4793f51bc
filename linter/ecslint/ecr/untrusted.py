"""Text that somebody else wrote: AWS, a manifest, a proxy, the author of a package."""

from typing import Any

MAX_TEXT = 300


def one_line(text: str) -> str:
    """The first line of it, without control characters and not too long."""
    line = next(iter(text[: 4 * MAX_TEXT].strip().splitlines()), "").strip()
    line = "".join(character for character in line if character.isprintable())
    return line if len(line) <= MAX_TEXT else line[: MAX_TEXT - 1] + "…"


def tables(value: object) -> "list[dict[str, Any]]":
    """The objects in a list; none where it is no list, and nothing for what stands between them."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def one_word(value: object) -> str:
    """A text value as one line; empty for anything else."""
    return one_line(value) if isinstance(value, str) else ""
