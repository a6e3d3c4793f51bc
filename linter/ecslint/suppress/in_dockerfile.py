"""Our own ignore comments in a Dockerfile, and the places there where one does not work.

A comment inside a continued instruction applies to the rest of that instruction, any other to the next one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from ecslint.annotations import TYPE_CHECKING
from ecslint.regex import LazyPattern
from ecslint.source import Span
from ecslint.suppress.comment import Comments, IgnoreComment, trimmed
from ecslint.suppress.ignore import Misplaced

if TYPE_CHECKING:
    from ecslint.dockerfile import Dockerfile

_TRAILING = LazyPattern(r"(?<!\S)#[ \t]*ecslint[ \t]*:[ \t]*ignore(?:-file)?[ \t]*\[", re.IGNORECASE)
_DIRECTIVE = LazyPattern(r"#[ \t]*(?P<name>syntax|escape|check)[ \t]*=[ \t]*\S", re.IGNORECASE)


def read(document: "Dockerfile") -> Comments:
    """The ignore comments of a Dockerfile, and what only looks like one."""
    found = Comments()
    for comment in document.comments:
        found.take(comment)
    _find_hidden_directives(document, found)
    found.misplaced += _misplaced(document, found.ignores)
    found.misplaced += _trailing(document)
    return found


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
        place = trimmed(ignore.span)
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
            trimmed(Span(source, match.start(), max(match.end(), end))),
            "no comment for Docker but part of the instruction, allowed is a line of its own above it",
            "move it to the line above the instruction",
        )
