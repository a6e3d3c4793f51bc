"""Every command in the written pages runs as written and prints what they show."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest
from documents import fits, run, steps

DOCS = Path(__file__).parents[1] / "docs"

PAGES = [
    "configuration.md",
    "suppressions.md",
    "baseline.md",
    "from-hadolint.md",
    "getting-started.md",
    "python-api.md",
    "ci.md",
]


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    page = (DOCS / name).read_text(encoding="utf-8")
    code = 0
    commands = 0
    for step in steps(page):
        if step.file:
            path = tmp_path / step.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.body, encoding="utf-8")
            continue
        commands += 1
        code, printed = run(step.command, tmp_path, code)
        assert fits(step.body, printed), f"{step.command}\n{printed}"
    assert commands >= 1


def test_a_page_that_lies_is_noticed() -> None:
    assert fits("a\n", "a\n")
    assert not fits("a\n", "b\n")
    assert fits("a, 0.01 s.\n", "a, 0.02 s.\n")
    assert fits("a\n...\nd\n", "a\nb\nc\nd\n")
    assert not fits("a\n...\nd\n", "a\nb\nc\n")


def test_tables_are_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("tables", DOCS.parent / "scripts" / "tables.py")
    assert spec is not None
    assert spec.loader is not None
    tables = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tables)
    for name in tables.TABLES:
        assert (DOCS / name).read_text(encoding="utf-8") == tables.updated(name), "run scripts/tables.py"


def test_every_option_of_hadolint_has_its_counterpart() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    usage = subprocess.run([str(hadolint), "--help"], capture_output=True, text=True, check=True).stdout
    options = set(re.findall(r"--[a-z][a-z-]+", usage.partition("Available options")[0])) - {"--version"}
    page = (DOCS / "from-hadolint.md").read_text(encoding="utf-8")
    assert len(options) > 15
    assert {option for option in options if f"`{option}" not in page} == set()


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", (DOCS / name).read_text(encoding="utf-8")):
        assert (DOCS / target).exists(), target
