"""Findings counted by rule: for `--statistics` and for reports that begin with an overview."""

from ecslint.annotations import TextIO
from ecslint.finding import Severity
from ecslint.record import NamedTuple
from ecslint.result import Result
from ecslint.rule import PAGES


class Row(NamedTuple):
    """One rule, how often it was found, and how many of these have a safe fix; `severity` is the worst of them."""

    severity: Severity
    code: str
    name: str
    found: int
    fixable: int

    @property
    def url(self) -> str:
        return PAGES + self.name


def by_rule(result: Result) -> list[Row]:
    """One row for each rule with findings: worst first, then most frequent, then by code."""
    rows: dict[str, Row] = {}
    for finding in result.findings:
        row = rows.get(finding.code) or Row(finding.severity, finding.code, finding.name, 0, 0)
        rows[finding.code] = Row(
            max(row.severity, finding.severity),
            row.code,
            row.name,
            row.found + 1,
            row.fixable + bool(finding.fix and finding.fix.safe),
        )
    return sorted(rows.values(), key=lambda row: (-row.severity, -row.found, row.code))


def write_statistics(result: Result, out: TextIO) -> None:
    """Write count, severity, code, name, and how many can be fixed, one rule a line."""
    rows = by_rule(result)
    columns = [
        (
            str(row.found),
            row.severity.label,
            row.code,
            row.name,
            f"[{row.fixable} fixable]" if row.fixable else "",
        )
        for row in rows
    ]
    widths = [max(len(line[column]) for line in columns) for column in range(4)] if columns else []
    for count, severity, code, name, fixable in columns:
        line = (
            f"{count:>{widths[0]}}  {severity:{widths[1]}}  {code:{widths[2]}}  {name:{widths[3]}}  {fixable}"
        )
        out.write(line.rstrip() + "\n")
