"""`--output FORMAT=PATH`: several reports from one run, each whole or not at all."""

import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sample_result import checkout

from ecslint.cli import main

UNTAGGED = "FROM alpine\nUSER 1000\n"


@pytest.fixture
def folder() -> Iterator[Path]:
    with checkout() as name:
        path = Path(name)
        (path / "Dockerfile").write_text(UNTAGGED)
        yield path


def check(*arguments: str) -> int:
    return main(["check", "Dockerfile", "--isolated", "--select", "DF101", *arguments])


def test_several_reports_from_one_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "out").mkdir()
    code = check("--output", "sarif=out/a.sarif", "--output", "json=out/a=b.json", "--output=markdown=c.md")
    assert code == 1
    assert capsys.readouterr().out.startswith("warning[DF101 untagged-image]")
    assert len(json.loads((folder / "out" / "a.sarif").read_bytes())["runs"][0]["results"]) == 1
    assert len(json.loads((folder / "out" / "a=b.json").read_bytes())["findings"]) == 1
    assert (folder / "c.md").read_text(encoding="utf-8").startswith("### ecslint")
    assert sorted(path.name for path in folder.iterdir()) == [".git", "Dockerfile", "c.md", "out"]


def test_the_same_format_to_several_files(folder: Path) -> None:
    check("--output", "gitlab=a.json", "--output", "gitlab=b.json", "--format", "gitlab")
    assert (folder / "a.json").read_bytes() == (folder / "b.json").read_bytes() != b""


def test_text_in_a_file_is_never_coloured_and_the_same_twice(folder: Path) -> None:
    check("--color", "always", "--output", "text=a.txt")
    check("--color", "always", "--output", "text=b.txt")
    first = (folder / "a.txt").read_bytes()
    assert b"\x1b" not in first
    assert first == (folder / "b.txt").read_bytes()
    assert b"Found 1 problem: 1 warning in 1 of 1 file.\n" in first


def test_standard_output_can_be_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check("--output", "json=-", "--output", "text=a.txt")
    assert len(json.loads(capsys.readouterr().out)["findings"]) == 1
    assert (folder / "a.txt").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--output", "sarif"],
        ["--output", "sarif="],
        ["--output", "=a"],
        ["--output", "yaml=a"],
        ["--output", "out.sarif"],
        ["--output", "sarif=nowhere/a.sarif"],
        ["--output", "sarif=."],
        ["--output", "sarif=a\0b"],
        ["--output", "sarif=a", "--output", "json=./a"],
        ["--output", "json=-", "--output", "sarif=-"],
        ["--output", "json=-", "--format", "text"],
        ["--output", "json=a", "--diff"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_said_before_anything_is_linted(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert check(*arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("ecslint: --output")
    assert captured.err.count("\n") == 1
    assert sorted(path.name for path in folder.iterdir()) == [".git", "Dockerfile"]


def test_a_file_that_cannot_be_written_costs_exit_2_and_no_other_report(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.replace

    def full(source: str, target: str) -> None:
        if target.endswith("a.json"):
            raise OSError(28, "No space left on device")
        real(source, target)

    (folder / "a.json").write_text("old")
    monkeypatch.setattr(os, "replace", full)
    assert check("--output", "json=a.json", "--output", "junit=b.xml") == 2
    assert "`a.json` cannot be written: No space left on device" in capsys.readouterr().err
    assert (folder / "a.json").read_text() == "old"
    assert (folder / "b.xml").read_text().startswith("<?xml")
    assert sorted(path.name for path in folder.iterdir()) == [".git", "Dockerfile", "a.json", "b.xml"]


def test_links_are_followed_and_modes_kept(folder: Path) -> None:
    (folder / "real.json").write_text("old")
    (folder / "real.json").chmod(0o640)
    (folder / "link.json").symlink_to("real.json")
    check("--output", "json=link.json")
    assert (folder / "link.json").is_symlink()
    assert json.loads((folder / "real.json").read_bytes())["version"] == 1
    assert stat.S_IMODE((folder / "real.json").stat().st_mode) == 0o640


def test_a_pipe_takes_the_report_as_it_comes(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append((folder / "pipe").read_bytes()), daemon=True)
    reader.start()
    assert check("--output", "json=pipe") == 1
    reader.join(timeout=30)
    assert json.loads(read[0])["version"] == 1
    assert (folder / "pipe").is_fifo()


def test_standard_output_as_a_device(folder: Path) -> None:
    command = [sys.executable, "-m", "ecslint", "Dockerfile", "--isolated", "-q", "--format", "concise"]
    done = subprocess.run(
        [*command, "--output", "json=/dev/stderr"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert json.loads(done.stderr)["version"] == 1
    assert done.stdout.startswith("Dockerfile:1:6: DF101")


def test_reports_in_files_tell_what_is_left_after_fixes(folder: Path) -> None:
    (folder / "Dockerfile").write_text("FROM alpine \nUSER 1000\n")
    select = ["--isolated", "--select", "DF101,DF605", "Dockerfile"]
    main([*select, "--output", "json=before.json"])
    assert main([*select, "--fix", "--output", "json=after.json"]) == 1
    found = {
        name: [item["code"] for item in json.loads((folder / name).read_bytes())["findings"]]
        for name in ("before.json", "after.json")
    }
    assert found == {"before.json": ["DF101", "DF605"], "after.json": ["DF101"]}
    assert (folder / "Dockerfile").read_text() == UNTAGGED


def test_fixed_standard_input_goes_with_reports_in_files(folder: Path) -> None:
    command = [sys.executable, "-m", "ecslint", "-", "--stdin-filename", "Dockerfile", "--isolated", "--fix"]
    select = ["--select", "DF101,DF605"]
    text = "FROM alpine \nUSER 1000\n"

    def fix(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, *select, *arguments], input=text, capture_output=True, text=True, check=False
        )

    done = fix("--output", "json=a.json")
    assert (done.returncode, done.stdout) == (1, UNTAGGED)
    assert [item["code"] for item in json.loads((folder / "a.json").read_bytes())["findings"]] == ["DF101"]
    assert fix("--min-severity", "error").returncode == 0
    assert fix("--output", "json=-").returncode == 2
