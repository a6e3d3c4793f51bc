"""Reading one word of shell text: quotes, escapes, expansions and everything they nest."""

import re

from ecslint.annotations import TYPE_CHECKING
from ecslint.dockerfile.shell_words import (
    ANSI,
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
    from ecslint.dockerfile.shell_command import Command

MAX_DEPTH = 50

_PLAIN = re.compile(r"""[^ \t\r\n;&|<>()"'`\\$]+""")
_DOUBLE = re.compile(r"""[^"\\$`]+""")
_IN_BRACES = re.compile(r"""[^}"'`\\$]+""")
_NAME = re.compile(r"[^\W\d]\w*|[0-9@*#?$!-]", re.ASCII)
_BRACES = re.compile(
    r"\$\{([#!](?=[\w@*]))?([^\W\d]\w*|[0-9]+|[@*#?$!-])(?:\[[^\]}]*\])?(:?[-+=?]|##?|%%?|//?|\^\^?|,,?|[:@])?",
    re.ASCII,
)
_BACKQUOTED = re.compile(r"[^`\\]*+(?:\\.[^`\\]*+)*+", re.DOTALL)
_ANSI = re.compile(r"[^'\\]*+(?:\\.[^'\\]*+)*+", re.DOTALL)


class WordScanner:
    """Reads words out of `excerpt` up to `limit`; the parser built on it reads the commands inside of them.

    `known` maps the start of a command substitution to its end and its commands, where the text around this
    one has already read it.
    """

    __slots__ = ("depth", "excerpt", "known", "limit", "pos", "problems", "text")

    def __init__(self, excerpt: Excerpt, depth: int) -> None:
        self.excerpt = excerpt
        self.text = excerpt.text
        self.limit = len(excerpt.text)
        self.pos = 0
        self.depth = depth
        self.problems: list[tuple[str, Excerpt, int]] = []
        self.known: dict[int, tuple[int, tuple[Command, ...]]] = {}

    def problem(self, message: str, at: int) -> None:
        self.problems.append((message, self.excerpt, at))

    def substitution(self, start: int, context: str) -> "tuple[tuple[Command, ...], int]":
        """Read commands from `start` to their closing bracket; the commands, and the index behind it."""
        raise NotImplementedError

    def backquoted(self, start: int, end: int, protected: bool) -> "tuple[Command, ...]":
        """The commands between two backquotes."""
        raise NotImplementedError

    def arithmetic_end(self, start: int) -> int:
        """Behind the `))` that closes arithmetic whose inside starts at `start`; 0 when it is none."""
        raise NotImplementedError

    def arithmetic(self, start: int, end: int, parts: list[Part], expansions: list[Expansion]) -> None:
        """Add the arithmetic from `start` to `end` as one part."""
        raise NotImplementedError

    def bracket(self, pos: int, parts: list[Part], expansions: list[Expansion]) -> int:
        """Behind what a bracket opens inside a word; `pos` when it ends the word instead."""
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
                pos = self.dollar(pos, parts, expansions, False)
            elif character == "\\":
                end = min(limit, pos + (3 if text.startswith("\r\n", pos + 1) else 2))
                if end == pos + 1:
                    parts.append(Part(PLAIN, pos, end))
                else:
                    quoted = quoted or text[end - 1] != "\n"
                    parts.append(Part(ESCAPED, pos, end))
                pos = end
            elif character == "`":
                pos = self.backquote(pos, parts, False)
            elif character in "<>" and text.startswith("(", pos + 1, limit):
                commands, end = self.substitution(pos + 2, "process substitution")
                parts.append(Part(COMMAND, pos, end, False, commands))
                pos = end
            elif character == "(" and parts and parts[-1].kind == PLAIN:
                end = self.bracket(pos, parts, expansions)
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
                pos = self.dollar(pos, parts, expansions, True)
            elif character == "`":
                pos = self.backquote(pos, parts, True)
            else:
                escapes = text[pos + 1 : pos + 2] in {'"', "\\", "$", "`", "\n"}
                end = min(limit, pos + (2 if escapes else 1))
                parts.append(Part(ESCAPED if end == pos + 2 else QUOTED, pos, end, True))
                pos = end

    def dollar(self, pos: int, parts: list[Part], expansions: list[Expansion], protected: bool) -> int:
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
                pos = self.dollar(pos, nested, expansions, protected)
            elif character == "`":
                pos = self.backquote(pos, nested, protected)
            else:
                pos = min(limit, pos + 2)
        self.depth -= 1
        if expansion is not None:
            expansion.end = pos
        parts.append(Part(VARIABLE, start, pos, protected, commands_of(nested)))
        return pos

    def backquote(self, pos: int, parts: list[Part], protected: bool) -> int:
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


def commands_of(parts: list[Part]) -> "tuple[Command, ...]":
    return tuple([command for part in parts for command in part.commands])
