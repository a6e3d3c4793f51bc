"""Provider tokens in a text: found by their shape, kept or dropped by boundary, randomness and checksum."""

import re
from collections.abc import Iterable, Iterator

from ecslint.record import NamedTuple
from ecslint.secrets.shapes import OPEN_END, SHORTEST, Shape, shapes_for

LEAST_ENTROPY = 2.3
_WORD = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
_ESCAPES = ("\\n", "\\r", "\\t")
_GLUE = frozenset("-+/.=")
_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_CHECKED = ("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "npm_")


class Hit(NamedTuple):
    """A token in a text: where its secret part stands, whose it is, and what may be told about it.

    `prefix` is public; `length` is the number of characters where the format fixes it; `confidence` is `high`,
    `medium` or `low`; `is_public` tells that the token says of itself that it is meant to be known.
    """

    start: int
    end: int
    provider: str
    prefix: str = ""
    length: int | None = None
    confidence: str = "high"
    is_public: bool = False


def find_tokens(text: str, *, strict: bool = True) -> Iterator[Hit]:
    """The tokens in a text, in order and without overlap.

    Without `strict` a token also counts inside a longer word and when it looks like a placeholder: that is what
    masking wants.
    """
    return iter(find_shapes(text, shapes_for(text), strict=strict) if len(text) >= SHORTEST else ())


def find_shapes(text: str, shapes: Iterable[Shape], *, strict: bool = True) -> list[Hit]:
    """The tokens of some shapes only."""
    hits = [hit for shape in shapes for hit in _occurrences(text, shape, strict=strict)]
    if len(hits) < 2:
        return hits
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    apart = hits[:1]
    for hit in hits[1:]:
        if hit.start >= apart[-1].end:
            apart.append(hit)
    return apart


def candidates(text: str, raw: str | None = None) -> list[Shape]:
    """The shapes of which this text may hold a token; empty for nearly every text.

    `raw` is the file it was put together from: all its literals stand there too, and the masks ask for them again.
    """
    return [
        shape for shape in shapes_for(text if raw is None else raw) if any(True for _ in _places(text, shape))
    ]


def _places(text: str, shape: Shape) -> Iterator[int]:
    for literal in shape.literals:
        at = text.find(literal)
        while at >= 0:
            if shape.may_begin(text, at + len(literal)) and not _is_inside_word(text, at, shape):
                yield at
            at = text.find(literal, at + len(literal))


def _is_inside_word(text: str, at: int, shape: Shape) -> bool:
    """Is a short head, as `OD` in `NODE`, no beginning? Spares compiling a pattern that `_has_boundaries` makes vain."""
    if (
        not at
        or text[at - 1] not in _WORD
        or not shape.is_leading
        or len(shape.heads[0] if shape.heads else "....") > 3
    ):
        return False
    return text[at - 2 : at] not in _ESCAPES


def _occurrences(text: str, shape: Shape, *, strict: bool) -> Iterator[Hit]:
    done = 0
    for at in sorted(_places(text, shape)):
        if at < done:
            continue
        match = _match(text, shape, at, done)
        if match is None:
            continue
        start, end = match.span(1)
        done = max(end, at + 1)
        if not _has_boundaries(text, match.start(), end, shape, strict=strict):
            continue
        end = _rest(text, end)
        token = text[start:end]
        if strict and not _is_plausible(token, shape):
            continue
        hit = Hit(
            start,
            end,
            shape.provider,
            _prefix(token, shape),
            len(token) if shape.is_fixed and shape.heads else None,
        )
        checked = _check(token, hit) if strict else hit
        if checked is not None:
            yield checked


def _match(text: str, shape: Shape, at: int, done: int) -> re.Match[str] | None:
    """The longest token whose literal stands at `at`."""
    most, least = shape.lead
    for start in range(max(done, at - most), at - least + 1):
        if most and shape.heads and not text.startswith(shape.heads, start):
            continue
        match = shape.pattern.match(text, start)
        if match is not None and match.end() > at:
            return match
    return None


def _has_boundaries(text: str, start: int, end: int, shape: Shape, *, strict: bool) -> bool:
    before = text[start - 1] if start else " "
    if strict and shape.is_fixed and end < len(text) and text[end] in _WORD:
        return False
    if before in _WORD:
        return text[start - 2 : start] in _ESCAPES or (
            not strict and len(shape.heads[:1] and shape.heads[0]) >= 4
        )
    return not (shape.is_weak and before in _GLUE and before != "=")


def _rest(text: str, end: int) -> int:
    """The end of the run of word characters that a token of open length is part of."""
    stop = min(len(text), end + OPEN_END)
    while end < stop and text[end] in _WORD:
        end += 1
    return end


def _prefix(token: str, shape: Shape) -> str:
    return next((head for head in shape.heads if token.startswith(head)), "")


def _is_plausible(token: str, shape: Shape) -> bool:
    """Not a placeholder that somebody wrote in the shape of a token."""
    from ecslint.secrets.values import entropy, has_placeholder_word  # noqa: PLC0415 - only for what has a shape

    lower = token.lower()
    if "EXAMPLE" in token or "x" * 8 in lower or "*" * 6 in token or "-your-" in lower:
        return False
    bits = entropy(token)
    if bits < LEAST_ENTROPY or (bits < 3.0 and has_placeholder_word(token)):
        return False
    if not shape.is_weak:
        return True
    body = token.removeprefix(_prefix(token, shape))
    if not any(c.isdigit() for c in body) or not any(c.isalpha() for c in body):
        return False
    # Letters of both cases are random; words joined by hyphens have one.
    return not shape.is_mixed or body.lower() != body != body.upper()


def _check(token: str, hit: Hit) -> Hit | None:
    """What the token itself tells: a checksum, an alphabet, a JWT's header and role."""
    if hit.prefix in _CHECKED and hit.length == 40:
        return hit._replace(confidence="high" if has_valid_checksum(token) else "medium")
    if hit.provider == "AWS access key id":
        is_base32 = not any(c in "0189" for c in token[4:])
        return hit._replace(confidence="high" if is_base32 else "low")
    if hit.provider == "JSON Web Token":
        from ecslint.secrets.jwt import describe  # noqa: PLC0415 - needs base64 and json, for JWTs alone

        claims = describe(token)
        return None if claims is None else hit._replace(is_public=claims.is_public)
    return hit


def has_valid_checksum(token: str) -> bool:
    """Are the last 6 characters of a GitHub or npm token the CRC-32 of the 30 before them, in base 62?"""
    from zlib import crc32  # noqa: PLC0415 - for these tokens alone

    return token[-6:] == base62(crc32(token[-36:-6].encode("ascii", "replace"))).rjust(6, "0")


def base62(number: int) -> str:
    """A number in base 62, digits `0-9A-Za-z`, most significant first."""
    digits = ""
    while number:
        number, digit = divmod(number, 62)
        digits = _BASE62[digit] + digits
    return digits
