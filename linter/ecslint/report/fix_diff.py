"""A fix as a small diff of the lines it touches, with every secret in them masked."""

from collections.abc import Sequence

from ecslint.finding import Edit, Finding
from ecslint.report.snippet import expanded, fit
from ecslint.result import Result, masked, near

MASK = "********"
# A larger change is no longer something to read beside a finding.
_MOST_LINES = 4
_MOST_CHARACTERS = 2000


def diff_lines(
    finding: Finding, result: Result, width: int, *, unicode: bool = True
) -> list[tuple[str, str]]:
    """Sign and text of each line, at most `width` columns wide; none where there is no fix, or a large one."""
    edits: Sequence[Edit] = finding.fix.edits if finding.fix else ()
    source = finding.span.source
    if not edits or any(edit.span.source is not source for edit in edits):
        return []
    first = min(edit.span.line for edit in edits)
    last = max(edit.span.end_line for edit in edits)
    begin = source.line_bounds(first)[0]
    end = source.line_bounds(last)[1]
    # Of a minified file only the neighbourhood of the edits is shown.
    low = max(begin, min(edit.span.start for edit in edits) - 2 * width)
    high = min(end, max(edit.span.end for edit in edits) + 2 * width)
    if end - begin <= _MOST_CHARACTERS:
        low, high = begin, end
    if last - first > _MOST_LINES or high - low > _MOST_CHARACTERS:
        return []
    masks = result.masks.get(source, ())
    here = near(masks, begin, end)
    if here:
        from ecslint.secrets.scrub import scrub_edit  # noqa: PLC0415 - few lines hold secrets

        edits = [edit._replace(text=scrub_edit(edit.text, here)) for edit in edits]
    new: list[str] = []
    at = low
    for edit in sorted(edits, key=lambda edit: edit.span.start):
        new += [masked(source.text[at : edit.span.start], at, masks, MASK), edit.text]
        at = max(at, edit.span.end)
    new.append(masked(source.text[at:high], at, masks, MASK))
    old = masked(source.text[low:high], low, masks, MASK)
    before, after = (
        [expanded(line.removesuffix("\r")) for line in text.split("\n")] for text in (old, "".join(new))
    )
    lines = []
    for sign, parts, others in (("-", before, after), ("+", after, before)):
        for number, line in enumerate(parts):
            if sign == "-" or line.strip() or len(parts) > 1:
                focus = _first_difference(line, others[number] if number < len(others) else "")
                is_cut = (low > begin, high < end)
                lines.append((sign, fit(line, focus, width, unicode=unicode, is_cut=is_cut)))
    return lines


def _first_difference(one: str, other: str) -> int:
    return next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), 0)
