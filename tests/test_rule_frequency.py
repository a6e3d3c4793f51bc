"""The script behind docs/rule-frequency.md counts findings and files."""

import importlib.util
from pathlib import Path

SCRIPT = Path(__file__).parents[1] / "scripts" / "rule_frequency.py"


def test_a_table_for_each_kind_of_file(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("rule_frequency", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / "Dockerfile").write_text(
            "FROM alpine\nFROM debian\nUSER app\n" if name == "a" else "FROM a:1\nUSER app\n"
        )
    (tmp_path / "service.json").write_text('{"serviceName": "a b", "taskDefinition": "a", "desiredCount": 1}')
    lines = list(module.tables([str(tmp_path)]))
    assert lines[0].startswith("## Dockerfiles: 2 files")
    assert "| DF101 | untagged-image | warning | 2 | 50.0 % |" in lines
    assert any(line.startswith("## Service definitions: 1 files") for line in lines)
    assert "| SV001 | invalid-service-name | error | 1 | 100.0 % |" in lines
