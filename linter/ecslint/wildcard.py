"""Patterns with `*`, `**`, `?` and `[...]`, as git and Docker match paths with them, turned into regular expressions."""

import os
import re
from collections.abc import Callable

WILDCARDS = frozenset("*?[\\")
_POSIX: dict[str, Callable[[str], bool]] = {
    "alnum": str.isalnum,
    "alpha": str.isalpha,
    "blank": lambda char: char in " \t",
    "cntrl": lambda char: char < " " or char == "\x7f",
    "digit": str.isdigit,
    "graph": lambda char: "!" <= char <= "~",
    "lower": str.islower,
    "print": lambda char: " " <= char <= "~",
    "punct": lambda char: "!" <= char <= "~" and not char.isalnum(),
    "space": lambda char: char in " \t\n\r\x0b\x0c",
    "upper": str.isupper,
    "xdigit": lambda char: char in "0123456789abcdefABCDEF",
}
_BYTES = [chr(code) for code in range(256)]
_STAR = "*"
_STARS = "**"
_SLASH = "/"


def escape(text: str) -> str:
    """The pattern that matches exactly this text."""
    return re.sub(r"([*?\[\\])", r"\\\1", text)


def translate(pattern: str, *, on_path: bool) -> str | None:
    """A regular expression for the whole of a name, or of a path; None for a pattern that matches nothing.

    Atomic groups hold what stands between two wildcards: the leftmost place is always good enough, so nothing is
    ever tried twice.
    """
    # git compares the text before the first wildcard apart, so that `a**/b` begins with a `**/` after an `a`.
    plain = next((at for at, char in enumerate(pattern) if char in WILDCARDS), len(pattern))
    tokens = _tokens(pattern[plain:])
    if tokens is None:
        return None
    segments: list[list[str]] = [[]]
    for token in tokens:
        if token == _SLASH and on_path:
            segments.append([])
        elif token != _STAR or segments[-1][-1:] != [_STAR]:
            # In a name, and beside other characters, `**` is no more than `*`.
            segments[-1].append(_STAR if token == _STARS and not on_path else token)
    groups: list[list[str]] = [[]]
    for segment in segments:
        if segment == [_STARS]:
            groups.append([])
        else:
            groups[-1].append(_segment([_STAR if token == _STARS else token for token in segment]))
    out = re.escape(pattern[:plain]) + "/".join(groups[0]) + ("/" if groups[0] and len(groups) > 1 else "")
    for number, group in enumerate(groups[1:], 2):
        joined = "/".join(group)
        if number == len(groups):
            out += rf"(?:[^/]*/)*{joined}" if group else ".*"
        elif group:
            out += rf"(?>(?:[^/]*/)*?{joined}/)"
    return out + r"\Z"


def _segment(tokens: list[str]) -> str:
    """A regular expression for one component: fixed stretches with stars between them."""
    chunks: list[str] = [""]
    for token in tokens:
        if token == _STAR:
            chunks.append("")
        else:
            chunks[-1] += token
    if len(chunks) == 1:
        return chunks[0]
    middle = "".join(f"(?>[^/]*?{chunk})" for chunk in chunks[1:-1] if chunk)
    return f"{chunks[0]}{middle}[^/]*{chunks[-1]}"


def _tokens(pattern: str) -> list[str] | None:
    """`*`, `**` (any longer run too), `/`, and for every other character a regular expression."""
    tokens: list[str] = []
    at = 0
    while at < len(pattern):
        char = pattern[at]
        at += 1
        if char == "*":
            end = at
            while end < len(pattern) and pattern[end] == "*":
                end += 1
            tokens.append(_STARS if end > at else _STAR)
            at = end
        elif char == "?":
            tokens.append("[^/]")
        elif char == "[":
            found = _class(pattern, at)
            if found is None:
                return None
            members, at = found
            tokens.append("[" + "".join(f"\\x{ord(member):02x}" for member in members) + "]")
        elif char == "\\":
            if at == len(pattern):
                return None
            if pattern[at] == "/" and tokens[-1:] == [_STARS] and tokens[-2:-1] in ([], [_SLASH]):
                # Before an escaped slash `**` stands for one folder at least.
                tokens += (_SLASH, _STAR)
            tokens.append(_SLASH if pattern[at] == "/" else re.escape(pattern[at]))
            at += 1
        else:
            tokens.append(_SLASH if char == "/" else re.escape(char))
    return tokens


def _class(pattern: str, at: int) -> tuple[list[str], int] | None:
    """The characters that a `[...]` matches and the offset after it; None if it is broken or matches nothing."""
    members: set[str] = set()
    is_negated = pattern[at : at + 1] in {"!", "^"}
    at += is_negated
    first, before = at, ""
    while True:
        char = pattern[at : at + 1]
        if not char:
            return None
        if char == "]" and at > first:
            break
        at += 1
        if char == "[" and pattern[at : at + 1] == ":":
            end = pattern.find("]", at + 1)
            if end < 0:
                return None
            if end > at + 1 and pattern[end - 1] == ":":
                test = _POSIX.get(pattern[at + 1 : end - 1])
                if test is None:
                    return None
                members.update(member for member in _BYTES[:128] if test(member))
                at, before = end + 1, ""
                continue
        is_range = char == "-" and before and pattern[at : at + 1] not in {"", "]"}
        if is_range:
            char = pattern[at]
            at += 1
        if char == "\\":
            char = pattern[at : at + 1]
            at += 1
            if not char:
                return None
        if is_range:
            members.update(_BYTES[ord(before) : ord(char) + 1])
            before = ""
        else:
            members.add(char)
            before = char
    found = [char for char in _BYTES if (char in members) != is_negated and char != "/"]
    return (found, at + 1) if found else None


def bytewise(text: str) -> str:
    """The text with one character for each of its bytes."""
    return os.fsencode(text).decode("latin-1")
