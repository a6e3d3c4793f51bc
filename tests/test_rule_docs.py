"""The rule reference in docs/rules/ is what the pages say today."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wanted() -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("rule_docs", ROOT / "scripts" / "rule_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    pages: dict[str, str] = module.pages()
    return pages


def test_the_reference_is_what_the_pages_say(wanted: dict[str, str]) -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "rules").iterdir()}
    stale = sorted(
        name for name in wanted.keys() | committed.keys() if wanted.get(name) != committed.get(name)
    )
    assert stale == [], "run `python scripts/rule_docs.py`"


def test_every_rule_has_a_topic(wanted: dict[str, str]) -> None:
    assert "## Others" not in wanted["README.md"]


def test_a_user_of_another_linter_finds_the_way(wanted: dict[str, str]) -> None:
    assert "| `DL3007` | [DF102 latest-image](latest-image.md) |" in wanted["by-other-tools.md"]
    assert "## hadolint" in wanted["by-other-tools.md"]
