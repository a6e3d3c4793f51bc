"""Pages of DescribeImageScanFindings -> normal form: two shapes of findings, any field of which can be absent or odd."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from ecslint.ecr.model import NO, PARTIAL, UNKNOWN, YES, Answer, Vulnerability
from ecslint.ecr.untrusted import one_word

_FIXES = {"YES": YES, "NO": NO, "PARTIAL": PARTIAL}
_DONE_WITH = frozenset({"SUPPRESSED", "CLOSED"})
_NO_VERSION = frozenset({"", "NOTAVAILABLE", "NOT AVAILABLE", "N/A", "NONE", "NONE PROVIDED"})


class Pages:
    """Takes in `imageScanFindings` of one page after the other; the raw pages need not be kept."""

    def __init__(self) -> None:
        self._rows: list[Vulnerability] = []
        self._counts: Counter[str] = Counter()
        self._sources: list[str] = []
        self._completed_at: datetime | None = None
        self._database_at: datetime | None = None
        self._listed = 0
        self._counted = 0

    def add(self, findings: Mapping[str, Any]) -> None:
        """One page. The lists that are there decide what kind of scan it was, never the status."""
        self._completed_at = self._completed_at or moment(findings.get("imageScanCompletedAt"))
        self._database_at = self._database_at or moment(findings.get("vulnerabilitySourceUpdatedAt"))
        counts = _table(findings.get("findingSeverityCounts"))
        self._counted = max(self._counted, sum(value for value in counts.values() if _is_count(value)))
        for name, source, read in (
            ("findings", "basic", _basic),
            ("enhancedFindings", "enhanced", _enhanced),
        ):
            entries = _list(findings.get(name))
            if entries or (isinstance(findings.get(name), list) and not self._sources):
                self._sources.append(source)
            for entry in entries:
                self._listed += 1
                rows = list(read(_table(entry), self._listed))
                self._rows += rows
                if not rows[0].suppressed:
                    self._counts[rows[0].severity] += 1

    def answer(self) -> Answer:
        """Everything so far."""
        return Answer(
            self._sources[-1] if self._sources else "",
            self._completed_at,
            self._database_at,
            dict(self._counts),
            tuple(self._rows),
            self._listed,
            self._counted,
        )


def moment(value: object) -> datetime | None:
    """A time as botocore, version 1 (seconds) and version 2 (ISO 8601) of the AWS command line write it."""
    try:
        if isinstance(value, str):
            value = datetime.fromisoformat(value)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            value = datetime.fromtimestamp(value, UTC)
        if isinstance(value, datetime):
            return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return None


def _basic(finding: Mapping[str, Any], number: int) -> Iterator[Vulnerability]:
    attributes = {
        one_word(entry.get("key")).upper(): one_word(entry.get("value"))
        for entry in map(_table, _list(finding.get("attributes")))
    }
    score, kind = next(
        (
            (found, kind)
            for kind in ("CVSS4", "CVSS3", "CVSS2")
            if (found := _score(attributes.get(f"{kind}_SCORE")))
        ),
        (None, ""),
    )
    yield Vulnerability(
        id=one_word(finding.get("name")),
        package=attributes.get("PACKAGE_NAME", ""),
        installed=attributes.get("PACKAGE_VERSION", ""),
        fixed="",
        file_path="",
        severity=_severity(finding.get("severity")),
        vendor_severity="",
        cvss=score,
        cvss_source=kind,
        exploit=None,
        fix=UNKNOWN,  # basic scanning knows no fixes
        in_use=None,
        title=one_word(finding.get("description")),
        url=one_word(finding.get("uri")),
        source="basic",
        suppressed=False,
        reason="",
        finding=number,
    )


def _enhanced(finding: Mapping[str, Any], number: int) -> Iterator[Vulnerability]:
    details = _table(finding.get("packageVulnerabilityDetails"))
    recommendation = _table(_table(finding.get("remediation")).get("recommendation"))
    score, source = _cvss(finding, details)
    status = one_word(finding.get("status")).upper()
    title = one_word(finding.get("title"))
    uses: list[int] = []
    for resource in map(_table, _list(finding.get("resources"))):
        count = _table(_table(resource.get("details")).get("awsEcrContainerImage")).get("inUseCount")
        if isinstance(count, int) and _is_count(count):
            uses.append(count)
    packages = [_table(entry) for entry in _list(details.get("vulnerablePackages"))] or [{}]
    for package in packages:
        fixed = one_word(package.get("fixedInVersion"))
        fixed = "" if fixed.upper() in _NO_VERSION else fixed
        yield Vulnerability(
            id=one_word(details.get("vulnerabilityId")) or title,
            package=one_word(package.get("name")),
            installed=_version(package),
            fixed=fixed,
            file_path=one_word(package.get("filePath")),
            severity=_severity(finding.get("severity")),
            vendor_severity=one_word(details.get("vendorSeverity")),
            cvss=score,
            cvss_source=source,
            exploit={"YES": True, "NO": False}.get(one_word(finding.get("exploitAvailable")).upper()),
            fix=_FIXES.get(one_word(finding.get("fixAvailable")).upper(), YES if fixed else UNKNOWN),
            in_use=max(uses, default=None),
            title=title,
            url=one_word(details.get("sourceUrl")) or one_word(recommendation.get("url")),
            source="enhanced",
            suppressed=status in _DONE_WITH,
            reason=status if status in _DONE_WITH else "",
            finding=number,
        )


def _cvss(finding: Mapping[str, Any], details: Mapping[str, Any]) -> tuple[float | None, str]:
    """Inspector's own score if it has one, else that of the newest version of CVSS."""
    own = _table(_table(finding.get("scoreDetails")).get("cvss"))
    if (score := _score(own.get("score"))) is not None:
        return score, one_word(own.get("scoreSource"))
    if (score := _score(finding.get("score"))) is not None:
        return score, one_word(details.get("source"))
    scored = [
        (one_word(entry.get("version")), score, one_word(entry.get("source")))
        for entry in map(_table, _list(details.get("cvss")))
        if (score := _score(entry.get("baseScore"))) is not None
    ]
    return max(scored)[1:] if scored else (None, "")


def _version(package: Mapping[str, Any]) -> str:
    """`epoch:version-release`, as the package manager writes it."""
    version, release = one_word(package.get("version")), one_word(package.get("release"))
    epoch = package.get("epoch")
    lead = f"{epoch}:" if _is_count(epoch) and epoch else ""
    return f"{lead}{version}{'-' + release if release else ''}"


def _severity(value: object) -> str:
    return one_word(value).upper() or "UNDEFINED"


def _score(value: object) -> float | None:
    try:
        score = (
            float(value) if isinstance(value, (int, float, str)) and not isinstance(value, bool) else math.nan
        )
    except (ValueError, OverflowError):
        return None
    return score if 0 <= score <= 10 else None


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
