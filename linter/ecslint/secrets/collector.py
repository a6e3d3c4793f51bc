"""Gathers the secrets of one document: verdicts become places, and one value stays one secret."""

from bisect import bisect_left

from ecslint.secrets.secret import Place, Secret
from ecslint.secrets.tokens import find_tokens
from ecslint.secrets.verdict import Verdict
from ecslint.source import Excerpt, Span

LONGEST_NAME = 100


class Collector:
    """What was found so far. The first verdict on a stretch of text stands, so ask the most specific judge first."""

    def __init__(self) -> None:
        self.secrets: list[Secret] = []
        self._taken: list[tuple[int, int]] = []

    def add(
        self,
        verdict: Verdict,
        excerpt: Excerpt,
        place: Place,
        *,
        at: int = 0,
        name: str | None = None,
        name_span: Span | None = None,
    ) -> None:
        """Keep a verdict whose offsets count from `at` in an excerpt, unless it overlaps with an earlier one."""
        span = excerpt.span(at + verdict.start, at + verdict.end)
        index = bisect_left(self._taken, (span.end, 0))
        # The places are disjoint, so only the last that begins before the end of this one can overlap with it.
        if index and self._taken[index - 1][1] > span.start:
            return
        self._taken.insert(index, (span.start, span.end))
        self.secrets.append(Secret(verdict, span, place, _shown(name), name_span))

    def finish(self) -> tuple[Secret, ...]:
        """The secrets in the order of their places."""
        self.secrets.sort(key=lambda secret: secret.span.start)
        return tuple(self.secrets)


def _shown(name: str | None) -> str | None:
    """A name as reports may show it: one that is no name but a token put in its place is left out."""
    if name is None or len(name) > LONGEST_NAME or any(find_tokens(name, strict=False)):
        return None
    return name
