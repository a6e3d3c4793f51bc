"""The README shows what the command really prints."""

import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def readme_script() -> Any:
    spec = importlib.util.spec_from_file_location("readme", ROOT / "scripts" / "readme.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_demo_output_is_todays(readme_script: Any) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme_script.updated(readme) == readme, "run: python scripts/readme.py"


def test_make_demo_shows_what_ecr_found_and_runs_what_the_readme_shows(readme_script: Any) -> None:
    shown = readme_script.demo()
    # A summary, a table with one image read, why others were not, and what to update first.
    assert re.search(r"^ECR: 1 image read, \d+ not scanned \(fail on: high\)$", shown, re.MULTILINE)
    assert re.search(
        r"^team/shop:2\.7\.0 @sha256:\S+ +linux/arm64 +enhanced +1 +1 +1 +1 ", shown, re.MULTILINE
    )
    assert re.search(r"^team/gateway:1\.3 +\S+ +not scanned: SCAN_ELIGIBILITY_EXPIRED$", shown, re.MULTILINE)
    assert re.search(r"^Top fixable \(\d+ of \d+\):\n  CVE-\S+  CRITICAL ", shown, re.MULTILINE)
    recipe = re.search(r"^demo:.*\n\t@\$\(BIN\)/ecslint (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert recipe
    assert (ROOT / "fixtures/scanned/scan.json").is_file()
    assert recipe[1].split() == [
        "fixtures",
        "--ecr-findings",
        "fixtures/scanned/scan.json",
        "--fail-on",
        "never",
    ]
