"""A fix as a small diff of the lines it touches, with every secret in them masked."""

from collections.abc import Sequence

from ecslint.finding import Edit, Finding
from ecslint.report.snippet import clean, display_width
from ecslint.result import Result, masked, near

MASK = "********"
# A larger change is no longer something to read beside a finding.
_MOST_LINES = 4
_MOST_CHARACTERS = 2000


def diff_lines(finding: Finding, result: Result, width: int, dots: str = "…") -> list[tuple[str, str]]:
    """Sign and text of each line, at most `width` columns wide; none where there is no fix, or a large one."""
    edits: Sequence[Edit] = finding.fix.edits if finding.fix else ()
    source = finding.span.source
    if not edits or any(edit.span.source is not source for edit in edits):
        return []
    first = min(edit.span.line for edit in edits)
    last = max(edit.span.end_line for edit in edits)
    begin = source.line_bounds(first)[0]
    end = source.line_bounds(last)[1]
    if last - first > _MOST_LINES or end - begin > _MOST_CHARACTERS:
        return []
    masks = result.masks.get(source, ())
    here = near(masks, begin, end)
    if here:
        from ecslint.secrets.scrub import scrub_edit  # noqa: PLC0415 - few lines hold secrets

        edits = [edit._replace(text=scrub_edit(edit.text, here)) for edit in edits]
    new: list[str] = []
    at = begin
    for edit in sorted(edits, key=lambda edit: edit.span.start):
        new += [masked(source.text[at : edit.span.start], at, masks, MASK), edit.text]
        at = max(at, edit.span.end)
    new.append(masked(source.text[at:end], at, masks, MASK))
    old = masked(source.text[begin:end], begin, masks, MASK)
    lines = []
    for sign, text in (("-", old), ("+", "".join(new))):
        parts = text.split("\n")
        for line in parts:
            if sign == "-" or line.strip() or len(parts) > 1:
                shown = clean(line.removesuffix("\r").expandtabs(4))
                lines.append((sign, _cut(shown, width, dots)))
    return lines


def _cut(text: str, width: int, dots: str) -> str:
    """The text, or as much of it as fits."""
    if display_width(text) <= width:
        return text
    room = width - len(dots)
    used = 0
    for index, character in enumerate(text):
        used += display_width(character)
        if used > room:
            return text[:index] + dots
    return text
