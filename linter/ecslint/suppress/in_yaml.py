"""Our own ignore comments in a definition in YAML.

On a line of its own a comment applies to what begins on the next line, with all that is in it: a container, a member. Behind
a value it applies to that line.
"""

import re
from bisect import bisect_right
from collections.abc import Callable

from ecslint.annotations import TYPE_CHECKING
from ecslint.finding import Finding
from ecslint.regex import LazyPattern
from ecslint.source import Span
from ecslint.suppress.comment import Comments, IgnoreComment, trimmed
from ecslint.suppress.ignore import Misplaced

if TYPE_CHECKING:
    from ecslint.rule import Rule
    from ecslint.taskdefinition import JsonFile, Node

_COMMENT = LazyPattern(r"(?:^|(?<=[ \t]))#[ \t]*ecslint\b.*", re.IGNORECASE | re.MULTILINE)


class LineReach:
    """The ignores of one file, each with its first and last line; looked up by rule and line."""

    def __init__(self, rule_of: "Callable[[str], Rule | None]") -> None:
        self._rule_of = rule_of
        self._ignores: list[tuple[int, int, IgnoreComment]] = []
        # By code: first lines in order, and of each the ignore up to there that reaches furthest.
        self._furthest: dict[str, tuple[list[int], list[tuple[int, IgnoreComment]]]] = {}

    def add(self, ignore: IgnoreComment, first: int, last: int) -> None:
        self._ignores.append((first, last, ignore))

    def find(self, finding: Finding) -> IgnoreComment | None:
        """The ignore that silences a finding."""
        firsts, furthest = self._for(finding.code)
        line = finding.span.line
        place = bisect_right(firsts, line) - 1
        if place < 0 or furthest[place][0] < line:
            return None
        ignore = furthest[place][1]
        ignore.used.add(finding.code)
        return ignore

    def settle(self) -> None:
        """What an ignore silenced is noted at once."""

    def _for(self, code: str) -> tuple[list[int], list[tuple[int, IgnoreComment]]]:
        if code not in self._furthest:
            rule = self._rule_of(code)
            firsts: list[int] = []
            furthest: list[tuple[int, IgnoreComment]] = []
            for first, last, ignore in sorted(self._ignores, key=lambda one: one[0]):
                if rule is not None and ignore.answers(rule):
                    best = (last, ignore)
                    firsts.append(first)
                    furthest.append(best if not furthest or last > furthest[-1][0] else furthest[-1])
            self._furthest[code] = firsts, furthest
        return self._furthest[code]


def read(document: "JsonFile", reach: LineReach) -> Comments:
    """The ignore comments of a definition, added to `reach` with the lines they are for."""
    found = Comments()
    if document.root is None or document.problems:
        return found  # what is text and what a comment cannot be told
    source = document.source
    scalars, parts = _layout(document.root)
    starts = [start for start, _ in scalars]
    for match in _COMMENT.finditer(source.text):
        place = bisect_right(starts, match.start()) - 1
        if place >= 0 and match.start() < scalars[place][1]:
            continue
        comment = Span(source, match.start(), match.start() + len(match[0].rstrip("\r")))
        ignore = found.take(comment)
        if ignore is None:
            continue
        line = comment.line
        if ignore.is_for_file:
            reach.add(ignore, 1, len(source.line_starts))
            if comment.start > document.root.start:
                message = "`ignore-file` below the first key, allowed is above it, where readers look for it"
                found.misplaced.append(Misplaced(trimmed(comment), message, "move it to the top of the file"))
        elif source.text[source.line_bounds(line)[0] : comment.start].strip():
            reach.add(ignore, line, line)
        else:
            first = _next_line(document, line)
            if first is None:
                message = "nothing follows this ignore comment, allowed is above what it is for"
                found.misplaced.append(Misplaced(trimmed(comment), message, "move it above what it is for"))
            else:
                reach.add(ignore, line, parts.get(first, first))
    return found


def _next_line(document: "JsonFile", line: int) -> int | None:
    """The next line that is neither empty nor a comment."""
    source = document.source
    for number in range(line + 1, len(source.line_starts) + 1):
        text = source.line(number).strip()
        if text and text[0] != "#":
            return number
    return None


def _layout(root: "Node") -> tuple[list[tuple[int, int]], dict[int, int]]:
    """Where scalars stand, in order; and by the line on which a member or an element of a list begins, its last line."""
    from ecslint.taskdefinition import Array, Object  # noqa: PLC0415 - loaded long since where this is asked

    source = root.source
    scalars: set[tuple[int, int]] = set()
    parts: dict[int, int] = {}

    def note(start: int, end: int) -> None:
        line = source.position(start)[0]
        before = source.text[source.line_bounds(line)[0] : start]
        if not before.replace("-", "").strip():
            last = source.position(start + len(source.text[start:end].rstrip()))[0]
            parts[line] = max(parts.get(line, line), last)

    stack: list[Node] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Array):
            for item in node.items:
                note(item.start, item.end)
            stack += node.items
        elif isinstance(node, Object):
            for member in node.members:
                scalars.add((member.key.start, member.key.end))
                note(member.key.start, member.value.end)
                stack.append(member.value)
        else:
            scalars.add((node.start, node.end))
    return sorted(scalars), parts
