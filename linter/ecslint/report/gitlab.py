"""The GitLab report: code quality, which merge requests show as what got better or worse."""

import json

from ecslint import shelf
from ecslint.annotations import TextIO
from ecslint.fingerprint import fingerprints
from ecslint.report import Style
from ecslint.report.levels import gitlab_severity
from ecslint.report.location import Checkout
from ecslint.report.snippet import plain
from ecslint.result import Result


def report(result: Result, out: TextIO, style: Style) -> None:
    """Write a JSON array with one object a finding; the fingerprints in it are unique."""
    checkout = Checkout(style.root)
    rules = {rule.code: rule for rule in result.rules}
    issues = [
        {
            "description": plain(finding.message),
            "check_name": finding.code,
            "fingerprint": print_,
            "severity": gitlab_severity(
                finding.severity, rules.get(finding.code) or shelf.find(finding.code)
            ),
            "location": {
                "path": plain(checkout.path(finding.span.source.path)),
                "lines": {"begin": finding.span.line, "end": finding.span.end_line},
            },
        }
        for finding, print_ in zip(result.findings, fingerprints(result, result.findings), strict=True)
    ]
    out.write(json.dumps(issues, indent=1) + "\n")
