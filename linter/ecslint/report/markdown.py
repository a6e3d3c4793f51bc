"""The Markdown report: for the summary of a workflow step or a comment on a pull request."""

import re
from collections.abc import Sequence

from ecslint.annotations import TextIO
from ecslint.finding import Finding, Severity
from ecslint.report import Style, plural
from ecslint.report.snippet import clean
from ecslint.report.statistics import by_rule
from ecslint.result import Result

# Beyond 1 MiB GitHub drops a whole summary.
MOST_BYTES = 900_000
_FIRST = 20
_MOST_IMAGES = 50
# Whatever Markdown, a table in it, or GitHub's mentions and references could act on.
_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~@&$]|(?<=www)\.|:(?=//)")
_LINE_ENDS = re.compile(r"[\r\n\t]+")
_ICONS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.INFO: "ℹ️"}


def report(result: Result, out: TextIO, style: Style) -> None:  # noqa: ARG001 - the shape of every report
    """Write a heading, counts, the worst findings, and the rest folded; at most `MOST_BYTES`."""
    parts = [f"### ecslint: {_verdict(result)}\n\n", _counts(result)]
    parts += [
        f"- could not look at {_code(error.path)}: {_escape(error.message)}\n" for error in result.errors
    ]
    if result.errors:
        parts.append("\n")
    parts.append(_images(result))
    rules = _rules(result)
    room = MOST_BYTES - sum(len(part.encode()) for part in (*parts, rules))
    worst = sorted(result.findings, key=lambda finding: -finding.severity)
    out.write("".join([*parts, *_findings(worst, room), rules]))


def _verdict(result: Result) -> str:
    files = plural(len(result.files), "file")
    if not result.findings:
        return f"nothing found in {files}"
    touched = len({finding.span.source.path for finding in result.findings})
    return f"{plural(len(result.findings), 'problem')} in {touched} of {files}"


def _counts(result: Result) -> str:
    """The counts as a table of one row."""
    columns = [(severity.label, result.count(severity)) for severity in sorted(Severity, reverse=True)]
    columns += [("fixable", result.fixable[0]), ("suppressed", len(result.suppressed))]
    columns += [("in the baseline", len(result.baseline)), ("files", len(result.files))]
    names = " | ".join(name for name, _ in columns)
    counts = " | ".join(str(count) for _, count in columns)
    return f"| {names} |\n{'| ---: ' * len(columns)}|\n| {counts} |\n\n"


def _images(result: Result) -> str:
    """The images in ECR as a table; nothing where none is named."""
    if result.ecr is None or not result.images:
        return ""
    from ecslint.report.ecr_section import image_rows, title  # noqa: PLC0415 - only after a look at ECR

    names = "critical | high | medium | low | other | fixable | ignored"
    lines = [f"#### {_escape(title(result.ecr))}\n\n", f"| Image | Platform | Scan | {names} |\n"]
    lines.append(f"| --- | --- | --- {'| ---: ' * 7}|\n")
    rows = [row for image in result.images for row in image_rows(image)]
    for row in rows[:_MOST_IMAGES]:
        cells = [_code(row.name), _escape(row.platform), _escape(row.scan), *(row.counts or [""] * 7)]
        lines.append(f"| {' | '.join(cells)} |\n")
    if len(rows) > _MOST_IMAGES:
        lines.append(f"\n{len(rows) - _MOST_IMAGES} more are in the JSON report.\n")
    return "".join([*lines, "\n"])


def _rules(result: Result) -> str:
    """The counts by rule, folded, with links to the pages."""
    rows = [
        f"| {_ICONS[row.severity]} | [{row.code}]({row.url}) | {row.name} | {row.found} | {row.fixable} |\n"
        for row in by_rule(result)
    ]
    head = "| | Rule | Name | Findings | Fixable |\n| --- | --- | --- | ---: | ---: |\n"
    body = "".join([head, *rows])
    return f"<details>\n<summary>By rule</summary>\n\n{body}\n</details>\n" if rows else ""


def _findings(findings: Sequence[Finding], room: int) -> list[str]:
    """The tables of findings, as far as they fit."""
    head = "| | Place | Rule | Finding |\n| --- | --- | --- | --- |\n"
    parts: list[str] = []
    for number, finding in enumerate(findings):
        row = _row(finding)
        # What closes the report has to fit as well.
        if len(row.encode()) + 1000 > room:
            parts.append(f"\n{len(findings) - number} more are left out: a summary may not be larger.\n")
            break
        room -= len(row.encode())
        if number == 0:
            parts.append("#### Findings\n\n" + head)
        elif number == _FIRST:
            rest = len(findings) - _FIRST
            parts.append(f"\n<details>\n<summary>{rest} more</summary>\n\n{head}")
        parts.append(row)
    if len(parts) > _FIRST + 1:
        parts.append("\n</details>\n")
    return [*parts, "\n"] if parts else []


def _row(finding: Finding) -> str:
    span = finding.span
    place = _code(f"{span.source.path}:{span.line}:{span.column}")
    is_named = not finding.container or f"`{finding.container}`" in finding.message
    where = "" if is_named else f" in {_code(finding.container or '')}"
    return f"| {_ICONS[finding.severity]} | {place} | {finding.code} | {_message(finding.message)}{where} |\n"


def _message(text: str) -> str:
    """A message with what stands in backquotes as code."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        # A value with a backquote in it: nothing tells where the code ends.
        return _escape(text)
    return "".join(_code(piece) if number % 2 else _escape(piece) for number, piece in enumerate(pieces))


def _code(text: str) -> str:
    """Text as code in a cell of a table."""
    text = _one_line(text)
    if not text.strip():
        return _escape(text)
    if text.isascii() and not set(text) & set("`|\\") and text == text.strip():
        return f"`{text}`"
    return f"<code>{_escape(text)}</code>"


def _escape(text: str) -> str:
    """Text that is only text, wherever it stands."""
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", _one_line(text))


def _one_line(text: str) -> str:
    return clean(_LINE_ENDS.sub(" ", text))
