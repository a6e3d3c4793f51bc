"""The README shows what the command really prints."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_demo_output_is_todays() -> None:
    spec = importlib.util.spec_from_file_location("readme", ROOT / "scripts" / "readme.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert module.updated(readme) == readme, "run: python scripts/readme.py"
