"""The concise report: one finding a line, stable, for problem matchers and grep."""

from ecslint.annotations import TextIO
from ecslint.report import Style
from ecslint.report.snippet import clean
from ecslint.report.text import statistics, summary
from ecslint.result import Result


def report(result: Result, out: TextIO, style: Style) -> None:
    """`path:line:column: CODE severity name: message (pointer)`."""
    if style.statistics:
        statistics(result, out)
        summary(result, out, style)
        return
    for finding in result.findings:
        span = finding.span
        pointer = f" ({finding.pointer})" if finding.pointer else ""
        out.write(
            f"{clean(span.source.path)}:{span.line}:{span.column}: {finding.code} {finding.severity.label} "
            f"{finding.name}: {clean(finding.message)}{clean(pointer)}\n"
        )
    summary(result, out, style)
