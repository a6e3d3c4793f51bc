"""Edits turned into new text: overlapping ones wait for the next run, nothing else changes."""

from collections.abc import Iterable

from ecslint.finding import Edit, Fix
from ecslint.source import Source


def apply(source: Source, fixes: Iterable[Fix]) -> tuple[str, int]:
    """The text after as many of the fixes as do not touch the same characters, and how many those were."""
    taken: list[Edit] = []
    applied = 0
    for fix in fixes:
        edits = [edit for edit in fix.edits if edit.span.source is source]
        if len(edits) < len(fix.edits):
            continue
        new = [edit for edit in edits if edit not in taken]
        if any(_touch(edit, other) for edit in new for other in taken):
            continue
        taken += new
        applied += 1
    text: list[str] = []
    at = 0
    for edit in sorted(taken, key=lambda edit: (edit.span.start, edit.span.end)):
        text += [source.text[at : edit.span.start], edit.text]
        at = edit.span.end
    text.append(source.text[at:])
    return "".join(text), applied


def _touch(one: Edit, other: Edit) -> bool:
    """Do two edits overlap, or insert at the same place, so that their order would matter?"""
    if one.span.start == one.span.end and other.span.start == other.span.end:
        return one.span.start == other.span.start
    return one.span.start < other.span.end and other.span.start < one.span.end
