"""What ECR found, in one form for basic and enhanced scanning, online and from a file."""

from collections.abc import Mapping
from datetime import datetime

from ecslint.record import NamedTuple

YES, NO, PARTIAL, UNKNOWN = "yes", "no", "partial", "unknown"


class Vulnerability(NamedTuple):
    """One package of one finding; an empty text or None is what the scan does not say.

    `severity` is the scanner's word in capitals, `fix` one of yes, no, partial and unknown. `finding` numbers the
    findings of an answer: ECR counts findings, not packages. What ECR itself suppresses or has closed is `suppressed`,
    with the `reason`.
    """

    id: str
    package: str
    installed: str
    fixed: str
    file_path: str
    severity: str
    vendor_severity: str
    cvss: float | None
    cvss_source: str
    exploit: bool | None
    fix: str
    in_use: int | None
    title: str
    url: str
    source: str
    suppressed: bool
    reason: str
    finding: int

    @property
    def is_fixable(self) -> bool:
        """Is there something to update to, at least for a part of it?"""
        return self.fix in {YES, PARTIAL} or bool(self.fixed)


class Answer(NamedTuple):
    """All pages of one answer: `source` is basic, enhanced, or empty when it lists nothing of either.

    `counts` are open findings by severity; `counted` is how many ECR says there are.
    """

    source: str = ""
    completed_at: datetime | None = None
    database_at: datetime | None = None
    counts: Mapping[str, int] = {}
    vulnerabilities: tuple[Vulnerability, ...] = ()
    listed: int = 0
    counted: int = 0
