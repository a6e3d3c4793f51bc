"""Templates in YAML, which YAML itself cannot read: covered before it is read, by text of the same length."""

import re
from bisect import bisect_left, bisect_right

from ecslint.record import NamedTuple
from ecslint.source import Source, Span
from ecslint.taskdefinition.tokens import MAX_PROBLEMS, Problem

# One of these is in every text in which there is something to cover.
_HINTS = ("{{", "{%", "{#", "%{", "${", "<%", "@", "<<<<<<<", "=======", ">>>>>>>")
_CONFLICT = r"(?m)^(?:<{7}|\|{7}|={7}|>{7})(?:[ \t][^\r\n]*)?(?=\r?$)"
_WHOLE_LINE = r"(?m)^[ \t]*(\{\{.*\}\}|\{%.*%\}|\{\#.*\#\}|%\{[^}\n]*\}|<%.*%>)[ \t]*\r?$"
# None begins inside of another, which keeps the search linear.
_INSIDE = (
    r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|%\{[^{}\n]*\}|\$\{[^{}\n]*\}|<%(?:(?!<%).)*?%>"
    r"|@[A-Za-z][\w.]*@"
)
# What covers a template, and what covers the rest of a line behind `#`: characters for private use.
_COVER, _LINE_COVER = "\ue000", "\ue001"
_COVERED = f"#{_LINE_COVER}+|{_COVER}+"


class Masked(NamedTuple):
    """A text that YAML can read.

    `spans` are the places of the templates that were covered. `lines` are those that stand on a line of their own, and may add
    or leave out anything around them. `problems` is what git left behind.
    """

    text: str
    spans: tuple[tuple[int, int], ...] = ()
    lines: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()

    def hits(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """What was covered between two places."""
        return self.spans[bisect_left(self.spans, (start, start)) : bisect_right(self.spans, (end, end))]

    def uncovered(self, value: str, source: Source, hits: tuple[tuple[int, int], ...]) -> str:
        """What YAML read, with the templates in it again."""
        hidden = "".join(source.text[start:end] for start, end in hits)
        at = 0

        def original(match: re.Match[str]) -> str:
            nonlocal at
            at += len(match[0])
            return hidden[at - len(match[0]) : at]

        return re.sub(_COVERED, original, value)


def mask(source: Source) -> Masked:
    """Cover what only a template engine understands: whole lines by comments, the rest by letters."""
    text = source.text
    if not any(hint in text for hint in _HINTS) or _COVER in text or _LINE_COVER in text:
        return Masked(text)
    problems: list[Problem] = []
    covers: list[tuple[int, int, str]] = []
    for match in re.finditer(_CONFLICT, text):
        start, end = match.span()
        covers.append((start, end, "#" + _LINE_COVER * (end - start - 1)))
        if not problems or (text.startswith("<", start) and len(problems) < MAX_PROBLEMS):
            message = "a merge conflict that nobody resolved: keep one version, delete the marks"
            problems.append(Problem(Span(source, start, end), "merge-conflict", message))
    for match in re.finditer(_WHOLE_LINE, text):
        start, end = match.span(1)
        covers.append((start, end, "#" + _LINE_COVER * (end - start - 1)))
    covers.sort()
    lines = tuple(start for start, _, _ in covers)
    text = _covered(text, covers)
    inside = [
        (match.start(), match.end(), _COVER * (match.end() - match.start()))
        for match in re.finditer(_INSIDE, text)
        if not _is_quoted(text, match.start())
    ]
    spans = sorted((start, end) for start, end, _ in covers + inside)
    return Masked(_covered(text, inside), tuple(spans), lines, tuple(problems))


def _covered(text: str, covers: list[tuple[int, int, str]]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end, cover in covers:
        pieces += [text[done:start], cover]
        done = end
    return "".join([*pieces, text[done:]])


def _is_quoted(text: str, start: int) -> bool:
    """Is a quote open on the line? What stands in quotes YAML can read."""
    least = max(start - 1000, 0)
    before = text[max(text.rfind("\n", least, start) + 1, least) : start]
    return before.count('"') % 2 == 1 or before.count("'") % 2 == 1
