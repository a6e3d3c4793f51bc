"""Round brackets inside of words: arithmetic, arrays, extended patterns."""

import re

from ecslint.dockerfile.shell_scan import WordScanner, commands_of
from ecslint.dockerfile.shell_words import ASSIGNMENT, OTHER, PLAIN, Expansion, Part
from ecslint.source import Excerpt

# Arithmetic and extended patterns are short; a bound keeps a row of unclosed brackets linear.
_LOOKAHEAD = 2000

_ARRAY_GAP = re.compile(r"(?:[ \t\r\n]++|\\\r?\n|(?<=[ \t\n(])#[^\n]*+)*+")
_BRACKET = re.compile(r"[()]")
_EXPANSION = re.compile(r"[$`]")


class BracketScanner(WordScanner):
    """Adds to words what brackets hold."""

    __slots__ = ("_unclosed",)

    def __init__(self, excerpt: Excerpt, depth: int) -> None:
        super().__init__(excerpt, depth)
        # Where the last search for a closing bracket ran out of its bound; none starts again before it.
        self._unclosed = -1

    def arithmetic_end(self, start: int) -> int:
        """Behind the `))` that closes arithmetic whose inside starts at `start`; 0 when it is none."""
        end = self._closing(start)
        return end + 1 if end and self.text.startswith(")", end, self.limit) else 0

    def arithmetic(self, start: int, end: int, parts: list[Part], expansions: list[Expansion]) -> None:
        """Add arithmetic as one part; only what carries a `$` in it is looked at."""
        nested: list[Part] = []
        limit = self.limit
        pos = self.text.index("((", start) + 2
        if self.deeper(start):
            self.limit = end - 2
            while match := _EXPANSION.search(self.text, pos, self.limit):
                at = match.start()
                if match[0] == "$":
                    pos = self.dollar(at, nested, expansions, True)
                else:
                    pos = self.backquote(at, nested, True)
            self.limit = limit
            self.depth -= 1
        parts.append(Part(OTHER, start, end, True, commands_of(nested)))

    def bracket(self, pos: int, parts: list[Part], expansions: list[Expansion]) -> int:
        """An opening bracket inside a word: an array behind `name=`, an extended pattern, or the word's end."""
        before = self.text[parts[-1].start : pos]
        if len(parts) == 1 and ASSIGNMENT.fullmatch(before):
            return self._array(pos, parts, expansions)
        if before[-1] in "?*+@!":
            end = self._closing(pos + 1)
            if end:
                parts.append(Part(PLAIN, pos, end))
                return end
        return pos

    def _closing(self, start: int) -> int:
        """Behind the bracket that closes the one opened just before `start`; 0 when it is not near."""
        if start < self._unclosed:
            return 0
        bound = min(self.limit, start + _LOOKAHEAD)
        depth = 1
        for match in _BRACKET.finditer(self.text, start, bound):
            depth += 1 if match[0] == "(" else -1
            if depth == 0:
                return match.end()
        self._unclosed = bound
        return 0

    def _array(self, start: int, parts: list[Part], expansions: list[Expansion]) -> int:
        nested: list[Part] = []
        pos = start + 1
        if not self.deeper(start):
            return self.limit
        while True:
            gap = _ARRAY_GAP.match(self.text, pos, self.limit)
            if gap is not None:
                pos = gap.end()
            if pos >= self.limit:
                self.problem("unterminated array", start)
                break
            if self.text[pos] == ")":
                pos += 1
                break
            element = self.word(pos)
            nested.extend(element.parts)
            expansions.extend(element.expansions)
            pos = max(element.end, pos + 1)
        self.depth -= 1
        parts.append(Part(OTHER, start, pos, True, commands_of(nested)))
        return pos
