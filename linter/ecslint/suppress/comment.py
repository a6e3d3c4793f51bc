"""Our own ignore comments, in Dockerfiles and in definitions in YAML.

# ecslint: ignore[DF101] the digest comes from the build          applies to the next instruction
# ecslint: ignore[DF101, missing-user] -- two rules, one reason   names and codes alike
# ecslint: ignore-file[DF101] -- the reason                       applies to the whole file

Which part of a file the next one is, and where a comment has no place, is said in `in_dockerfile.py` and `in_yaml.py`.
"""

import re
from bisect import bisect_left

from ecslint.annotations import TYPE_CHECKING
from ecslint.regex import LazyPattern
from ecslint.source import Span
from ecslint.suppress.ignore import Broken, Misplaced, Word, names

if TYPE_CHECKING:
    from ecslint.rule import Rule

FORM = "`# ecslint: ignore[RULES] -- reason` or `# ecslint: ignore-file[RULES] -- reason`"
_COMMENT = LazyPattern(
    r"#[ \t]*ecslint[ \t]*:[ \t]*(?P<scope>ignore-file|ignore)[ \t]*\[(?P<rules>[^\]]*)\]"
    r"[ \t]*(?:--|[–—:#])?[ \t]*(?P<reason>.*)",
    re.IGNORECASE,
)
# What wants to be one of ours: `# ecslint: anything`, `# ecslint ignore DF101`, `# ecslint-disable DF101`.
_ATTEMPT = LazyPattern(
    r"#[ \t]*ecslint(?:[ \t]*:|[ \t=-]+(?:ignore|disable|skip|noqa|nolint|suppress)\b)", re.IGNORECASE
)
_SELECTOR = LazyPattern(r"[^,\s]+")


class IgnoreComment:
    """One ignore comment of ours.

    `words` are its selectors, `is_for_file` says that it holds for the whole file. The silencer fills in the rest
    after the rules have run: `unused` and `unknown` selectors, and those `refused` because their rules are mandatory.
    `hides_directive` says that the lines below would become parser directives without it.
    """

    __slots__ = (
        "_texts",
        "hides_directive",
        "is_for_file",
        "reason",
        "refused",
        "span",
        "unknown",
        "unused",
        "used",
        "words",
    )

    def __init__(self, span: Span, words: tuple[Word, ...], reason: str, *, is_for_file: bool) -> None:
        self.span = span
        self.words = words
        self._texts = frozenset(word.text for word in words)
        self.reason = reason
        self.is_for_file = is_for_file
        self.hides_directive = False
        self.used: set[str] = set()
        self.unused: tuple[Word, ...] = ()
        self.unknown: tuple[Word, ...] = ()
        self.refused: tuple[Word, ...] = ()

    def answers(self, rule: "Rule") -> bool:
        return any(names(text, rule) for text in self._texts)

    @property
    def whole_line(self) -> Span:
        """The comment with its indentation and its line end, or with the blanks before it: what to delete to be rid of it."""
        source = self.span.source
        start, end = source.line_bounds(self.span.line)
        before = source.text[start : self.span.start]
        if before.strip():
            return Span(source, start + len(before.rstrip()), end)
        after = source.text.find("\n", self.span.end) + 1
        return Span(source, start, after or len(source.text))

    def without(self, word: Word) -> Span:
        """One selector and the comma that goes with it."""
        place = bisect_left(self.words, word.span.start, key=lambda one: one.span.start)
        if place + 1 < len(self.words):
            return Span(word.span.source, word.span.start, self.words[place + 1].span.start)
        return Span(word.span.source, self.words[place - 1].span.end, word.span.end)


class Comments:
    """Everything about our own comments in one file."""

    __slots__ = ("broken", "ignores", "misplaced")

    def __init__(self) -> None:
        self.ignores: list[IgnoreComment] = []
        self.broken: list[Broken] = []
        self.misplaced: list[Misplaced] = []

    @property
    def nodes(self) -> list[object]:
        """What rules look at."""
        return [*self.ignores, *self.broken, *sorted(self.misplaced, key=lambda one: one.span.start)]

    def take(self, comment: Span) -> IgnoreComment | None:
        """Read one comment; the ignore in it is given back too."""
        text = comment.text
        if "ecslint" not in text.lower():
            return None
        match = _COMMENT.match(text)
        words = _words(comment, match) if match else ()
        if match is not None and words:
            reason = match["reason"].strip().rstrip("\\").rstrip()
            is_for_file = match["scope"].lower() == "ignore-file"
            ignore = IgnoreComment(comment, words, reason, is_for_file=is_for_file)
            self.ignores.append(ignore)
            return ignore
        if _ATTEMPT.match(text):
            what = "it names no rule" if match else "it is not read as one"
            message = f"ignore comment without effect: {what}, allowed is {FORM}"
            self.broken.append(Broken(trimmed(comment), message))
        return None


def _words(comment: Span, match: "re.Match[str]") -> tuple[Word, ...]:
    first = comment.start + match.start("rules")
    words = _SELECTOR.finditer(match["rules"])
    return tuple(
        Word(word[0], Span(comment.source, first + word.start(), first + word.end())) for word in words
    )


def trimmed(span: Span) -> Span:
    """A comment without blanks at its end."""
    return Span(span.source, span.start, span.start + len(span.text.rstrip()))
