"""Deleting elements and members so that the rest keeps its layout."""

from collections.abc import Callable

from ecslint.finding import Edit
from ecslint.source import Span


def removal(
    inside: Span, count: int, doomed: set[int], extent: Callable[[int], tuple[int, int]]
) -> tuple[Edit, ...]:
    """Edits that delete some of `count` children and their commas; costs no more than what it deletes.

    `inside` is what stands between the brackets, `doomed` the places of the children to delete, `extent` gives
    start and end of the child at a place.
    """
    edits: list[Edit] = []
    last = -1
    for first in sorted(doomed):
        if first <= last:
            continue
        last = first
        while last + 1 in doomed:
            last += 1
        if last + 1 < count:
            # Up to the child behind them, whose layout takes their place.
            start, end = extent(first)[0], extent(last + 1)[0]
        elif first > 0:
            start, end = extent(first - 1)[1], extent(last)[1]
        else:
            # Where the closing bracket is missing, the last child may reach as far as the brackets would.
            start, end = inside.start, max(inside.end, extent(last)[1])
        edits.append(Edit(Span(inside.source, start, end), ""))
    return tuple(edits)
