"""Numbers for the charts: bars of counted findings, laid out here and drawn as SVG by the template."""

from collections import Counter, defaultdict
from typing import NamedTuple

from ecslint.finding import Severity
from ecslint.report.snippet import clean
from ecslint.result import Result

# Width of the longest bar, in units of the drawing; and how many files get one.
WIDTH = 420
MOST = 15
_LONGEST = 46


class Piece(NamedTuple):
    """A part of a bar: where it begins, how wide it is, how many it stands for."""

    x: float
    width: float
    severity: str
    number: int


class Bar(NamedTuple):
    """One row of a chart; `label` is cut to fit, `title` is whole."""

    label: str
    title: str
    pieces: tuple[Piece, ...]
    total: int


def bars_by_file(result: Result) -> list[Bar]:
    """The files with most findings, worst first."""
    counts: dict[str, Counter[Severity]] = defaultdict(Counter)
    for finding in result.findings:
        counts[finding.span.source.path][finding.severity] += 1
    worst = sorted(
        counts.items(),
        key=lambda item: (*(-item[1][severity] for severity in sorted(Severity, reverse=True)), item[0]),
    )
    return _bars(worst[:MOST])


def bars_by_category(result: Result) -> list[Bar]:
    """Findings by the first category of their rule."""
    categories = {rule.code: rule.categories[0] for rule in result.rules}
    counts: dict[str, Counter[Severity]] = defaultdict(Counter)
    for finding in result.findings:
        counts[categories.get(finding.code, "others")][finding.severity] += 1
    return _bars(sorted(counts.items(), key=lambda item: (-item[1].total(), item[0])))


def _bars(rows: list[tuple[str, Counter[Severity]]]) -> list[Bar]:
    most = max((counts.total() for _, counts in rows), default=1)
    bars = []
    for name, counts in rows:
        pieces = []
        x = 0.0
        for severity in sorted(Severity, reverse=True):
            width = round(WIDTH * counts[severity] / most, 1)
            if width:
                pieces.append(Piece(round(x, 1), width, severity.label, counts[severity]))
            x += width
        label = clean(name)
        shown = label if len(label) <= _LONGEST else "…" + label[1 - _LONGEST :]
        bars.append(Bar(shown, label, tuple(pieces), counts.total()))
    return bars
