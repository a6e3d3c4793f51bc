"""Lints a text or a folder as the command does, and says by line what was found and what silenced."""

from pathlib import Path
from typing import Any

from ecslint.arguments import check_parser
from ecslint.config import load
from ecslint.configured import settings_of
from ecslint.lint import lint_paths, lint_source
from ecslint.result import Result
from ecslint.settings import Settings
from ecslint.source import Source


def lint(text: str, **changes: Any) -> Result:
    return lint_source(Source("Dockerfile", text), "dockerfile", Settings(**changes))


def found(result: Result, *codes: str) -> list[tuple[int, str]]:
    return [
        (finding.span.line, finding.code)
        for finding in result.findings
        if not codes or finding.code.startswith(codes)
    ]


def silenced(result: Result) -> list[tuple[int, str]]:
    return [(entry.finding.span.line, entry.finding.code) for entry in result.suppressed]


def run(folder: Path, *arguments: str) -> Result:
    parsed = check_parser().parse_args(arguments)
    return lint_paths(parsed.paths or [str(folder)], settings_of(parsed, load(str(folder))))
