"""Results for the HTML report, and the page of one."""

import io

from ecslint.finding import Finding, Severity
from ecslint.report import Style
from ecslint.report.html import report
from ecslint.result import LintedFile, Result
from ecslint.source import Source, Span


def page(result: Result, **style: object) -> str:
    out = io.StringIO()
    report(result, out, Style(**style))  # type: ignore[arg-type]
    return out.getvalue()


def several() -> Result:
    task = Source("ecs/task.json", '{"a": 1}\n' * 30)
    docker = Source("Dockerfile", "FROM a\n" * 30)

    def one(
        code: str, severity: Severity, source: Source, line: int, container: str | None = None
    ) -> Finding:
        start = source.line_starts[line - 1]
        return Finding(
            code,
            f"rule-{code.lower()}",
            severity,
            f"`{code}` was found",
            Span(source, start, start + 4),
            container=container,
        )

    findings = (
        one("DF002", Severity.INFO, docker, 2), one("DF001", Severity.WARNING, docker, 10), one("TD001", Severity.ERROR, task, 3, "web"),
        one("TD002", Severity.INFO, task, 4, "proxy"),
    )  # fmt: skip
    return Result(
        (
            LintedFile("Dockerfile", "dockerfile"),
            LintedFile("ecs/task.json", "task-definition", ("web", "proxy")),
        ),
        findings,
    )
