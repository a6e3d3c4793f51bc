"""All formats say the same about the same files, in the form that their readers parse."""

import json
import os
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote_to_bytes

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendered import cells, text_of
from sample_result import SECRET, checkout, sample

from ecslint.cli import main
from ecslint.report import FORMATS, Style, github

ROOT = Path(__file__).parents[1]
SCHEMA = json.loads((ROOT / "schemas" / "report.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
MACHINES = sorted(set(FORMATS) - {"text", "concise"})


@pytest.fixture
def folder() -> Iterator[Path]:
    with checkout() as name:
        yield Path(name)


def copy_of_the_messy_project(folder: Path) -> None:
    for path in (ROOT / "fixtures" / "messy").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())


# What each format says about each finding: rule, path, line.
Places = list[tuple[str, str, int]]


def places_in_text(text: str) -> Places:
    found = re.findall(r"\[([A-Z]+\d+) .*\n *--> (.+):(\d+):\d+\n", text)
    return [(code, path, int(line)) for code, path, line in found]


def places_in_concise(text: str) -> Places:
    found = re.findall(r"^(.+?):(\d+):\d+: ([A-Z]+\d+) (?:error|warning|info) ", text, re.MULTILINE)
    return [(code, path, int(line)) for path, line, code in found]


def places_in_json(text: str) -> Places:
    return [(item["code"], item["path"], item["line"]) for item in json.loads(text)["findings"]]


def places_in_sarif(text: str) -> Places:
    found = []
    for item in json.loads(text)["runs"][0]["results"]:
        physical = item["locations"][0]["physicalLocation"]
        found.append((item["ruleId"], physical["artifactLocation"]["uri"], physical["region"]["startLine"]))
    return found


def places_in_junit(text: str) -> Places:
    return [
        (case.get("name", "").split()[0], case.get("file", ""), int(case.get("line", "0")))
        for case in ET.fromstring(text).iter("testcase")
        if case.get("line")
    ]


def places_in_gitlab(text: str) -> Places:
    return [
        (item["check_name"], item["location"]["path"], item["location"]["lines"]["begin"])
        for item in json.loads(text)
    ]


def places_in_github(text: str) -> Places:
    found = re.findall(r"title=ecslint \((\w+)\),file=(.+?),line=(\d+),", text)
    return [(code, path, int(line)) for code, path, line in found]


def places_in_markdown(text: str) -> Places:
    found = re.findall(r"\| `(.+):(\d+):\d+` \| (\w+) \|", text)
    return [(code, path, int(line)) for path, line, code in found]


READERS = {
    "text": places_in_text,
    "concise": places_in_concise,
    "json": places_in_json,
    "sarif": places_in_sarif,
    "junit": places_in_junit,
    "gitlab": places_in_gitlab,
    "github": places_in_github,
    "markdown": places_in_markdown,
}


@pytest.mark.parametrize("arguments", [[], ["--min-severity", "error"], ["--select", "DF,TD9"]])
def test_all_formats_agree(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
) -> None:
    copy_of_the_messy_project(folder)
    monkeypatch.setattr(github, "MOST", 1000)
    said = {}
    codes = set()
    for format, reader in READERS.items():
        codes.add(main(["--isolated", "--format", format, *arguments]))
        said[format] = sorted(reader(capsys.readouterr().out))
    assert codes == {1}
    assert len(said["json"]) > 5
    for format, places in said.items():
        assert places == said["json"], format


@pytest.mark.parametrize("format", FORMATS)
def test_same_input_same_bytes_wherever_the_process_started(
    folder: Path, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    copy_of_the_messy_project(folder)
    written = []
    for paths in (["."], ["."], ["Dockerfile", "task-definition.json", "bridge.task-definition.json"]):
        main(["--isolated", "-q", "--format", format, *paths])
        written.append(capsys.readouterr().out)
    assert written[0]
    assert written == [written[0]] * 3


@pytest.mark.parametrize("format", FORMATS)
def test_the_exit_code_is_that_of_the_findings(folder: Path, format: str) -> None:
    (folder / "Dockerfile").write_text("FROM alpine\nUSER 1000\n")
    assert main(["--isolated", "--format", format]) == 1
    assert main(["--isolated", "--format", format, "--fail-on", "error"]) == 0
    (folder / "Dockerfile").write_text("FROM alpine:3.20\nUSER 1000\n")
    assert main(["--isolated", "--format", format]) == 0
    (folder / "b.Dockerfile").write_bytes("FROM a".encode("utf-16"))
    assert main(["--isolated", "--format", format]) == 3


@pytest.mark.parametrize("format", MACHINES)
def test_the_summary_of_a_report_for_machines_goes_to_stderr(
    folder: Path, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    (folder / "Dockerfile").write_text("FROM alpine\nUSER 1000\n")
    main(["--isolated", "--format", format, "--select", "DF101"])
    captured = capsys.readouterr()
    assert "Found 1 problem" not in captured.out
    assert captured.err.startswith("Found 1 problem: 1 warning in 1 of 1 file")
    main(["--isolated", "--format", format, "--select", "DF101", "-q"])
    assert capsys.readouterr().err == ""


def test_statistics(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "Dockerfile").write_text("FROM alpine AS a\nFROM alpine\nENTRYPOINT foo\nUSER 1000\n")
    for format in ("text", "concise"):
        main(["--isolated", "-q", "--statistics", "--format", format, "--select", "DF101,DF102"])
        assert capsys.readouterr().out == "2  warning  DF101  untagged-image\n"
    main(["--isolated", "--statistics", "--format", "json", "--select", "DF101"])
    captured = capsys.readouterr()
    assert len(json.loads(captured.out)["findings"]) == 2
    assert captured.err.startswith("2  warning  DF101  untagged-image\n")


def test_statistics_count_safe_fixes_and_put_the_worst_first() -> None:
    lines = text_of("text", sample(), Style(statistics=True, quiet=True)).splitlines()
    assert [line.split()[:3] for line in lines] == [
        ["1", "error", "XX002"],
        ["1", "error", "XX004"],
        ["2", "warning", "XX001"],
        ["1", "info", "XX003"],
    ]
    assert lines[-1].endswith("[1 fixable]")


def test_json_is_as_its_schema_says(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    VALIDATOR.validate(json.loads(text_of("json", sample())))
    copy_of_the_messy_project(folder)
    (folder / "b.Dockerfile").write_bytes("FROM a".encode("utf-16"))
    (folder / "c.Dockerfile").write_text("# ecslint: ignore[DF101] why\nFROM a\nUSER b\n")
    (folder / "d.Dockerfile").write_bytes(b"FROM \xff\nRUN \x00\nENV \xed\xa0\x80=1\n")
    for arguments in ([], ["--extend-select", "ALL"], ["--select", "DF999"], ["--fail-on", "never"]):
        if main(["--isolated", "--format", "json", *arguments]) != 2:
            VALIDATOR.validate(json.loads(capsys.readouterr().out))
    for broken in ({}, {"version": 2}, {**json.loads(text_of("json", sample())), "findings": [{}]}):
        assert list(VALIDATOR.iter_errors(broken))


@given(st.binary(max_size=120), st.booleans())
@settings(max_examples=40)
def test_every_report_on_odd_bytes_can_be_read(data: bytes, is_json: bool) -> None:
    with checkout() as name:
        folder = Path(name)
        if is_json:
            (folder / "task-definition.json").write_bytes(b'{"containerDefinitions": [{"name": "' + data)
        else:
            (folder / "Dockerfile").write_bytes(b"FROM a\nRUN " + data)
        outputs = [f"--output={format}=out.{format}" for format in READERS]
        assert main(["--isolated", "-q", "--extend-select", "ALL", *outputs]) in {0, 1, 3}
        written = {format: (folder / f"out.{format}").read_bytes().decode() for format in READERS}
    VALIDATOR.validate(json.loads(written["json"]))
    json.loads(written["gitlab"])
    json.loads(written["sarif"])
    ET.fromstring(written["junit"])
    assert all(line.startswith("::") for line in written["github"].splitlines())


@pytest.mark.parametrize("format", FORMATS)
def test_no_format_shows_a_masked_value(folder: Path, format: str) -> None:
    for style in (Style(), Style(include_suppressed=True), Style(statistics=True), Style(color=True)):
        assert SECRET not in text_of(format, sample(), style)


@pytest.mark.parametrize(
    "name",
    [
        b"\xff.Dockerfile",
        b"a\nb.Dockerfile",
        b"<x>|`.Dockerfile",
        b"a::b,%.Dockerfile",
        b"\x1b[31m.Dockerfile",
    ],
)
def test_any_file_name_can_be_reported(folder: Path, name: bytes) -> None:
    (folder / os.fsdecode(name)).write_text("FROM alpine\n")
    outputs = [f"--output={format}=out.{format}" for format in READERS]
    assert main(["--isolated", "-q", "--select", "DF101", *outputs]) == 1
    written = {format: (folder / f"out.{format}").read_bytes().decode() for format in READERS}
    (uri,) = (path for _, path, _ in places_in_sarif(written["sarif"]))
    assert unquote_to_bytes(uri) == name
    shown = name.decode(errors="replace")
    assert places_in_json(written["json"]) == places_in_gitlab(written["gitlab"]) == [("DF101", shown, 1)]
    assert places_in_junit(written["junit"]) == [("DF101", shown.replace("\x1b", "\ufffd"), 1)]
    assert len(written["github"].splitlines()) == len(places_in_concise(written["concise"])) == 1
    (row,) = cells(written["markdown"])
    assert row[1].endswith(".Dockerfile:1:6")
    assert not any("\x1b" in text for format, text in written.items() if format not in {"json", "gitlab"})
