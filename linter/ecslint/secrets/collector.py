"""Gathers the secrets of one document: verdicts become places, and one value stays one secret."""

from ecslint.secrets.judge import Verdict
from ecslint.secrets.secret import Place, Secret
from ecslint.source import Excerpt, Span


class Collector:
    """What was found so far. The first verdict on a stretch of text stands, so ask the most specific judge first."""

    def __init__(self) -> None:
        self.secrets: list[Secret] = []
        self._taken: list[tuple[int, int]] = []

    def begin(self) -> None:
        """A new instruction or value begins: nothing found before can overlap with it."""
        self._taken.clear()

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
        for start, end in self._taken:
            if start < span.end and span.start < end:
                return
        self._taken.append((span.start, span.end))
        self.secrets.append(Secret(verdict, span, place, name, name_span))

    def finish(self) -> tuple[Secret, ...]:
        """The secrets in the order of their places."""
        self.secrets.sort(key=lambda secret: secret.span.start)
        return tuple(self.secrets)
