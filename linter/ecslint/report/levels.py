"""Our severities in the words of every format, in one table: no format decides for itself."""

from ecslint.finding import Severity
from ecslint.record import NamedTuple
from ecslint.rule import Rule

# Categories whose rules are about attackers.
SECURITY = frozenset({"security", "secrets", "hardening"})


class Level(NamedTuple):
    """One severity as others write it; `gitlab_security` and `security` hold for rules about security.

    `security` is GitHub's `security-severity`, a text: above 9.0 critical, from 7.0 high, from 4.0 medium, else low.
    """

    sarif: str
    problem: str
    security: str
    annotation: str
    gitlab: str
    gitlab_security: str


LEVELS = {
    Severity.ERROR: Level("error", "error", "8.0", "error", "critical", "blocker"),
    Severity.WARNING: Level("warning", "warning", "5.5", "warning", "minor", "major"),
    Severity.INFO: Level("note", "recommendation", "2.0", "notice", "info", "info"),
}
# A credential in a file is in the hands of everybody who can read the file or pull the image.
CRITICAL = "9.5"


def is_security(rule: Rule) -> bool:
    return not SECURITY.isdisjoint(rule.categories)


def security_severity(rule: Rule) -> str | None:
    """GitHub's band for a rule about security, None for any other."""
    if not is_security(rule):
        return None
    if "secrets" in rule.categories and rule.severity is Severity.ERROR:
        return CRITICAL
    return LEVELS[rule.severity].security


def gitlab_severity(severity: Severity, rule: Rule | None) -> str:
    """GitLab's word for a finding of a rule."""
    level = LEVELS[severity]
    return level.gitlab_security if rule is not None and is_security(rule) else level.gitlab
