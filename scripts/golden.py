"""Writes the reports of one result made by hand, in every format, to tests/golden/: `python scripts/golden.py`."""

import io
import os
import sys
from typing import Any

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
GOLDEN = os.path.join(ROOT, "tests", "golden")
sys.path.insert(0, os.path.join(ROOT, "tests"))

from sample_result import checkout, sample  # noqa: E402 - the tests' own result

from ecslint.report import Style, write  # noqa: E402

# File name -> format and how it is asked for.
REPORTS: dict[str, tuple[str, dict[str, Any]]] = {
    "text.txt": ("text", {}),
    "concise.txt": ("concise", {}),
    "statistics.txt": ("text", {"statistics": True}),
    "report.json": ("json", {}),
    "report.sarif": ("sarif", {}),
    "silenced.sarif": (
        "sarif",
        {"include_suppressed": True, "category": "team/api", "moment": 1_800_000_000.0},
    ),
    "junit.xml": ("junit", {}),
    "github.txt": ("github", {}),
    "gitlab.json": ("gitlab", {}),
    "summary.md": ("markdown", {}),
    "report.html": ("html", {}),
}


def render(name: str) -> str:
    """The report that belongs into a golden file."""
    format, options = REPORTS[name]
    out = io.StringIO()
    with checkout():
        write(format, sample(), out, Style(elapsed=False)._replace(**options))
    return out.getvalue()


def write_all(folder: str) -> None:
    """Write every report into a folder."""
    for name in REPORTS:
        text = render(name)
        with open(os.path.join(folder, name), "wb") as file:
            file.write(text.encode("utf-8", "replace"))


if __name__ == "__main__":
    write_all(GOLDEN)
