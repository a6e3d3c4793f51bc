"""Closed streams, readers that leave, full disks and Ctrl-C: how a run ends when it cannot end as it likes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pseudo_terminal import ECSLINT, environment

UNTAGGED = "FROM python\nUSER 1000\n"


@pytest.mark.parametrize(
    "arguments", [["."], ["--format", "json"], ["--format", "sarif"], ["check", "--help"], ["rules"]], ids=str
)
def test_a_reader_that_leaves_is_no_error(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "Dockerfile").write_text("FROM python\nRUN sudo ls\n" * 2000)
    ours, theirs = os.pipe()
    process = subprocess.Popen(
        [*ECSLINT, *arguments], cwd=tmp_path, stdout=theirs, stderr=subprocess.PIPE, env=environment()
    )
    os.close(theirs)
    if arguments != ["check", "--help"]:
        os.read(ours, 1)  # as `head -1` does; help is short, and its reader leaves before it comes
    os.close(ours)
    assert process.communicate()[1] == b""
    assert process.returncode in {0, 1}


@pytest.mark.parametrize(
    ("closing", "code"),
    [(">&-", 1), ("2>&-", 1), (">&- 2>&-", 1), ("nowhere 2>&-", 2), ("check --help >&-", 0)],
)
def test_closed_streams(tmp_path: Path, closing: str, code: int) -> None:
    (tmp_path / "Dockerfile").write_text(UNTAGGED)
    done = subprocess.run(
        ["/bin/sh", "-c", f'"$0" -m ecslint {closing}', sys.executable],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    assert (done.returncode, done.stderr) == (code, "")


def test_a_report_in_a_file_is_whole_though_standard_output_is_closed(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(UNTAGGED)
    command = ["/bin/sh", "-c", '"$0" -m ecslint --output concise=report >&-', sys.executable]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, env=environment(), check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    first = (tmp_path / "report").read_text().splitlines()[0]
    assert first.startswith("Dockerfile:1:6: DF101 ")


def test_a_full_disk_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(UNTAGGED)
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            ECSLINT,
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
            check=False,
        )
    assert done.returncode == 3
    assert done.stderr == "ecslint: the output cannot be written: No space left on device\n"


def waiting(*arguments: str, folder: Path, python: tuple[str, ...] = ()) -> subprocess.Popen[bytes]:
    """A run that reads an endless standard input."""
    return subprocess.Popen(
        [sys.executable, *python, *ECSLINT[1:], *arguments, "-", "--as", "dockerfile"],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )


def test_interrupted_while_it_runs(tmp_path: Path) -> None:
    (tmp_path / "report").write_text("old")
    with waiting("--output", "json=report", folder=tmp_path) as process:
        assert process.stdin is not None
        # More than a pipe holds: when it is written, most of it was read.
        process.stdin.write(UNTAGGED.encode() * 50_000)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert (process.returncode, out, err) == (130, b"", b"ecslint: interrupted\n")
    assert (tmp_path / "report").read_text() == "old"
    assert os.listdir(tmp_path) == ["report"]


def test_interrupted_while_it_loads(tmp_path: Path) -> None:
    with waiting(folder=tmp_path, python=("-X", "importtime")) as process:
        assert process.stderr is not None
        while b" ecslint.report\n" not in process.stderr.readline():
            pass
        process.send_signal(signal.SIGINT)
        err = process.communicate()[1]
    assert process.returncode == 130
    assert err.endswith(b"ecslint: interrupted\n")
    assert b"Traceback" not in err


def test_interrupted_while_it_fixes_every_file_is_old_or_new(tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.Dockerfile" for number in range(150)]
    old, new = "FROM python:3.12\nUSER 1000\nCMD python app.py\n", 'CMD ["python", "app.py"]\n'
    for file in files:
        file.write_text(old)
    process = subprocess.Popen(
        [*ECSLINT, "--select", "DF401", "--fix"],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    while process.poll() is None and all(file.read_text() == old for file in files[:2]):
        time.sleep(0.001)
    process.send_signal(signal.SIGINT)
    err = process.communicate()[1]
    assert (process.returncode, err) in {(130, b"ecslint: interrupted\n"), (0, b"")}
    assert {file.read_text() for file in files} <= {old, old[: old.index("CMD")] + new}
    assert len(os.listdir(tmp_path)) == len(files)
