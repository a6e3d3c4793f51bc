"""One pass over a word as BuildKit makes it: quotes, escapes, `$x` and every form of `${x...}`."""

import re
from collections.abc import Mapping

from ecslint.annotations import Literal
from ecslint.record import NamedTuple

# A longer value fits into no environment, and doubling ones (`ENV B=$A$A`, `ENV C=$B$B`, ...) must end somewhere.
GROWTH_LIMIT = 65_536
DEPTH_LIMIT = 40
MODIFIERS = frozenset({"-", ":-", "+", ":+", "?", ":?", "#", "%", "/"})

_NAME = re.compile(r"\d+|[@*#?$!-]|[^\W\d]\w*")
_REFERENCE = re.compile(r"\$\{?([^\W\d]\w*)")
# Special characters -> what matches a run of others; there are a handful of sets.
_patterns: dict[str, re.Pattern[str]] = {}

Missing = Literal["empty", "unknown"]


class Use(NamedTuple):
    """A reference to a variable: its name, where the name stands, and what follows it (`:-`, `#`, ... or nothing)."""

    name: str
    start: int
    end: int
    modifier: str = ""


class WordProblem(NamedTuple):
    """Why BuildKit refuses a word, and the characters that say so.

    `kind` is "substitution", "unclosed-quote", or "required" for a `${x:?}` without a value.
    """

    message: str
    start: int
    end: int
    kind: str = "substitution"


class Piece(NamedTuple):
    """Text of the result, or an unknown (None); blanks in a solid piece do not split words."""

    text: str | None
    is_solid: bool = False


UNKNOWN = Piece(None)


class _StoppedError(Exception):
    """Leaves the nested words: with a problem, or without one when the nesting is deeper than we follow."""

    def __init__(self, problem: WordProblem | None) -> None:
        super().__init__()
        self.problem = problem


class WordReader:
    """Reads a text once; afterwards `uses` and `problem` are known, and `at` is where reading stopped.

    With `quotes=False` quotes are ordinary characters, with `dollars=False` dollar signs are.
    """

    def __init__(
        self,
        text: str,
        variables: Mapping[str, str | None],
        escape: str,
        missing: Missing,
        *,
        quotes: bool = True,
        dollars: bool = True,
    ) -> None:
        self.text = text
        self.variables = variables
        self.escape = escape
        self.missing = missing
        self.at = 0
        self.uses: list[Use] = []
        self.problem: WordProblem | None = None
        self._dollar_sign = "$" if dollars else ""
        self._quotes = "'\"" if quotes else ""
        self._grown = 0

    def read(self) -> list[Piece]:
        """The pieces of the result; the last one is unknown if reading stopped early."""
        pieces: list[Piece] = []
        try:
            self._word(pieces)
        except _StoppedError as stop:
            self.problem = stop.problem
            pieces.append(UNKNOWN)
            # A name is used even where the text around it cannot be read.
            seen = {use.start for use in self.uses}
            for match in _REFERENCE.finditer(self.text, self.at):
                if match.start(1) not in seen:
                    self.uses.append(Use(match[1], match.start(1), match.end(1)))
        self.uses.sort(key=lambda use: use.start)
        return pieces

    def _word(self, pieces: list[Piece], stop: str = "", *, raw: bool = False, depth: int = 0) -> bool:
        """Read to the end, or past the character `stop`; `raw` keeps escape characters, for patterns.

        False means that the end came and `stop` did not.
        """
        text = self.text
        plain = _plain(self.escape + self._dollar_sign + self._quotes + stop)
        while self.at < len(text):
            run = plain.match(text, self.at)
            if run:
                pieces.append(Piece(run.group()))
                self.at = run.end()
                continue
            char = text[self.at]
            if char == stop:
                self.at += 1
                return True
            if char == self.escape:
                escaped = text[self.at + 1 : self.at + 2]
                pieces.append(Piece((char if raw else "") + escaped, is_solid=True))
                self.at += 2
            elif char == "$":
                pieces.extend(self._dollar(depth))
            elif char == "'":
                end = text.find("'", self.at + 1)
                if end < 0:
                    raise self._unclosed_quote(self.at)
                pieces.append(Piece(text[self.at + 1 : end], is_solid=True))
                self.at = end + 1
            else:
                pieces.extend(Piece(piece.text, is_solid=True) for piece in self._double_quoted(raw, depth))
        return not stop

    def _double_quoted(self, raw: bool, depth: int) -> list[Piece]:
        text, escape = self.text, self.escape
        opened = self.at
        self.at += 1
        plain = _plain(escape + self._dollar_sign + '"')
        # `""` is a piece too: it makes a word.
        pieces = [Piece("")]
        while self.at < len(text):
            run = plain.match(text, self.at)
            if run:
                pieces.append(Piece(run.group()))
                self.at = run.end()
                continue
            char = text[self.at]
            if char == '"':
                self.at += 1
                return pieces
            if char == "$":
                pieces.extend(self._dollar(depth))
                continue
            following = text[self.at + 1 : self.at + 2]
            # Only these can be escaped between double quotes; before others the escape character stays.
            is_escaped = following in {'"', "$", escape}
            pieces.append(Piece((escape if raw else "") + (following if is_escaped else escape)))
            self.at += 2 if is_escaped else 1
        raise self._unclosed_quote(opened)

    def _dollar(self, depth: int) -> list[Piece]:
        """Read a reference, from its `$` to its last character."""
        text = self.text
        start = self.at
        if text[start + 1 : start + 2] != "{":
            name = _NAME.match(text, start + 1)
            self.at = name.end() if name else start + 1
            return [self._value(self._use(name, ""))] if name else [Piece("$")]
        if text[start + 2 : start + 3] in {"", "{", "}", ":"}:
            raise self._refusal(start, start + 3, "is no substitution, allowed is `${name}`")
        name = _NAME.match(text, start + 2)
        after = name.end() if name else start + 2
        modifier = text[after : after + (2 if text.startswith(":", after) else 1)]
        if modifier == "}":
            self.at = after + 1
            return [self._value(self._use(name, ""))] if name else []
        end = after + len(modifier)
        if not modifier:
            raise self._refusal(start, end, "is not closed: a `}` is missing")
        if modifier not in MODIFIERS:
            allowed = "`:-`, `-`, `:+`, `+`, `:?`, `?`, `#`, `##`, `%`, `%%`, `/` and `//`"
            raise self._refusal(start, end, f"has the unknown modifier `{modifier}`, allowed are {allowed}")
        if depth >= DEPTH_LIMIT:
            raise _StoppedError(None)
        use = self._use(name, modifier) if name else Use("", after, after, modifier)
        self.at = end
        if modifier in {"#", "%", "/"}:
            return [self._matched(use, start, depth + 1)]
        word: list[Piece] = []
        if not self._word(word, "}", depth=depth + 1):
            raise self._refusal(start, end, "is not closed: a `}` is missing")
        # Quotes inside a modifier are gone by now: blanks in it split words all the same.
        return self._chosen(use, [Piece(piece.text) for piece in word], start)

    def _chosen(self, use: Use, word: list[Piece], start: int) -> list[Piece]:
        """The value or the word, for the modifiers that ask whether the variable is set."""
        is_set, value = self._look_up(use.name)
        kind = use.modifier[-1]
        if is_set is None:
            return word if kind == "+" and not word else [UNKNOWN]
        counts = value != "" if is_set and use.modifier[0] == ":" else is_set
        if kind == "+":
            return word if counts else []
        if counts:
            return [self._value(use)]
        if kind == "-":
            return word
        lack = "is empty" if is_set else "is not set"
        raise _StoppedError(
            WordProblem(f"`{use.name}` is required here, but {lack}", start, self.at, "required")
        )

    def _matched(self, use: Use, start: int, depth: int) -> Piece:
        """The value without what a pattern matches, or with something else in its place."""
        kind, end = use.modifier, self.at
        is_doubled = self.text.startswith(kind, end)
        self.at += is_doubled
        found: list[Piece] = []
        new: list[Piece] = []
        if kind == "/" and not self._word(found, "/", raw=True, depth=depth):
            raise self._refusal(start, end, "has no replacement, allowed is `${name/pattern/replacement}`")
        if not self._word(new if kind == "/" else found, "}", raw=True, depth=depth):
            raise self._refusal(start, end, "is not closed: a `}` is missing")
        pattern = joined(found)
        replacement = joined(new)
        is_set, value = self._look_up(use.name)
        if is_set is None or pattern is None or replacement is None:
            return UNKNOWN
        # BuildKit always reads patterns with `\`, and gives `$1` a meaning in replacements.
        if (
            (self.escape != "\\" and self.escape in pattern)
            or self.escape in replacement
            or "$" in replacement
        ):
            return UNKNOWN
        from ecslint.dockerfile import pattern as patterns  # noqa: PLC0415 - patterns are rare

        try:
            parts = patterns.parts(pattern)
        except patterns.InvalidEscapeError:
            allowed = "`*`, `?`, `\\`, `}` and `/`"
            raise self._refusal(
                start, end, f"has a `\\` in its pattern, allowed only before {allowed}"
            ) from None
        if len(parts) * len(value) > patterns.WORK_LIMIT:
            return UNKNOWN
        if kind != "/":
            return self._grow(patterns.trim(value, parts, at_end=kind == "%", longest=is_doubled))
        places = patterns.find_all(value, parts)[: None if is_doubled else 1]
        if len(places) * len(replacement) > GROWTH_LIMIT:
            return UNKNOWN
        out: list[str] = []
        at = 0
        for first, last in places:
            out += (value[at:first], replacement)
            at = last
        return self._grow("".join(out) + value[at:])

    def _use(self, name: re.Match[str], modifier: str) -> Use:
        use = Use(name.group(), name.start(), name.end(), modifier)
        self.uses.append(use)
        return use

    def _look_up(self, name: str) -> tuple[bool | None, str]:
        """Is the variable set (None: nobody knows), and its value."""
        if name in self.variables:
            value = self.variables[name]
            return (None, "") if value is None else (True, value)
        # No image can set `$1` or `$@`.
        is_name = name[:1].isalpha() or name[:1] == "_"
        return (None if is_name and self.missing == "unknown" else False), ""

    def _value(self, use: Use) -> Piece:
        is_set, value = self._look_up(use.name)
        return UNKNOWN if is_set is None else self._grow(value)

    def _grow(self, value: str) -> Piece:
        self._grown += len(value)
        return UNKNOWN if self._grown > GROWTH_LIMIT else Piece(value)

    def _refusal(self, start: int, end: int, complaint: str) -> _StoppedError:
        """Names only the head of a reference: what follows it may be a secret."""
        end = min(end, len(self.text))
        head = self.text[start : min(end, start + 60)]
        return _StoppedError(WordProblem(f"`{head}` {complaint}", start, end))

    def _unclosed_quote(self, opened: int) -> _StoppedError:
        self.at = opened
        return _StoppedError(
            WordProblem(
                f"the quote `{self.text[opened]}` is not closed", opened, len(self.text), "unclosed-quote"
            )
        )


def _plain(special: str) -> re.Pattern[str]:
    """What matches a run of characters of which none is special."""
    if special not in _patterns:
        _patterns[special] = re.compile(f"[^{re.escape(special)}]+")
    return _patterns[special]


def joined(pieces: list[Piece]) -> str | None:
    """The text of all pieces, None if one is unknown."""
    known = [piece.text for piece in pieces if piece.text is not None]
    return "".join(known) if len(known) == len(pieces) else None
