"""Every format gives, byte for byte, the report in tests/golden/; `python scripts/golden.py` writes them anew."""

import subprocess
import sys
from pathlib import Path

import pytest
from sample_result import SECRET

GOLDEN = Path(__file__).parent / "golden"
SCRIPT = Path(__file__).parents[1] / "scripts" / "golden.py"
NAMES = sorted(path.name for path in GOLDEN.iterdir())


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the script writes today."""
    folder = tmp_path_factory.mktemp("golden")
    code = f"import runpy; script = runpy.run_path({str(SCRIPT)!r}); script['write_all']({str(folder)!r})"
    subprocess.run([sys.executable, "-c", code], check=True)
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_golden(name: str, written: Path) -> None:
    assert (written / name).read_bytes().decode() == (GOLDEN / name).read_bytes().decode()
    assert SECRET not in (GOLDEN / name).read_text(encoding="utf-8")


def test_no_golden_file_is_missing(written: Path) -> None:
    assert sorted(path.name for path in written.iterdir()) == NAMES
