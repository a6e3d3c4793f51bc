"""Hostile input through the whole command: nothing raises, hangs, or reaches the terminal as control characters."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import ecslint
from ecslint.source import Source

BIG = 1_000_000

DOCKERFILES = {
    "empty": b"",
    "only a comment": b"# nothing\n",
    "nul": b"FROM a\x00b\nRUN \x00\n",
    "odd bytes": b"FROM \xff\xfe\x80\nRUN echo \xc3\x28\n",
    "byte order mark": b"\xef\xbb\xbfFROM a\nUSER b\n",
    "crlf": b"FROM a\r\nRUN b \\\r\n  c\r\nUSER d\r\n",
    "lone cr": b"FROM a\rRUN b\rUSER c",
    "escape sequences": b"FROM a\nRUN \x1b[2J\x1b]0;x\x07 sudo b\nRUNN \x1b[31m\n",
    "one long line": b"FROM a\nRUN " + b"a" * BIG + b"\n",
    "many continuations": b"FROM a\nRUN a" + b" \\\n b" * 100_000 + b"\n",
    "many instructions": b"FROM a\n" + b"RUN a && b\n" * 5_000,
    "many stages": b"FROM a\n" * 5_000,
    "long value": b"FROM a\nENV A=" + b"x" * 1_600_000 + b"\n",
    "brackets": b"FROM a\nRUN " + b"(" * 50_000 + b"\n",
    "substitutions": b"FROM a\nRUN " + b"$(" * 20_000 + b"\n",
    "braces": b"FROM a\nENV A=" + b"${A:-" * 20_000 + b"\n",
    "quotes": b"FROM a\nRUN " + b"'\"" * 20_000 + b"\n",
    "heredocs": b"FROM a\nRUN " + b"<<A " * 5_000 + b"\n" + b"A\n" * 5_000,
    "unterminated heredoc": b"FROM a\nRUN <<EOF\n" + b"x\n" * 50_000,
    "json": b"FROM a\nCMD " + b"[" * 50_000 + b"\n",
    "flags": b"FROM a\nCOPY " + b"--x " * 20_000 + b"a b\n",
    "doubling": b"FROM a\nENV A=aaaaaaaa\n" + b"ENV A=$A$A\n" * 100 + b"USER $A\n",
}

DEFINITIONS = {
    "empty": b"",
    "nul": b'{"containerDefinitions": [{"name": "\x00"}]}',
    "odd bytes": b'{"containerDefinitions": [{"name": "\xff\xfe"}]}',
    "brackets": b'{"containerDefinitions": ' + b"[" * 100_000,
    "objects": b'{"containerDefinitions": [' + b'{"a":' * 100_000,
    "huge numbers": b'{"containerDefinitions": [{"name": "a", "memory": '
    + b"9" * 50_000
    + b', "cpu": 1e999999}]}',
    "duplicates": b'{"containerDefinitions": [{' + b'"name": "a",' * 20_000 + b'"name": "b"}]}',
    "many containers": b'{"containerDefinitions": ['
    + b",".join([b'{"name": "a", "image": "b"}'] * 3_000)
    + b"]}",
    "one long string": b'{"containerDefinitions": [{"name": "' + b"a" * BIG + b'"}]}',
    "unterminated": b'{"containerDefinitions": [{"name": "a',
    "templates": b'{"containerDefinitions": [' + b"${" * 20_000 + b"]}",
    "surrogates": b'{"containerDefinitions": [{"name": "\\ud800", "image": "\\udfff\\ud800"}]}',
    "wrong types": b'{"containerDefinitions": [1, null, "a", [], {"portMappings": {"a": 1}}], "cpu": {}, "memory": []}',
    "escape sequences": b'{"containerDefinitions": [{"name": "\\u001b[31m", "user": "root", "image": "\x1b[2J"}]}',
}


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "ecslint", "check", "--isolated", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False)


@pytest.mark.parametrize("name", [*DOCKERFILES, *(f"{name}.json" for name in DEFINITIONS)])
def test_no_input_is_too_odd(name: str, tmp_path: Path) -> None:
    is_json = name.endswith(".json")
    data = DEFINITIONS[name.removesuffix(".json")] if is_json else DOCKERFILES[name]
    path = tmp_path / ("task-definition.json" if is_json else "Dockerfile")
    path.write_bytes(data)
    for format in ("text", "json"):
        done = run(tmp_path, "--format", format, path.name)
        assert done.returncode in {0, 1}, done.stderr[-2000:]
        assert b"Traceback" not in done.stderr
        assert b"internal error" not in done.stderr
        assert b"\x1b" not in done.stdout + done.stderr
    for finding in json.loads(done.stdout)["findings"]:
        lines = data.decode("utf-8", "replace").count("\n") + 1
        assert 1 <= finding["line"] <= finding["end_line"] <= lines + 1


def test_odd_files_cost_only_themselves(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM a:1\nUSER b\n")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "gone.Dockerfile").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.Dockerfile")
    (tmp_path / "folder.Dockerfile").mkdir()
    done = run(tmp_path, ".")
    assert done.returncode in {0, 3}
    assert b"Traceback" not in done.stderr
    assert run(tmp_path, "pipe.Dockerfile").returncode == 3
    assert run(tmp_path, "gone.Dockerfile").returncode == 3


WORDS = ["FROM a", "USER b", "RUN", "&&", "||", "|", ";", "\\\n", "\n", "'", '"', "$(", ")", "${", "}", "<<EOF", "EOF", "#", "[", "]", "--from=", "=", "ENV", "ARG", "COPY", "\t", "é", "\x00", "`", "case x in", "esac"]  # fmt: skip


@settings(max_examples=150)
@example(["RUN FROM a", "|", "$(", "<<EOF"])
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_every_finding_points_into_its_file(words: list[str]) -> None:
    text = " ".join(words)
    for finding in ecslint.check_text(text, "Dockerfile", select=["ALL"]):
        assert 0 <= finding.span.start <= finding.span.end <= len(text)
        for note in finding.notes:
            assert 0 <= note.span.start <= note.span.end <= len(text)
        for edit in finding.fix.edits if finding.fix else ():
            assert 0 <= edit.span.start <= edit.span.end <= len(text)


def test_a_fault_of_ours_costs_one_file_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from ecslint import dockerfile
    from ecslint.cli import main

    read = dockerfile.parse_source

    def broken(source: Source) -> dockerfile.Dockerfile:
        if "a.Dockerfile" in source.path:
            raise ValueError(source.text)
        return read(source)

    monkeypatch.setattr(dockerfile, "parse_source", broken)
    for name in ("a", "b"):
        (tmp_path / f"{name}.Dockerfile").write_text("FROM alpine\nENV X=kept-inside\n")
    assert (
        main(["--isolated", "--format", "concise", "--select", "DF101", "--fail-on", "never", str(tmp_path)])
        == 3
    )
    out, err = capsys.readouterr()
    assert "b.Dockerfile:1:6: DF101" in out
    assert "internal error" in err
    assert "a.Dockerfile" in err
    assert "ValueError" in err
    assert "kept-inside" not in out + err
