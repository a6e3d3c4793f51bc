"""Our own ignore comments in a Dockerfile.

# ecslint: ignore[DF101] the digest comes from the build          applies to the next instruction
# ecslint: ignore[DF101, missing-user] -- two rules, one reason   names and codes alike
# ecslint: ignore-file[DF101] -- the reason                       applies to the whole file

A comment inside a continued instruction applies to the rest of that instruction.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from ecslint.annotations import TYPE_CHECKING
from ecslint.regex import LazyPattern
from ecslint.source import Span
from ecslint.suppress.ignore import Broken, Misplaced, Word, names

if TYPE_CHECKING:
    from ecslint.dockerfile import Dockerfile
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
_TRAILING = LazyPattern(r"(?<!\S)#[ \t]*ecslint[ \t]*:[ \t]*ignore(?:-file)?[ \t]*\[", re.IGNORECASE)
_DIRECTIVE = LazyPattern(r"#[ \t]*(?P<name>syntax|escape|check)[ \t]*=[ \t]*\S", re.IGNORECASE)
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
        """The comment with its indentation and its line end: what to delete to be rid of it."""
        source = self.span.source
        start, _ = source.line_bounds(self.span.line)
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


def read(document: "Dockerfile") -> Comments:
    """The ignore comments of a Dockerfile, and what only looks like one."""
    found = Comments()
    for comment in document.comments:
        text = comment.text
        if "ecslint" not in text.lower():
            continue
        match = _COMMENT.match(text)
        words = _words(comment, match) if match else ()
        if match is not None and words:
            reason = match["reason"].strip().rstrip("\\").rstrip()
            is_for_file = match["scope"].lower() == "ignore-file"
            found.ignores.append(IgnoreComment(comment, words, reason, is_for_file=is_for_file))
        elif _ATTEMPT.match(text):
            what = "it names no rule" if match else "it is not read as one"
            found.broken.append(
                Broken(_trimmed(comment), f"ignore comment without effect: {what}, allowed is {FORM}")
            )
    _find_hidden_directives(document, found)
    found.misplaced += _misplaced(document, found.ignores)
    found.misplaced += _trailing(document)
    found.misplaced.sort(key=lambda one: one.span.start)
    return found


def _words(comment: Span, match: "re.Match[str]") -> tuple[Word, ...]:
    first = comment.start + match.start("rules")
    words = _SELECTOR.finditer(match["rules"])
    return tuple(
        Word(word[0], Span(comment.source, first + word.start(), first + word.end())) for word in words
    )


def _find_hidden_directives(document: "Dockerfile", found: Comments) -> None:
    """Mark the comments that end the block of parser directives above one: they switch it off."""
    first = document.instructions[0].span.line if document.instructions else 0
    lines = {comment.span.line: comment for comment in document.comments}
    spans = [*(directive.span for directive in document.directives), *document.comments]
    block = {span.line for span in spans}
    last = 0
    line = 1
    while line in block:
        comment = lines.get(line)
        match = _DIRECTIVE.match(comment.text) if comment else None
        # Right above an instruction, `# check=` is a comment for that instruction alone.
        if match and not (match["name"].lower() == "check" and line + 1 == first):
            last = line
        line += 1
    for ignore in found.ignores:
        ignore.hides_directive = ignore.span.line < last


def _misplaced(document: "Dockerfile", ignores: list[IgnoreComment]) -> Iterator[Misplaced]:
    instructions = document.instructions
    first = instructions[0].span.start if instructions else len(document.source.text)
    last = instructions[-1].span.end if instructions else -1
    for ignore in ignores:
        place = _trimmed(ignore.span)
        if ignore.hides_directive:
            yield Misplaced(
                place,
                "an ignore comment above parser directives switches them off, allowed is below them",
                "move it below the last `# syntax=`, `# escape=` or `# check=` line",
            )
        elif ignore.is_for_file and ignore.span.start > first:
            yield Misplaced(
                place,
                "`ignore-file` below the first instruction, allowed is above it, where readers look for it",
                "move it above the first instruction, or write `ignore` for the next one",
            )
        elif not ignore.is_for_file and ignore.span.start > last:
            yield Misplaced(
                place,
                "no instruction follows this ignore comment, allowed is above or inside the one it is for",
                "move it above the instruction that it is for",
            )


def _trailing(document: "Dockerfile") -> Iterator[Misplaced]:
    """Ignore comments behind an instruction or in a heredoc, where Docker sees no comment."""
    source = document.source
    starts = [comment.start for comment in document.comments]
    for match in _TRAILING.finditer(source.text):
        place = bisect_left(starts, match.start() + 1) - 1
        if place >= 0 and match.start() < document.comments[place].end:
            continue
        end = source.line_bounds(source.position(match.start())[0])[1]
        yield Misplaced(
            _trimmed(Span(source, match.start(), max(match.end(), end))),
            "no comment for Docker but part of the instruction, allowed is a line of its own above it",
            "move it to the line above the instruction",
        )


def _trimmed(span: Span) -> Span:
    return Span(span.source, span.start, span.start + len(span.text.rstrip()))
