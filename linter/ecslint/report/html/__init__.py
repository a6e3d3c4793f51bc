"""The HTML report: one file for a browser, that loads nothing and can be read without its script."""

import base64
import hashlib
import io
from functools import lru_cache
from importlib import import_module
from typing import Any, TextIO

from jinja2 import Environment, StrictUndefined

from ecslint import __version__
from ecslint.finding import Finding, Severity
from ecslint.report import Style
from ecslint.report.html.charts import bars_by_category, bars_by_file
from ecslint.report.html.controls import CONTROLS, compliance, matrices
from ecslint.report.snippet import clean
from ecslint.report.statistics import by_rule
from ecslint.report.text import write_finding
from ecslint.result import Result

_ICONS = {Severity.ERROR: "✖", Severity.WARNING: "▲", Severity.INFO: "●"}


def report(result: Result, out: TextIO, style: Style) -> None:
    """Write the page. The same result gives the same bytes."""
    text = _template().render(
        version=__version__,
        verdict=_verdict(result, style.fail_on),
        fail_on=style.fail_on.label if style.fail_on is not None else "never",
        tiles=_tiles(result),
        result=result,
        rows=[_row(finding, result) for finding in result.findings],
        choices=_choices(result),
        by_file=bars_by_file(result),
        by_category=bars_by_category(result),
        matrices=matrices(result),
        matrix_controls=list(CONTROLS),
        compliance=compliance(result),
        by_rule=by_rule(result),
        icons={severity.label: icon for severity, icon in _ICONS.items()},
        baseline=[_row(finding, result) for finding in result.baseline],
        style=_text("page.css"),
        script=_text("page.js"),
        style_hash=_hash(_text("page.css")),
        script_hash=_hash(_text("page.js")),
    )
    out.write(text)


@lru_cache(maxsize=1)
def _template() -> Any:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["clean"] = clean
    environment.filters["code_words"] = _code_words
    return environment.from_string(_text("page.html.jinja"))


def _text(name: str) -> str:
    """A file of this folder; in a zip too."""
    module: Any = import_module(__name__)
    data: bytes = module.__loader__.get_data(f"{module.__path__[0]}/{name}")
    return data.decode()


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _verdict(result: Result, fail_on: Severity | None) -> tuple[str, str]:
    """A class for the style, and the sentence."""
    code = result.exit_code(fail_on)
    if code == 1:
        level = (fail_on or Severity.ERROR).label
        return "failed", f"Failed: findings of severity {level}{'' if level == 'error' else ' or above'}"
    if code == 3:
        return "incomplete", "Incomplete: something could not be looked at"
    return "passed", "Passed"


def _tiles(result: Result) -> list[tuple[str, int, str]]:
    """Label, count and class of each tile."""
    counts = [
        (f"{severity.label}s", result.count(severity), severity.label)
        for severity in sorted(Severity, reverse=True)
    ]
    counts[-1] = ("remarks", counts[-1][1], "info")
    return [
        *counts,
        ("files", len(result.files), ""),
        ("safe fixes", result.fixable[0], ""),
        ("suppressed", len(result.suppressed), ""),
        ("in the baseline", len(result.baseline), ""),
    ]


def _row(finding: Finding, result: Result) -> dict[str, Any]:
    """One finding as the table shows it; its block of text is that of a terminal, masked."""
    block = io.StringIO()
    write_finding(finding, result, block, Style(width=110))
    return {
        "severity": finding.severity.label,
        "rank": int(finding.severity),
        "code": finding.code,
        "name": finding.name,
        "message": clean(finding.message),
        "path": clean(finding.span.source.path),
        "line": finding.span.line,
        "column": finding.span.column,
        "container": clean(finding.container or ""),
        "fix": "" if finding.fix is None else ("safe" if finding.fix.safe else "unsafe"),
        "block": block.getvalue(),
    }


def _choices(result: Result) -> dict[str, list[str]]:
    """What the filters offer."""
    findings = result.findings
    return {
        "severity": [one.label for one in sorted(Severity, reverse=True) if result.count(one)],
        "rule": sorted({f"{finding.code} {finding.name}" for finding in findings}),
        "file": sorted({clean(finding.span.source.path) for finding in findings}),
        "container": sorted({clean(finding.container) for finding in findings if finding.container}),
    }


def _code_words(text: str) -> list[tuple[bool, str]]:
    """A message cut at its backquotes: whether each piece is code, and the piece."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return [(False, text)]
    return [(number % 2 == 1, piece) for number, piece in enumerate(pieces) if piece]


__all__ = ["report"]
