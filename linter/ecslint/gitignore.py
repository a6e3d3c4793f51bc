"""The patterns of a .gitignore file, matched as git matches them, in time linear in the path.

Written here instead of taken from a library because one pattern of a hostile repository must not hang the walk,
and because a negated folder (`!keep/`) must not decide for the files in it.
"""

import os
import re
from collections.abc import Callable, Iterable, Sequence

_MAX_BYTES = 1 << 20
_MAX_PATTERNS = 10_000
_SPECIAL = frozenset("*?[\\")
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


class _Rule:
    """A pattern: its place in the file, what it says, and how to match it if it holds wildcards."""

    __slots__ = ("dirs_only", "ignores", "number", "on_path", "regex", "suffix")

    def __init__(self, number: int, ignores: bool, dirs_only: bool, on_path: bool) -> None:
        self.number = number
        self.ignores = ignores
        self.dirs_only = dirs_only
        self.on_path = on_path
        self.suffix = ""
        self.regex: re.Pattern[str] | None = None


class IgnoreFile:
    """Patterns that hold in and below one folder; the lines are `bytewise` text.

    Paths are absolute, with `/`, and start with `/`; `folder` has no `/` at its end, so the root is "".
    """

    __slots__ = ("_cut", "_globs", "_names", "_paths")

    def __init__(self, folder: str, lines: Iterable[str]) -> None:
        self._cut = len(folder) + 1
        self._names: dict[str, list[_Rule]] = {}
        self._paths: dict[str, list[_Rule]] = {}
        self._globs: list[_Rule] = []
        for number, line in enumerate(lines):
            if number >= _MAX_PATTERNS:
                break
            self._add(number, _trimmed(line))
        self._globs.reverse()

    @classmethod
    def read(cls, path: str, folder: str) -> "IgnoreFile | None":
        """The patterns of a regular file that hold for `folder`; None if there is no such file, or nothing in it."""
        try:
            if not os.path.isfile(path):
                return None
            with open(path, "rb") as file:
                data = file.read(_MAX_BYTES)
        except (OSError, ValueError):
            return None
        text = data.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
        return cls(folder, text.replace("\r\n", "\n").split("\n")) if text.strip() else None

    def verdict(self, path: str, name: str, is_dir: bool) -> bool | None:
        """Is the path ignored; None if no pattern is about it. `name` is its last component."""
        best: _Rule | None = None
        if not path.isascii():
            # git compares bytes: `?` is one of them.
            path, name = bytewise(path), bytewise(name)
        relative = path[self._cut :]
        for rule in *self._names.get(name, ()), *self._paths.get(relative, ()):
            if (is_dir or not rule.dirs_only) and (best is None or rule.number > best.number):
                best = rule
        for rule in self._globs:
            if best is not None and rule.number < best.number:
                break
            if rule.dirs_only and not is_dir:
                continue
            if rule.regex is None:
                matches = name.endswith(rule.suffix)
            else:
                matches = rule.regex.match(relative if rule.on_path else name) is not None
            if matches:
                best = rule
                break
        return None if best is None else best.ignores

    def _add(self, number: int, pattern: str) -> None:
        if not pattern or pattern.startswith("#"):
            return
        ignores = not pattern.startswith("!")
        pattern = pattern if ignores else pattern[1:]
        dirs_only = pattern.endswith("/")
        pattern = pattern.removesuffix("/")
        on_path = "/" in pattern
        pattern = pattern.removeprefix("/")
        if not pattern:
            return
        rule = _Rule(number, ignores, dirs_only, on_path)
        if _SPECIAL.isdisjoint(pattern):
            (self._paths if on_path else self._names).setdefault(pattern, []).append(rule)
        elif not on_path and pattern[0] == "*" and _SPECIAL.isdisjoint(pattern[1:]):
            rule.suffix = pattern[1:]
            self._globs.append(rule)
        else:
            regex = translate(pattern, on_path=on_path)
            if regex is not None:
                rule.regex = re.compile(regex, re.DOTALL)
                self._globs.append(rule)


def is_ignored(chain: Sequence[IgnoreFile], path: str, name: str, is_dir: bool) -> bool:
    """Ask the files of a path's folders, the deepest first; the first that has an opinion decides."""
    for file in reversed(chain):
        verdict = file.verdict(path, name, is_dir)
        if verdict is not None:
            return verdict
    return False


def escape(text: str) -> str:
    """The pattern that matches exactly this text."""
    return re.sub(r"([*?\[\\])", r"\\\1", text)


def translate(pattern: str, *, on_path: bool) -> str | None:
    """A regular expression for the whole of a name, or of a path; None for a pattern that matches nothing.

    Atomic groups hold what stands between two wildcards: the leftmost place is always good enough, so nothing is
    ever tried twice.
    """
    # git compares the text before the first wildcard apart, so that `a**/b` begins with a `**/` after an `a`.
    plain = next((at for at, char in enumerate(pattern) if char in _SPECIAL), len(pattern))
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


def _trimmed(line: str) -> str:
    """The line without the blanks at its end, unless they are escaped; tabs stay."""
    end = len(line.rstrip(" "))
    if end == len(line):
        return line
    slashes = end - len(line[:end].rstrip("\\"))
    return line[: end + slashes % 2]


def bytewise(text: str) -> str:
    """The text with one character for each of its bytes."""
    return os.fsencode(text).decode("latin-1")
