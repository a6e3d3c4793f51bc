"""A rule, a model or a file that fails costs exit 3 and nothing of what else was found."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from project_files import CLEAN, TASK, UNTAGGED, write

from ecslint.cli import main
from ecslint.finding import Finding


def test_a_file_that_cannot_be_read_costs_exit_3_and_nothing_else(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, Dockerfile=CLEAN)
    (folder / "b.Dockerfile").write_bytes("FROM a".encode("utf-16"))
    os.mkfifo(folder / "c.Dockerfile")
    assert main(["Dockerfile", "b.Dockerfile", "c.Dockerfile"]) == 3
    err = capsys.readouterr().err
    assert "b.Dockerfile" in err
    assert "c.Dockerfile" in err
    write(folder, Dockerfile=UNTAGGED)
    assert main(["Dockerfile", "b.Dockerfile"]) == 1


def test_a_fifo_in_a_folder_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, Dockerfile=CLEAN)
    os.mkfifo(folder / "b.Dockerfile")
    assert main([]) == 3
    assert "b.Dockerfile is not a regular file" in capsys.readouterr().err


def test_a_rule_that_crashes_names_itself(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ecslint import shelf

    rule = shelf.find("DF201")
    assert rule is not None

    def boom(node: object) -> Iterator[Finding]:
        raise RuntimeError("secret-of-the-file")

    monkeypatch.setattr(rule, "checks", [rule.checks[0]._replace(function=boom)])
    write(folder, Dockerfile=CLEAN)
    assert main([]) == 3
    out, err = capsys.readouterr()
    assert "internal error in rule DF201 at Dockerfile:" in err
    assert "secret-of-the-file" not in out + err
    write(folder, Dockerfile=UNTAGGED)
    assert main([]) == 1


def test_a_crash_between_files_keeps_what_was_found_in_each(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ecslint.workspace import Workspace

    def boom(self: Workspace, *arguments: object) -> Iterator[object]:
        raise RuntimeError("secret-of-the-file")

    monkeypatch.setattr(Workspace, "pairs", boom)
    write(folder, Dockerfile=UNTAGGED, task_json=TASK)
    assert main(["--format", "concise", "--select", "DF101"]) == 1
    out, err = capsys.readouterr()
    assert "DF101" in out
    assert "internal error between files (RuntimeError)" in err
    assert main(["--format", "json", "--ignore", "ALL"]) == 3
    assert "secret-of-the-file" not in out + err


def test_a_model_that_crashes_keeps_what_was_found_before(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ecslint.dockerfile import Dockerfile

    walk = Dockerfile.walk

    def broken(self: Dockerfile) -> Iterator[object]:
        yield from walk(self)
        raise RuntimeError("secret-of-the-file")

    monkeypatch.setattr(Dockerfile, "walk", broken)
    write(folder, Dockerfile=UNTAGGED)
    assert main(["--format", "concise"]) == 1
    out, err = capsys.readouterr()
    assert "DF101" in out
    assert "internal error after Dockerfile:" in err
    assert "secret-of-the-file" not in out + err
