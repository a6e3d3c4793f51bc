"""The patterns of a .gitignore file, matched as git matches them, in time linear in the path.

Written here instead of taken from a library because one pattern of a hostile repository must not hang the walk,
and because a negated folder (`!keep/`) must not decide for the files in it.
"""

import os
import re
from collections.abc import Iterable, Sequence

from ecslint.wildcard import WILDCARDS, bytewise, translate

_MAX_BYTES = 1 << 20
_MAX_PATTERNS = 10_000


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
        if WILDCARDS.isdisjoint(pattern):
            (self._paths if on_path else self._names).setdefault(pattern, []).append(rule)
        elif not on_path and pattern[0] == "*" and WILDCARDS.isdisjoint(pattern[1:]):
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


def _trimmed(line: str) -> str:
    """The line without the blanks at its end, unless they are escaped; tabs stay."""
    end = len(line.rstrip(" "))
    if end == len(line):
        return line
    slashes = end - len(line[:end].rstrip("\\"))
    return line[: end + slashes % 2]
