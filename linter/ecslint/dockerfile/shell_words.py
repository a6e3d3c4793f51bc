"""A word of shell text: what it says once quotes are gone, and which expansions keep that unknown."""

import re

from ecslint.annotations import TYPE_CHECKING
from ecslint.source import Excerpt, Span

if TYPE_CHECKING:
    from ecslint.dockerfile.shell_command import Command

# What a stretch of a word is. Delimiting quotes belong to no part.
PLAIN = 0  # unquoted characters that mean themselves, or a pattern
QUOTED = 1  # characters between quotes
ESCAPED = 2  # a backslash and the character it protects
ANSI = 3  # the inside of $'...'
VARIABLE = 4  # $x, ${x...}
COMMAND = 5  # $(...), `...`, <(...), >(...)
OTHER = 6  # arithmetic, an array, an extended pattern: known only to a running shell

ASSIGNMENT = re.compile(r"([^\W\d]\w*)(?:\[[^\]=]*\])?\+?=", re.ASCII)


class Expansion:
    """A variable used in a word: `name`, and `operator` as in `${name:-word}` ("" for a plain use)."""

    __slots__ = ("end", "excerpt", "name", "operator", "start")

    def __init__(self, excerpt: Excerpt, name: str, operator: str, start: int, end: int) -> None:
        self.excerpt = excerpt
        self.name = name
        self.operator = operator
        self.start = start
        self.end = end

    @property
    def text(self) -> str:
        return self.excerpt.text[self.start : self.end]

    @property
    def span(self) -> Span:
        return self.excerpt.span(self.start, self.end)


class Part:
    """A stretch of a word of one kind, `protected` when double quotes stand around it.

    `commands` are those of a command substitution.
    """

    __slots__ = ("commands", "end", "kind", "protected", "start")

    def __init__(
        self,
        kind: int,
        start: int,
        end: int,
        protected: bool = False,
        commands: "tuple[Command, ...]" = (),
    ) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.protected = protected
        self.commands = commands


class Word:
    """One word as it stands in the text, from `start` to `end` in the characters of `excerpt`."""

    __slots__ = ("_parts", "_value", "end", "excerpt", "expansions", "quoted", "start")

    def __init__(
        self,
        excerpt: Excerpt,
        start: int,
        end: int,
        parts: list[Part] | None = None,
        expansions: tuple[Expansion, ...] = (),
        *,
        quoted: bool = False,
    ) -> None:
        self.excerpt = excerpt
        self.start = start
        self.end = end
        self.expansions = expansions
        self.quoted = quoted
        # None stands for a single PLAIN part; most words are that, and their parts are never made.
        self._parts = parts
        self._value: str | None = None

    @property
    def text(self) -> str:
        """The raw text, quotes included."""
        return self.excerpt.text[self.start : self.end]

    @property
    def span(self) -> Span:
        return self.excerpt.span(self.start, self.end)

    @property
    def parts(self) -> list[Part]:
        if self._parts is None:
            self._parts = [Part(PLAIN, self.start, self.end)]
        return self._parts

    @property
    def value(self) -> str | None:
        """The text after quote removal; None when an expansion keeps it unknown. Patterns stay as written."""
        if self._parts is None:
            return self.excerpt.text[self.start : self.end]
        if self._value is None:
            if any(part.kind >= VARIABLE for part in self._parts):
                return None
            self._value = "".join([self._literal(part) for part in self._parts])
        return self._value

    @property
    def prefix(self) -> str:
        """The literal text before the first expansion; the whole value when there is none."""
        if self._parts is None:
            return self.excerpt.text[self.start : self.end]
        literal = []
        for part in self.parts:
            if part.kind >= VARIABLE:
                break
            literal.append(self._literal(part))
        return "".join(literal)

    @property
    def suffix(self) -> str:
        """The literal text after the last expansion; the whole value when there is none."""
        literal = []
        for part in reversed(self.parts):
            if part.kind >= VARIABLE:
                break
            literal.append(self._literal(part))
        return "".join(reversed(literal))

    @property
    def basename(self) -> str | None:
        """What follows the last slash of a path, also of `"$DIR/bin/pip"`; None when unknown or empty."""
        value = self.value
        if value is None:
            value = self.suffix
            if "/" not in value:
                return None
        return value[value.rfind("/") + 1 :] or None

    @property
    def is_splittable(self) -> bool:
        """Whether the shell may turn this word into several or none: an expansion outside of quotes, or `"$@"`."""
        if self._parts is None:
            return False
        if any(part.kind >= VARIABLE and not part.protected for part in self._parts):
            return True
        return any(expansion.name == "@" or "[@]" in expansion.text for expansion in self.expansions)

    @property
    def variables(self) -> tuple[str, ...]:
        """Names of the variables used, in order, those inside `${x:-$y}` too."""
        return tuple([expansion.name for expansion in self.expansions])

    @property
    def commands(self) -> "tuple[Command, ...]":
        """The commands of the substitutions in this word, in order."""
        if self._parts is None:
            return ()
        return tuple([command for part in self._parts for command in part.commands])

    @property
    def has_glob(self) -> bool:
        """Whether an unquoted `*`, `?` or `[...]` makes this a file name pattern."""
        bare = self._bare()
        if "*" in bare or "?" in bare:
            return True
        opening = bare.find("[")
        return opening >= 0 and bare.find("]", opening + 2) > 0

    @property
    def assignment(self) -> "Assignment | None":
        """The word read as `NAME=value`, as a prefix of a command or an argument of `export` or `env`."""
        match = ASSIGNMENT.match(self.prefix)
        if match is None:
            return None
        return Assignment(match[1], self.after(match.end()), self)

    def after(self, count: int) -> "Word":
        """The rest of the word behind its first `count` literal characters, as in `--opt=` of `--opt="x"`."""
        parts: list[Part] = []
        start = self.start if count == 0 else self.end
        for part in self.parts:
            if count <= 0:
                parts.append(part)
                continue
            length = len(self._literal(part)) if part.kind < VARIABLE else 0
            if length > count and part.kind in {PLAIN, QUOTED}:
                start = part.start + count
                parts.append(Part(part.kind, start, part.end))
            elif length >= count:
                start = part.end
                # Quotes that end with what is cut off go with it.
                if part.kind in {QUOTED, ANSI} and self.excerpt.text[start : start + 1] in {"'", '"'}:
                    start += 1
            count -= length
        expansions = tuple([expansion for expansion in self.expansions if expansion.start >= start])
        return Word(self.excerpt, start, self.end, parts, expansions, quoted=self.quoted)

    def _bare(self) -> str:
        """The unquoted literal text, everything else one odd character."""
        text = self.excerpt.text
        if self._parts is None:
            return text[self.start : self.end]
        return "".join([text[p.start : p.end] if p.kind == PLAIN else "\0" for p in self._parts])

    def _literal(self, part: Part) -> str:
        text = self.excerpt.text[part.start : part.end]
        if part.kind == ESCAPED:
            return "" if text[1:] in {"\n", "\r\n"} else text[1:]
        if part.kind == ANSI:
            return decode_ansi(text)
        return text

    def __repr__(self) -> str:
        return f"<Word {self.text!r}>"


class Assignment:
    """`NAME=value`: `value` is the part behind the equals sign, `word` the whole."""

    __slots__ = ("name", "value", "word")

    def __init__(self, name: str, value: Word, word: Word) -> None:
        self.name = name
        self.value = value
        self.word = word

    @property
    def span(self) -> Span:
        return self.word.span


def decode_ansi(text: str) -> str:
    """The characters that the inside of `$'...'` stands for; a wrong escape stays as it is."""
    simple = {
        "n": "\n",
        "t": "\t",
        "r": "\r",
        "a": "\a",
        "b": "\b",
        "e": "\x1b",
        "E": "\x1b",
        "f": "\f",
        "v": "\v",
    }

    def character(match: re.Match[str]) -> str:
        body = match[1]
        if body[0] in "xuU" and len(body) > 1:
            code = int(body[1:], 16)
        elif body[0] in "01234567":
            code = int(body, 8)
        else:
            return simple.get(body, body if body in "\\'\"?" else "\\" + body)
        return chr(code) if code < 0x110000 else match[0]

    if "\\" not in text:
        return text
    escape = r"\\(x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{1,4}|U[0-9A-Fa-f]{1,8}|[0-7]{1,3}|.)"
    return re.sub(escape, character, text, flags=re.DOTALL)
