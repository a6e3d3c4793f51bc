"""Keeps README.md true: `python scripts/readme.py` writes the real output of `make demo` between its markers."""

import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
README = os.path.join(ROOT, "README.md")
BLOCK = re.compile(r"(<!-- demo -->\n```text\n).*?(\n```\n<!-- /demo -->)", re.DOTALL)


def demo() -> str:
    """What `make demo` prints, with the time it took left out."""
    saved = "fixtures/scanned/scan.json"
    words = ["fixtures", "--ecr-findings", saved, "--fail-on", "never", "--color", "never"]
    command = [sys.executable, "-m", "ecslint", "check", *words]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True
    )
    return re.sub(r", \d+\.\d\d s\.", ".", done.stdout).strip()


def updated(readme: str) -> str:
    """The README with today's output in it."""
    output = demo()
    return BLOCK.sub(lambda match: match[1] + output + match[2], readme)


if __name__ == "__main__":
    with open(README, encoding="utf-8") as file:
        text = file.read()
    with open(README, "w", encoding="utf-8") as file:
        file.write(updated(text))
