"""Vulnerabilities in SARIF: a rule for each id, as its severity stands on the rule, and a result for each image that has it."""

from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import sha256

from ecslint.annotations import Any
from ecslint.ecr.image import ScannedImage
from ecslint.ecr.model import Vulnerability
from ecslint.ecr.policy import RANKS, level, rank
from ecslint.finding import Finding, Severity
from ecslint.record import NamedTuple
from ecslint.report.levels import LEVELS
from ecslint.report.sarif_rule import sentence
from ecslint.report.snippet import clean

CODE = "ECR001"
# What is low would bury the rest.
_SHOWN_FROM = RANKS["MEDIUM"]


class _Alert(NamedTuple):
    """One vulnerability of one image, with all packages that it is in."""

    worst: Vulnerability
    packages: tuple[str, ...]
    image: ScannedImage
    finding: Finding

    @property
    def rule_id(self) -> str:
        return f"{CODE}-{clean(self.worst.id).replace('/', '-').replace(' ', '-') or 'unnamed'}"


class Alerts:
    """Takes the place of the findings that tell of whole images; `replaced` are those."""

    def __init__(self, images: Sequence[ScannedImage], findings: Sequence[Finding]) -> None:
        by_place = {image.span: image for image in images}
        self.replaced: set[int] = set()
        alerts: list[_Alert] = []
        for finding in findings:
            image = by_place.get(finding.span) if finding.code == CODE else None
            mine = [] if image is None else _alerts(image, finding)
            if mine:
                self.replaced.add(id(finding))
                alerts += mine
        self._alerts = sorted(alerts, key=lambda alert: rank(alert.worst))
        self._rules: dict[str, list[_Alert]] = {}

    def cut(self, room: int) -> int:
        """Keep the worst that there is room for; gives how many were left out."""
        left_out = max(0, len(self._alerts) - room)
        self._alerts = self._alerts[:room]
        for alert in self._alerts:
            self._rules.setdefault(alert.rule_id, []).append(alert)
        return left_out

    def rules(self) -> list[dict[str, Any]]:
        """A descriptor for each id."""
        return [_descriptor(rule_id, alerts) for rule_id, alerts in self._rules.items()]

    def results(self, first: int, location: Callable[[Finding], dict[str, Any]]) -> list[dict[str, Any]]:
        """The results; the descriptors stand in the list of rules from `first` on."""
        index = {rule_id: first + number for number, rule_id in enumerate(self._rules)}
        seen: Counter[str] = Counter()
        results = []
        for alert in self._alerts:
            # Without the tag: else every deployment would open all alerts again.
            key = "\0".join((CODE, alert.image.image.repository, alert.worst.id, *alert.packages))
            seen[key] += 1
            text = key if seen[key] == 1 else f"{key}\0{seen[key]}"
            print_ = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
            severity = level(alert.worst.severity) if alert.image.is_run else Severity.INFO
            results.append(
                {
                    "ruleId": alert.rule_id,
                    "ruleIndex": index[alert.rule_id],
                    "level": LEVELS[severity].sarif,
                    "message": {"text": _message(alert)},
                    "locations": [location(alert.finding)],
                    "partialFingerprints": {"ecslint/v1": print_, "primaryLocationLineHash": f"{print_}:1"},
                }
            )
        return results


def _alerts(image: ScannedImage, finding: Finding) -> list[_Alert]:
    by_id: dict[str, list[Vulnerability]] = {}
    for one in image.vulnerabilities:
        if RANKS.get(one.severity, _SHOWN_FROM) >= _SHOWN_FROM:
            by_id.setdefault(one.id, []).append(one)
    return [
        _Alert(rows[0], tuple(dict.fromkeys(row.package for row in rows if row.package)), image, finding)
        for rows in by_id.values()
    ]


def security_severity(one: Vulnerability) -> str | None:
    """GitHub's number: ECR's word decides about the band, CVSS only within it."""
    score = one.cvss or 0.0
    if one.severity == "CRITICAL":
        return f"{score if score >= 9.1 else 9.5:.1f}"
    if one.severity == "HIGH":
        return f"{score if 7.0 <= score <= 8.9 else 8.0:.1f}"
    return {"MEDIUM": "5.5", "LOW": "2.0", "INFORMATIONAL": "0.5"}.get(one.severity)


def _descriptor(rule_id: str, alerts: Sequence[_Alert]) -> dict[str, Any]:
    worst = alerts[0].worst
    title = clean(worst.title or worst.id or rule_id)
    properties: dict[str, Any] = {"tags": ["security", "images", "vulnerability"], "precision": "very-high"}
    numbers = [number for alert in alerts if (number := security_severity(alert.worst)) is not None]
    if numbers:
        properties["security-severity"] = max(numbers, key=float)
    else:
        properties["problem.severity"] = LEVELS[level(worst.severity)].problem
    uri = clean(worst.url)
    return {
        "id": rule_id,
        "name": "VulnerableImage",
        "shortDescription": {"text": sentence(clean(worst.id or rule_id))},
        "fullDescription": {"text": sentence(title)},
        "help": {"text": f"{sentence(title)} Build the image anew with the package updated."},
        **({"helpUri": uri} if uri.startswith("https://") and uri.isascii() and " " not in uri else {}),
        "defaultConfiguration": {"level": LEVELS[level(worst.severity)].sarif},
        "properties": properties,
    }


def _message(alert: _Alert) -> str:
    one = alert.worst
    packages = ", ".join(alert.packages[:5]) or "a package"
    update = f", cured in {one.fixed}" if one.fixed else ""
    text = f"{one.id} ({one.severity}) in {packages} {one.installed}".rstrip()
    shown = clean(f"{text} of image {alert.image.image.short}{update}")
    return sentence(shown.replace("[", "\\[").replace("]", "\\]"))
