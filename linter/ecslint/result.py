"""What one run found, in the one form that every report reads."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

from ecslint.annotations import TYPE_CHECKING
from ecslint.finding import Finding, Severity
from ecslint.record import NamedTuple
from ecslint.rule import Rule
from ecslint.source import Source, Span

if TYPE_CHECKING:
    from ecslint.controls import TaskReview
    from ecslint.ecr.image import ScannedImage
    from ecslint.ecr.survey import Survey


class LintedFile(NamedTuple):
    """A file that was linted, and as what."""

    path: str
    kind: str


class Suppressed(NamedTuple):
    """A finding that the user silenced: how (`inline`, `config`) and why."""

    finding: Finding
    kind: str
    reason: str


class Trouble(NamedTuple):
    """Something that could not be read, or a rule that failed: the run is incomplete."""

    path: str
    message: str


class Result(NamedTuple):
    """Everything a report can say. Findings are ordered by path, line, column and code.

    `masks` are the places of secret values by source: no report shows their text. `notices` are one-line remarks
    for stderr, for whoever asks; `skipped` those on files of which the user or their name said that they would be linted. `rules` are those that ran, in the order of their codes; `baseline` are the findings that the baseline knows
    already. `looked_at` counts the files that discovery met, linted or not; `seconds` is the time it took; `fixed` counts the
    fixes that were written. `reviews` are the controls of the containers, where they were asked for; `minimum` is the severity
    below which findings were left out. `ecr` is what was found out about images, None where nobody wanted to know.
    """

    files: tuple[LintedFile, ...]
    findings: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...] = ()
    errors: tuple[Trouble, ...] = ()
    notices: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    masks: Mapping[Source, tuple[Span, ...]] = {}
    looked_at: int = 0
    seconds: float = 0.0
    fixed: int = 0
    rules: tuple[Rule, ...] = ()
    baseline: tuple[Finding, ...] = ()
    reviews: "tuple[TaskReview, ...]" = ()
    minimum: Severity | None = None
    ecr: "Survey | None" = None

    @property
    def images(self) -> "tuple[ScannedImage, ...]":
        """The images in ECR that were looked at."""
        return () if self.ecr is None else self.ecr.images

    def count(self, severity: Severity) -> int:
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def fixable(self) -> tuple[int, int]:
        """How many findings have a safe and an unsafe fix."""
        fixes = [finding.fix for finding in self.findings if finding.fix]
        return sum(fix.safe for fix in fixes), sum(not fix.safe for fix in fixes)

    def at_least(self, severity: Severity) -> "Result":
        """The same result without the findings below a severity."""
        return self._replace(
            minimum=severity,
            findings=tuple(finding for finding in self.findings if finding.severity >= severity),
            suppressed=tuple(entry for entry in self.suppressed if entry.finding.severity >= severity),
            baseline=tuple(finding for finding in self.baseline if finding.severity >= severity),
        )

    def exit_code(self, fail_on: Severity | None) -> int:
        """1 for a finding at or above `fail_on` (None: never), 3 if something was not looked at, else 0; 130 if the user stopped it."""
        if self.ecr is not None and self.ecr.interrupted:
            return 130
        if any(finding.is_failing(fail_on) for finding in self.findings):
            return 1
        return 3 if self.errors else 0


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by path, line, column and code."""
    return sorted(
        findings,
        key=lambda finding: (
            finding.span.source.path,
            finding.span.start,
            finding.code,
            finding.span.end,
            finding.message,
        ),
    )


def near(masks: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    """Those of `masks`, which are in order and do not overlap, that hide something between two offsets."""
    first = bisect_right(masks, start, key=lambda span: span.end)
    return masks[first : bisect_left(masks, end, first, key=lambda span: span.start)]


def masked(text: str, start: int, masks: Sequence[Span], mask: str) -> str:
    """`text`, which stands at offset `start` of its source, with every secret in it replaced by `mask`."""
    out: list[str] = []
    at = start
    end = start + len(text)
    for span in near(masks, start, end):
        out.append(text[at - start : max(at, span.start) - start])
        out.append(mask)
        at = span.end
    out.append(text[max(0, at - start) :] if at < end else "")
    return "".join(out)
