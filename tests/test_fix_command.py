"""`--fix`, `--unsafe-fixes` and `--diff` on real files: whole or not at all, and nothing else changes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from token_factory import make

from ecslint.cli import main

GAP = "FROM alpine:3.20\nRUN apk add --no-cache \\\n\n    curl\nUSER app\n"
CLOSED = "FROM alpine:3.20\nRUN apk add --no-cache \\\n    curl\nUSER app\n"
TASK = """{
  "family": "web",
  "requiresCompatibilities": ["FARGATE"],
  "networkMode": "%s",
  "cpu": "256",
  "memory": "512",
  "containerDefinitions": [{"name": "web", "image": "web:1"}]
}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_safe_fixes_are_written_and_the_rest_is_reported(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "Dockerfile"
    path.write_text(GAP.replace("alpine:3.20", "alpine"))
    assert main(["--fix", "--select", "DF006,DF101"]) == 1
    assert path.read_text() == CLOSED.replace("alpine:3.20", "alpine")
    out = capsys.readouterr().out
    assert "DF101" in out
    assert "DF006" not in out
    assert "Fixed 1 problem." in out
    assert main(["--fix", "--select", "DF006"]) == 0


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("last", ["", "end"])
def test_bytes_outside_the_fix_stay(folder: Path, end: str, mark: bytes, last: str) -> None:
    path = folder / "Dockerfile"

    def data(text: str) -> bytes:
        odd = text.replace("curl", "curl \xff\udcff")
        return mark + (odd + last).replace("\n", end).encode("utf-8", "surrogateescape")

    path.write_bytes(data(GAP))
    path.chmod(0o751)
    main(["--fix", "--select", "DF006"])
    assert path.read_bytes() == data(CLOSED)
    assert path.stat().st_mode & 0o7777 == 0o751
    assert os.listdir(folder) == ["Dockerfile"]


def test_unsafe_fixes_wait_to_be_asked_for(folder: Path) -> None:
    path = folder / "task-definition.json"
    path.write_text(TASK % "bridge")
    assert main(["--fix", "--select", "TD209"]) == 1
    assert path.read_text() == TASK % "bridge"
    assert main(["--fix", "--unsafe-fixes", "--select", "TD209"]) == 0
    assert path.read_text() == TASK % "awsvpc"


def test_diff_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "Dockerfile"
    path.write_text(GAP)
    assert main(["--diff", "--select", "DF006"]) == 1
    assert path.read_text() == GAP
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["--- a/Dockerfile", "+++ b/Dockerfile"]
    assert [line for line in lines[3:] if line[0] in "+-"] == ["-"]
    path.write_text(CLOSED)
    assert main(["--diff", "--select", "DF006"]) == 0
    assert capsys.readouterr().out == ""


def test_a_diff_hides_secrets(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    token = make("github")
    (folder / "Dockerfile").write_text(GAP + f"ENV A={token} DB_PASSWORD=hunter2-but-longer\n")
    main(["--diff", "--select", "DF006"])
    captured = capsys.readouterr()
    assert "ENV A=" in captured.out
    for secret in (token, "hunter2-but-longer"):
        assert not any(secret[at : at + 8] in captured.out for at in range(len(secret) - 7))


def test_links_stay_links(folder: Path) -> None:
    (folder / "real").mkdir()
    (folder / "real" / "Dockerfile").write_text(GAP)
    (folder / "Dockerfile").symlink_to("real/Dockerfile")
    main(["--fix", "--select", "DF006", "Dockerfile"])
    assert (folder / "Dockerfile").is_symlink()
    assert (folder / "real" / "Dockerfile").read_text() == CLOSED


def test_standard_input_comes_back_fixed() -> None:
    command = [
        sys.executable,
        "-m",
        "ecslint",
        "check",
        "--fix",
        "--select",
        "DF006",
        "--as",
        "dockerfile",
        "-",
    ]
    done = subprocess.run(command, input=GAP, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, CLOSED)
    again = subprocess.run(command, input=CLOSED, capture_output=True, text=True, check=False)
    assert (again.returncode, again.stdout) == (0, CLOSED)
