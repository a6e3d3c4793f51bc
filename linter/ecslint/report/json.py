"""The JSON report, version 1: fields are only ever added to it."""

import json

from ecslint import __version__
from ecslint.annotations import Any, TextIO
from ecslint.finding import Finding, Severity
from ecslint.fingerprint import fingerprints
from ecslint.report import Style
from ecslint.report.snippet import plain
from ecslint.result import Result
from ecslint.rule import PAGES
from ecslint.source import Span


def report(result: Result, out: TextIO, style: Style) -> None:  # noqa: ARG001 - the shape of every report
    """Write the whole result as one JSON object."""
    prints = fingerprints(result, [*result.findings, *(entry.finding for entry in result.suppressed)])
    findings = [_finding(finding, print_) for finding, print_ in zip(result.findings, prints, strict=False)]
    suppressed = [
        {
            **_finding(entry.finding, print_),
            "suppression": {"kind": entry.kind, "reason": plain(entry.reason)},
        }
        for entry, print_ in zip(result.suppressed, prints[len(findings) :], strict=True)
    ]
    document = {
        "version": 1,
        "tool": {"name": "ecslint", "version": __version__},
        "summary": {
            "files": len(result.files),
            **{severity.label: result.count(severity) for severity in sorted(Severity, reverse=True)},
            "suppressed": len(result.suppressed),
            "baseline": len(result.baseline),
            "fixable": result.fixable[0],
        },
        "files": [{"path": plain(file.path), "kind": file.kind} for file in result.files],
        "findings": findings,
        "suppressed": suppressed,
        "images": _images(result),
        "errors": [{"path": plain(error.path), "message": plain(error.message)} for error in result.errors],
    }
    # ASCII only: the bytes are the same on every terminal and for every odd byte in a file.
    out.write(json.dumps(document, indent=1, ensure_ascii=True) + "\n")


def _images(result: Result) -> list[dict[str, Any]]:
    if not result.images:
        return []
    from ecslint.report.json_images import images  # noqa: PLC0415 - only after a look at ECR

    return images(result.images)


def _finding(finding: Finding, print_: str) -> dict[str, Any]:
    fix = finding.fix
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.label,
        "message": plain(finding.message),
        **_place(finding.span),
        "pointer": finding.pointer and plain(finding.pointer),
        "container": finding.container and plain(finding.container),
        "notes": [{**_place(note.span), "message": plain(note.message)} for note in finding.notes],
        "fix": {"title": plain(fix.title), "safe": fix.safe} if fix else None,
        "fingerprint": print_,
        "url": PAGES + finding.name,
    }


def _place(span: Span) -> dict[str, Any]:
    return {
        "path": plain(span.source.path),
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
