"""What counts: how bad each severity of ECR is here, and which vulnerabilities fail the run."""

from datetime import UTC, datetime

from ecslint.ecr.ignore import Ignore
from ecslint.ecr.model import Vulnerability
from ecslint.finding import Severity
from ecslint.record import NamedTuple

# The words that ECR orders; of UNDEFINED, UNTRIAGED and new ones nobody knows how bad they are.
RANKS = {"CRITICAL": 5, "HIGH": 4, "MEDIUM": 3, "LOW": 2, "INFORMATIONAL": 1}
LEVELS = {
    "CRITICAL": Severity.ERROR,
    "HIGH": Severity.ERROR,
    "MEDIUM": Severity.WARNING,
    "LOW": Severity.INFO,
    "INFORMATIONAL": Severity.INFO,
}
FAIL_ON = {"critical": 5, "high": 4, "medium": 3, "low": 2, "any": 0, "none": 9}


class Policy(NamedTuple):
    """How strictly findings count. `now` is the moment that decides what has expired and what is stale.

    `fail_on` is a word of `FAIL_ON`, `on_error` `error`, `warn` or `ignore`: what images that could not be read come to.
    """

    fail_on: str = "high"
    only_fixable: bool = False
    on_error: str = "error"
    stale_days: int | None = None
    ignores: tuple[Ignore, ...] = ()
    now: datetime = datetime.min.replace(tzinfo=UTC)

    @property
    def today(self) -> str:
        return self.now.astimezone(UTC).strftime("%Y-%m-%d") if self.now.year > 1 else "0001-01-01"

    def counts(self, vulnerability: Vulnerability) -> bool:
        """Does it fail the run, where the image is run?"""
        if vulnerability.suppressed or (self.only_fixable and not vulnerability.is_fixable):
            return False
        return RANKS.get(vulnerability.severity, 0) >= FAIL_ON[self.fail_on]


def level(severity: str) -> Severity:
    """The level of a finding about vulnerabilities of this severity."""
    return LEVELS.get(severity, Severity.WARNING)


def rank(vulnerability: Vulnerability) -> tuple[object, ...]:
    """Sorts the worst first: severity, exploit, fix, use, score, id."""
    return (
        # What nobody has rated stands between what is rated medium and what is rated low.
        -(RANKS.get(vulnerability.severity, 2.5)),
        not vulnerability.exploit,
        not vulnerability.is_fixable,
        not vulnerability.in_use,
        -(vulnerability.cvss or 0),
        vulnerability.id,
        vulnerability.package,
    )
