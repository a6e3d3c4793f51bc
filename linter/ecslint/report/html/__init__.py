"""The HTML report: one file that needs no network, for reviewers; readable without scripts."""

import base64
import hashlib
import os
from pkgutil import get_data
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from ecslint import __version__, shelf
from ecslint.annotations import TextIO
from ecslint.finding import Finding, Severity
from ecslint.report import Style, plural
from ecslint.report.fix_diff import diff_lines
from ecslint.report.html.charts import bars, stacked_bars
from ecslint.report.html.compliance import coverage
from ecslint.report.html.images import images_in_ecr
from ecslint.report.location import Checkout
from ecslint.report.snippet import clean, display_width, render
from ecslint.report.statistics import by_rule
from ecslint.result import Result
from ecslint.rule import CATEGORIES
from ecslint.source import Span

# An icon beside each colour: no verdict is told by colour alone.
ICONS = {
    "error": "✖",
    "warning": "▲",
    "info": "●",
    "pass": "✔",
    "fail": "✖",
    "not known": "?",
    "not checked": "–",
}
ICONS["accepted"] = "◇"
_MOST_FILES = 15
_WIDTH = 110


def report(result: Result, out: TextIO, style: Style) -> None:
    """Write the result as one HTML document."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_shown
    )
    css, script = _asset("page.css"), _asset("page.js")
    template = environment.from_string(_asset("page.html.j2"))
    entries = [_entry(finding, result) for finding in result.findings]
    text = template.render(
        css=Markup(css),
        script=Markup(script),
        policy=f"default-src 'none'; img-src data:; style-src {_hash(css)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'",
        icons=ICONS,
        prose=_prose,
        version=__version__,
        repository=_repository(style),
        date=_date(style.moment),
        verdict=_verdict(result, style),
        tiles=_tiles(result),
        files_chart=_files_chart(result),
        categories_chart=_categories_chart(result),
        findings=entries,
        rules=by_rule(result),
        titles={rule.code: rule.title for rule in result.rules},
        reviews=result.reviews,
        ecr=images_in_ecr(result),
        coverage=coverage(result),
        suppressed=[(_entry(entry.finding, result), entry) for entry in result.suppressed],
        baseline=[_entry(finding, result) for finding in result.baseline],
        errors=result.errors,
        names={
            "rule": sorted({finding.code for finding in result.findings}),
            "file": sorted({finding.span.source.path for finding in result.findings}),
            "container": sorted({finding.container for finding in result.findings if finding.container}),
        },
    )
    out.write(text)


def _asset(name: str) -> str:
    data = get_data(__name__, name)
    assert data is not None  # the file is part of the package
    return data.decode("utf-8")


def _hash(text: str) -> str:
    """A text as a content security policy lets it in."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _shown(value: Any) -> Any:
    """Every text of the page without control characters; markup of our own stays as it is."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else clean(value)


def _prose(text: str) -> Markup:
    """A message with what stands in backquotes as code."""
    pieces = clean(text).split("`")
    if len(pieces) % 2 == 0:
        # A value with a backquote in it: nothing tells where the code ends.
        return escape(clean(text))
    return Markup("").join(
        Markup("<code>{}</code>").format(piece) if number % 2 else escape(piece)
        for number, piece in enumerate(pieces)
    )


def _repository(style: Style) -> str:
    root = Checkout(style.root).root
    return os.path.basename(root) if root else ""


def _date(moment: float | None) -> str:
    if moment is None:
        return ""
    from datetime import UTC, datetime  # noqa: PLC0415 - most reports hold no date

    return datetime.fromtimestamp(int(moment), UTC).strftime("%Y-%m-%d %H:%M UTC")


def _verdict(result: Result, style: Style) -> dict[str, str]:
    """Pass or fail against `--fail-on`, as a state and a sentence."""
    code = result.exit_code(style.fail_on)
    level = style.fail_on.label if style.fail_on is not None else "never"
    if code == 1:
        assert style.fail_on is not None  # nothing else fails a run
        count = sum(finding.severity >= style.fail_on for finding in result.findings)
        return {"state": "fail", "word": "Failed", "text": f"{plural(count, 'finding')} at or above {level}"}
    # A survey that the user stopped is 130.
    if code:
        return {"state": "warning", "word": "Incomplete", "text": "not everything could be looked at"}
    nothing = f"nothing at or above {level}" if style.fail_on is not None else "findings never fail this run"
    return {"state": "pass", "word": "Passed", "text": nothing}


def _tiles(result: Result) -> list[tuple[str, str, int]]:
    """State, label and number of each tile."""
    counts = [
        (
            severity.label,
            {"error": "errors", "warning": "warnings", "info": "infos"}[severity.label],
            result.count(severity),
        )
        for severity in sorted(Severity, reverse=True)
    ]
    safe, unsafe = result.fixable
    return [
        *counts,
        ("", "files", len(result.files)),
        ("", "fixable", safe + unsafe),
        ("", "suppressed", len(result.suppressed)),
        ("", "in baseline", len(result.baseline)),
    ]


def _files_chart(result: Result) -> Markup:
    """The files with most findings, worst first."""
    counts: dict[str, dict[Severity, int]] = {}
    for finding in result.findings:
        row = counts.setdefault(finding.span.source.path, dict.fromkeys(sorted(Severity, reverse=True), 0))
        row[finding.severity] += 1
    worst = sorted(counts.items(), key=lambda item: ([-count for count in item[1].values()], item[0]))
    rows = [
        (clean(path), [(severity.label, count) for severity, count in row.items()]) for path, row in worst
    ]
    return stacked_bars("Findings by file and severity", rows[:_MOST_FILES])


def _categories_chart(result: Result) -> Markup:
    counts = dict.fromkeys(sorted(CATEGORIES), 0)
    known = {rule.code: rule for rule in result.rules}
    for finding in result.findings:
        rule = known.get(finding.code) or shelf.find(finding.code)
        # A rule has one or two; the first is what it is mainly about.
        for category in rule.categories[:1] if rule else ():
            counts[category] += 1
    rows = [
        (name, count) for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if count
    ]
    return bars("Findings by category", rows)


def _entry(finding: Finding, result: Result) -> dict[str, Any]:
    """A finding as the template shows it."""
    fix = finding.fix
    return {
        "finding": finding,
        "severity": finding.severity.label,
        "path": finding.span.source.path,
        "position": f":{finding.span.line}:{finding.span.column}",
        "snippet": _snippet(finding.span, result),
        "notes": [
            {
                "place": f"{note.span.source.path}:{note.span.line}",
                "message": note.message,
                "snippet": _snippet(note.span, result),
            }
            for note in finding.notes
        ],
        "fix": {"title": fix.title, "safe": fix.safe, "diff": diff_lines(finding, result, _WIDTH)}
        if fix
        else None,
    }


def _snippet(span: Span, result: Result) -> dict[str, Any]:
    """The line of a span, masked, in three parts: before, what is meant, after."""
    head = span.head
    line = render(
        head.source, head.line, [head], result.masks.get(head.source, ()), width=_WIDTH, unicode=True
    )
    first, last = (_index(line.text, column) for column in line.marks[0])
    return {
        "number": head.line,
        "before": line.text[:first],
        "meant": line.text[first:last],
        "after": line.text[last:],
    }


def _index(text: str, column: int) -> int:
    """The character that begins at a column on the screen."""
    if text.isascii():
        return min(column, len(text))
    at = 0
    for index, character in enumerate(text):
        if at >= column:
            return index
        at += display_width(character)
    return len(text)
