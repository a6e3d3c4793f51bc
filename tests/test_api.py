"""The Python functions: the same findings as the command, typed."""

from pathlib import Path

import pytest

import ecslint
from ecslint.errors import IncompleteError, UsageError


def test_check_text() -> None:
    findings = ecslint.check_text("FROM alpine\nUSER app\n", "Dockerfile")
    assert [(finding.code, finding.span.line, finding.span.column) for finding in findings] == [
        ("DF101", 1, 6)
    ]
    assert ecslint.check_text("FROM alpine\nUSER app\n", "Dockerfile", ignore=["DF101"]) == []
    assert ecslint.check_text(
        "FROM alpine\nUSER app\n", "anything", kind="dockerfile", select=["untagged-image"]
    )


def test_check_text_of_a_task_definition() -> None:
    text = '{"family": "a b", "containerDefinitions": [{"name": "web", "image": "web:1", "memory": 64}]}'
    assert [
        finding.pointer for finding in ecslint.check_text(text, "task-definition.json", select=["TD2"])
    ] == ["/family"]


def test_check_paths(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM alpine\nUSER app\n")
    assert [finding.code for finding in ecslint.check_paths([str(tmp_path)])] == ["DF101"]
    (tmp_path / "b.Dockerfile").write_bytes("FROM alpine".encode("utf-16"))
    with pytest.raises(IncompleteError) as caught:
        ecslint.check_paths([str(tmp_path)])
    assert [finding.code for finding in caught.value.findings] == ["DF101"]
    with pytest.raises(UsageError):
        ecslint.check_paths([str(tmp_path / "nowhere")])
    with pytest.raises(UsageError):
        ecslint.check_text("FROM a", "Dockerfile", select=["no-such-rule"])
