"""Reading one word of shell text: quotes, escapes, expansions and everything they nest."""

import re
from typing import TYPE_CHECKING

from ecslint.dockerfile.shell_words import (
    ANSI,
    ASSIGNMENT,
    COMMAND,
    ESCAPED,
    OTHER,
    PLAIN,
    QUOTED,
    VARIABLE,
    Expansion,
    Part,
    Word,
)
from ecslint.source import Excerpt

if TYPE_CHECKING:
    from ecslint.dockerfile.shell_model import Command

MAX_DEPTH = 50
# Arithmetic and extended patterns are short; a bound keeps a row of unclosed brackets linear.
_LOOKAHEAD = 2000

_PLAIN = re.compile(r"""[^ \t\r\n;&|<>()"'`\\$]+""")
_DOUBLE = re.compile(r"""[^"\\$`]+""")
_IN_BRACES = re.compile(r"""[^}"'`\\$]+""")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-]")
_BRACES = re.compile(
    r"\$\{([#!](?=[A-Za-z0-9_@*]))?([A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!-])(?:\[[^\]}]*\])?"
    r"(:?[-+=?]|##?|%%?|//?|\^\^?|,,?|[:@])?"
)
_BACKQUOTED = re.compile(r"[^`\\]*+(?:\\.[^`\\]*+)*+", re.DOTALL)
_ANSI = re.compile(r"[^'\\]*+(?:\\.[^'\\]*+)*+", re.DOTALL)
_ARRAY_GAP = re.compile(r"(?:[ \t\r\n]++|\\\r?\n|(?<=[ \t\n(])#[^\n]*+)*+")
_BRACKET = re.compile(r"[()]")
_EXPANSION = re.compile(r"[$`]")


class WordScanner:
    """Reads words out of `excerpt` up to `limit`; the parser built on it reads the commands inside of them.

    `known` maps the start of a command substitution to its end and its commands, where the text around this
    one has already read it.
    """

    __slots__ = ("_unclosed", "depth", "excerpt", "known", "limit", "pos", "problems", "text")

    def __init__(self, excerpt: Excerpt, depth: int) -> None:
        self.excerpt = excerpt
        self.text = excerpt.text
        self.limit = len(excerpt.text)
        self.pos = 0
        self.depth = depth
        self.problems: list[tuple[str, Excerpt, int]] = []
        self.known: dict[int, tuple[int, tuple[Command, ...]]] = {}
        # Where the last search for a closing bracket ran out of its bound; none starts again before it.
        self._unclosed = -1

    def problem(self, message: str, at: int) -> None:
        self.problems.append((message, self.excerpt, at))

    def substitution(self, start: int, context: str) -> "tuple[tuple[Command, ...], int]":
        """Read commands from `start` to their closing bracket; the commands, and the index behind it."""
        raise NotImplementedError

    def backquoted(self, start: int, end: int, protected: bool) -> "tuple[Command, ...]":
        """The commands between two backquotes."""
        raise NotImplementedError

    def deeper(self, at: int) -> bool:
        """Go one level down; at the bottom give up on the rest of the text, so that nothing recurses further."""
        if self.depth >= MAX_DEPTH:
            self.problem("nested too deeply", at)
            self.pos = self.limit
            return False
        self.depth += 1
        return True

    def word(self, start: int) -> Word:
        """The word that starts at `start`; it has no length where no word can start. Leaves `pos` behind it."""
        text = self.text
        limit = self.limit
        parts: list[Part] = []
        expansions: list[Expansion] = []
        quoted = False
        pos = start
        while pos < limit:
            match = _PLAIN.match(text, pos, limit)
            if match is not None:
                parts.append(Part(PLAIN, pos, match.end()))
                pos = match.end()
                if pos >= limit:
                    break
            character = text[pos]
            if character == '"':
                quoted = True
                pos = self._double(pos + 1, parts, expansions)
            elif character == "'":
                quoted = True
                pos = self._single(pos, parts)
            elif character == "$":
                quoted = quoted or text[pos + 1 : pos + 2] in {"'", '"'}
                pos = self._dollar(pos, parts, expansions, False)
            elif character == "\\":
                end = min(limit, pos + (3 if text.startswith("\r\n", pos + 1) else 2))
                if end == pos + 1:
                    parts.append(Part(PLAIN, pos, end))
                else:
                    quoted = quoted or text[end - 1] != "\n"
                    parts.append(Part(ESCAPED, pos, end))
                pos = end
            elif character == "`":
                pos = self._backquote(pos, parts, False)
            elif character in "<>" and text.startswith("(", pos + 1, limit):
                commands, end = self.substitution(pos + 2, "process substitution")
                parts.append(Part(COMMAND, pos, end, False, commands))
                pos = end
            elif character == "(" and parts and parts[-1].kind == PLAIN:
                end = self._bracket(pos, parts, expansions)
                if end == pos:
                    break
                pos = end
            else:
                break
        self.pos = pos
        if len(parts) == 1 and parts[0].kind == PLAIN and not quoted:
            return Word(self.excerpt, start, pos)
        return Word(self.excerpt, start, pos, parts, tuple(expansions), quoted=quoted)

    def _single(self, pos: int, parts: list[Part]) -> int:
        end = self.text.find("'", pos + 1, self.limit)
        closed = end >= 0
        if not closed:
            self.problem("unterminated quote", pos)
            end = self.limit
        if end > pos + 1:
            parts.append(Part(QUOTED, pos + 1, end))
        return end + closed

    def _double(self, pos: int, parts: list[Part], expansions: list[Expansion]) -> int:
        """The inside of double quotes, from behind the first to behind the second."""
        text = self.text
        limit = self.limit
        opening = pos - 1
        while True:
            match = _DOUBLE.match(text, pos, limit)
            if match is not None:
                parts.append(Part(QUOTED, pos, match.end(), True))
                pos = match.end()
            if pos >= limit:
                self.problem("unterminated quote", opening)
                return limit
            character = text[pos]
            if character == '"':
                return pos + 1
            if character == "$":
                pos = self._dollar(pos, parts, expansions, True)
            elif character == "`":
                pos = self._backquote(pos, parts, True)
            else:
                escapes = text[pos + 1 : pos + 2] in {'"', "\\", "$", "`", "\n"}
                end = min(limit, pos + (2 if escapes else 1))
                parts.append(Part(ESCAPED if end == pos + 2 else QUOTED, pos, end, True))
                pos = end

    def _dollar(self, pos: int, parts: list[Part], expansions: list[Expansion], protected: bool) -> int:
        text = self.text
        limit = self.limit
        if pos in self.known:
            end, commands = self.known[pos]
            parts.append(Part(COMMAND, pos, end, protected, commands))
            return end
        match = _NAME.match(text, pos + 1, limit)
        if match is not None:
            expansions.append(Expansion(self.excerpt, match[0], "", pos, match.end()))
            parts.append(Part(VARIABLE, pos, match.end(), protected))
            return match.end()
        following = text[pos + 1] if pos + 1 < limit else ""
        if following == "(":
            if text.startswith("(", pos + 2, limit):
                end = self.arithmetic_end(pos + 3)
                if end:
                    self.arithmetic(pos, end, parts, expansions)
                    return end
            commands, end = self.substitution(pos + 2, "substitution")
            parts.append(Part(COMMAND, pos, end, protected, commands))
            return end
        if following == "{":
            return self._braces(pos, parts, expansions, protected)
        if following == "'" and not protected:
            match = _ANSI.match(text, pos + 2, limit)
            end = match.end() if match is not None else limit
            parts.append(Part(ANSI, pos + 2, end))
            if end >= limit:
                self.problem("unterminated quote", pos)
            return min(limit, end + 1)
        if following == '"' and not protected:
            return self._double(pos + 2, parts, expansions)
        parts.append(Part(QUOTED if protected else PLAIN, pos, pos + 1, protected))
        return pos + 1

    def _braces(self, start: int, parts: list[Part], expansions: list[Expansion], protected: bool) -> int:
        """`${name}` in all its forms; what it nests belongs to the word, but is no literal part of it."""
        text = self.text
        limit = self.limit
        nested: list[Part] = []
        match = _BRACES.match(text, start, limit)
        expansion = None
        pos = start + 2
        if match is not None:
            operator = {"#": "length", "!": "indirect"}.get(match[1] or "", match[3] or "")
            expansion = Expansion(self.excerpt, match[2], operator, start, limit)
            expansions.append(expansion)
            pos = match.end()
        if not self.deeper(start):
            return limit
        while True:
            match = _IN_BRACES.match(text, pos, limit)
            if match is not None:
                pos = match.end()
            if pos >= limit:
                self.problem("unterminated `${`", start)
                break
            character = text[pos]
            if character == "}":
                pos += 1
                break
            if character == '"':
                pos = self._double(pos + 1, nested, expansions)
            elif character == "'":
                pos = pos + 1 if protected else self._single(pos, nested)
            elif character == "$":
                pos = self._dollar(pos, nested, expansions, protected)
            elif character == "`":
                pos = self._backquote(pos, nested, protected)
            else:
                pos = min(limit, pos + 2)
        self.depth -= 1
        if expansion is not None:
            expansion.end = pos
        parts.append(Part(VARIABLE, start, pos, protected, _commands(nested)))
        return pos

    def _backquote(self, pos: int, parts: list[Part], protected: bool) -> int:
        if pos in self.known:
            end, commands = self.known[pos]
            parts.append(Part(COMMAND, pos, end, protected, commands))
            return end
        match = _BACKQUOTED.match(self.text, pos + 1, self.limit)
        end = match.end() if match is not None else self.limit
        if end >= self.limit or self.text[end] != "`":
            self.problem("unterminated backquote", pos)
            parts.append(Part(OTHER, pos, self.limit, protected))
            return self.limit
        commands = self.backquoted(pos + 1, end, protected)
        parts.append(Part(COMMAND, pos, end + 1, protected, commands))
        return end + 1

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
                    pos = self._dollar(at, nested, expansions, True)
                else:
                    pos = self._backquote(at, nested, True)
            self.limit = limit
            self.depth -= 1
        parts.append(Part(OTHER, start, end, True, _commands(nested)))

    def _bracket(self, pos: int, parts: list[Part], expansions: list[Expansion]) -> int:
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
        parts.append(Part(OTHER, start, pos, True, _commands(nested)))
        return pos


def _commands(parts: list[Part]) -> "tuple[Command, ...]":
    return tuple([command for part in parts for command in part.commands])
