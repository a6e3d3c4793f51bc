"""The patterns of `${x#p}`, `${x%p}` and `${x/p/r}`: `*` and `?`, matched without backtracking.

A value of n characters has n + 1 places between them. A set of places is one integer with a bit for each, so a
pattern of m parts costs m operations on integers however many `*` it has.
"""

ANY = "?"
STAR = "*"
# One lookup of one word; real values and patterns need less than a thousandth of it.
WORK_LIMIT = 4_000_000

Part = tuple[str, bool]


class InvalidEscapeError(ValueError):
    """A backslash in a pattern before a character that BuildKit does not let it stand before."""


def parts(pattern: str) -> list[Part]:
    """The pattern as pairs (character, is a wildcard); raises `InvalidEscapeError`."""
    out: list[Part] = []
    at = 0
    while at < len(pattern):
        char = pattern[at]
        at += 1
        if char == "\\":
            char = pattern[at : at + 1]
            at += 1
            if char not in {"*", "?", "\\", "}", "/"}:
                raise InvalidEscapeError(char)
            out.append((char, False))
        elif char != STAR or out[-1:] != [(STAR, True)]:
            out.append((char, char in {ANY, STAR}))
    return out


def trim(value: str, pattern: list[Part], *, at_end: bool, longest: bool) -> str:
    """`value` without what the pattern matches at its start or end: the shortest or the longest stretch."""
    if at_end:
        return trim(value[::-1], pattern[::-1], at_end=False, longest=longest)[::-1]
    length = _match(value, pattern, longest=longest)
    return value if length is None else value[length:]


def find_all(value: str, pattern: list[Part]) -> list[tuple[int, int]]:
    """Where the pattern matches, leftmost and longest first, without overlap."""
    starts = _starts(value, pattern)
    if (STAR, True) in pattern:
        # What follows the longest match cannot match again, or the match would have been longer.
        if not starts:
            return []
        first = (starts & -starts).bit_length() - 1
        length = _match(value[first:], pattern, longest=True)
        return [] if length is None else [(first, first + length)]
    found: list[tuple[int, int]] = []
    bits = bin(starts)[:1:-1]
    at = bits.find("1")
    while at >= 0:
        found.append((at, at + len(pattern)))
        at = bits.find("1", at + max(1, len(pattern)))
    return found


def _match(value: str, pattern: list[Part], *, longest: bool) -> int | None:
    """The length of the shortest or longest start of `value` that matches the whole pattern."""
    places = (1 << (len(value) + 1)) - 1
    reached = 1
    where: dict[str, int] = {}
    for char, is_wildcard in pattern:
        if not is_wildcard:
            if char not in where:
                where[char] = _places(value, char)
            reached = (reached & where[char]) << 1
        elif char == ANY:
            reached = (reached << 1) & places
        else:
            reached = places & -(reached & -reached)
        if not reached:
            return None
    return (reached if longest else reached & -reached).bit_length() - 1


def _starts(value: str, pattern: list[Part]) -> int:
    """All places where a match can begin, found by walking the pattern from its end."""
    places = (1 << (len(value) + 1)) - 1
    reached = places
    where: dict[str, int] = {}
    for char, is_wildcard in reversed(pattern):
        if not is_wildcard:
            if char not in where:
                where[char] = _places(value, char)
            reached = (reached >> 1) & where[char]
        elif char == ANY:
            reached >>= 1
        else:
            reached = (1 << reached.bit_length()) - 1
        if not reached:
            return 0
    return reached


def _places(value: str, char: str) -> int:
    """The places right before each occurrence of a character."""
    return int("".join("1" if other == char else "0" for other in reversed(value)) or "0", 2)
