"""The GitHub report: workflow commands that annotate the lines of a pull request."""

from ecslint.annotations import TextIO
from ecslint.finding import Finding, Severity
from ecslint.report import Style
from ecslint.report.levels import LEVELS
from ecslint.report.location import Checkout
from ecslint.report.snippet import clean
from ecslint.result import Result

# GitHub keeps so many errors, warnings and notices of a step and drops the rest without a word.
MOST = 10


def report(result: Result, out: TextIO, style: Style) -> None:
    """Write one command a finding, worst first, and one that counts what GitHub would drop."""
    checkout = Checkout(style.root)
    room = dict.fromkeys(Severity, MOST)
    lines = [
        _command("error", {"title": "ecslint (incomplete)", "file": checkout.path(error.path)}, error.message)
        for error in result.errors
    ]
    left_out = max(0, len(lines) - MOST)
    lines = lines[:MOST]
    room[Severity.ERROR] -= len(lines)
    if left_out or any(result.count(severity) > room[severity] for severity in Severity):
        # The closing notice is one of the ten.
        room[Severity.INFO] -= 1
    for finding in sorted(result.findings, key=lambda finding: -finding.severity):
        if room[finding.severity]:
            room[finding.severity] -= 1
            lines.append(_annotation(finding, checkout))
        else:
            left_out += 1
    if left_out:
        more = "1 more finding is" if left_out == 1 else f"{left_out} more findings are"
        lines.append(
            _command("notice", {"title": "ecslint"}, f"{more} not shown here: GitHub keeps {MOST} of a kind")
        )
    out.writelines(f"{line}\n" for line in lines)


def _annotation(finding: Finding, checkout: Checkout) -> str:
    # Columns hold for a single line only, so a long instruction is marked at its head.
    head = finding.span.head
    place = {
        "title": f"ecslint ({finding.code})",
        "file": checkout.path(head.source.path),
        "line": str(head.line),
        "col": str(head.column),
        "endLine": str(head.line),
        "endColumn": str(head.end_column),
    }
    help = f"\n{finding.help}" if finding.help else ""
    return _command(LEVELS[finding.severity].annotation, place, finding.message + help)


def _command(name: str, properties: dict[str, str], message: str) -> str:
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {written}::{_data(message)}"


def _data(text: str) -> str:
    """Text that cannot end its line; other control characters are for no terminal either."""
    lines = [clean(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return "%0A".join(line.replace("%", "%25") for line in lines)


def _property(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return clean(escaped.replace(":", "%3A").replace(",", "%2C"))
