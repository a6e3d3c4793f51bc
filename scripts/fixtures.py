"""Writes the report each project in fixtures/ must give to its report.txt: `python scripts/fixtures.py`."""

import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FIXTURES = os.path.join(ROOT, "fixtures")


def projects() -> list[str]:
    """The folders in fixtures/."""
    return sorted(name for name in os.listdir(FIXTURES) if os.path.isdir(os.path.join(FIXTURES, name)))


def report(project: str) -> str:
    """The text report of one project as it is today, with the time it took left out."""
    command = [
        sys.executable,
        "-m",
        "ecslint",
        "check",
        ".",
        "--isolated",
        "--color",
        "never",
        "--fail-on",
        "never",
    ]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    folder = os.path.join(FIXTURES, project)
    if os.path.exists(os.path.join(folder, "scan.json")):
        command += ["--ecr-findings", "scan.json"]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=True
    )
    return re.sub(r", \d+\.\d\d s\.", ".", done.stdout)


if __name__ == "__main__":
    for name in projects():
        with open(os.path.join(FIXTURES, name, "report.txt"), "w", encoding="utf-8") as file:
            file.write(report(name))
