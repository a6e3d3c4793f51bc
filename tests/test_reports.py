"""All formats say the same about the same files, in the form that their readers parse."""

import io
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
from markdown_it import MarkdownIt
from sample_result import SECRET, checkout, finding, sample

from ecslint.cli import main
from ecslint.finding import Severity
from ecslint.report import FORMATS, Style, github, gitlab, junit, markdown, write
from ecslint.result import LintedFile, Result
from ecslint.source import Source

ROOT = Path(__file__).parents[1]
SCHEMA = json.loads((ROOT / "schemas" / "report.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
MACHINES = sorted(set(FORMATS) - {"text", "concise"})


@pytest.fixture
def folder() -> Iterator[Path]:
    with checkout() as name:
        yield Path(name)


def text_of(format: str, result: Result, style: Style | None = None) -> str:
    out = io.StringIO()
    write(format, result, out, style or Style(elapsed=False))
    return out.getvalue()


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


def test_junit_fails_only_from_fail_on(folder: Path) -> None:
    def counts(fail_on: Severity | None) -> tuple[int, int]:
        root = ET.fromstring(text_of("junit", sample(), Style(fail_on=fail_on)))
        assert int(root.get("failures", "")) == len(list(root.iter("failure")))
        assert int(root.get("tests", "")) == len(list(root.iter("testcase"))) == 7
        for suite in root:
            assert int(suite.get("tests", "")) == len(suite)
        return len(list(root.iter("failure"))), len(list(root.iter("system-out")))

    assert counts(Severity.ERROR) == (2, 3)
    assert counts(Severity.WARNING) == (4, 1)
    assert counts(Severity.INFO) == (5, 0)
    assert counts(None) == (0, 5)


def test_junit_has_a_suite_for_each_file(folder: Path) -> None:
    root = ET.fromstring(text_of("junit", sample()))
    names = [suite.get("name") for suite in root]
    assert names == sorted({*(file.path for file in sample().files), "broken.Dockerfile"})
    assert root.get("timestamp") is None
    assert (
        ET.fromstring(text_of("junit", sample(), Style(moment=0.0))).get("timestamp") == "1970-01-01T00:00:00"
    )


@given(st.text(max_size=40))
@settings(max_examples=60)
def test_junit_can_say_anything(message: str) -> None:
    span = Source("Dockerfile", "FROM a\n").span(5, 6)
    out = io.StringIO()
    junit.report(Result((), (finding(0, span, message),)), out, Style())
    (failure,) = ET.fromstring(out.getvalue().encode()).iter("failure")
    allowed = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", message)
    assert failure.get("message") == allowed


def test_gitlab_fingerprints_are_unique_and_severities_its_own(folder: Path) -> None:
    span = Source("a/../a/Dockerfile", "FROM a\n").span(5, 6)
    many = tuple(finding(number % 5, span, "x") for number in range(40))
    out = io.StringIO()
    gitlab.report(Result((), many, rules=sample().rules), out, Style())
    issues = json.loads(out.getvalue())
    assert len({issue["fingerprint"] for issue in issues}) == 40
    assert {issue["location"]["path"] for issue in issues} == {"a/Dockerfile"}
    severities = {issue["check_name"]: issue["severity"] for issue in issues}
    assert severities == {
        "XX001": "minor",
        "XX002": "blocker",
        "XX003": "info",
        "XX004": "critical",
        "XX005": "major",
    }
    assert json.loads(text_of("gitlab", Result((), ()))) == []


def unescaped(text: str) -> str:
    for code, character in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


@given(st.text("a%:,\r\n 😀", min_size=1, max_size=30), st.text("a%:,\r\n 😀A0", max_size=30))
@settings(max_examples=80)
def test_github_commands_are_one_line_and_give_back_what_went_in(path: str, message: str) -> None:
    source = Source(path, "FROM a\n")
    out = io.StringIO()
    with checkout():
        github.report(Result((), (finding(0, source.span(5, 6), message),)), out, Style())
    (line,) = out.getvalue().split("\n")[:-1]
    parsed = re.fullmatch(r"::warning title=([^,:]*),file=([^,:]*),((?:\w+=\d+,?)+)::([^\r\n]*)", line)
    assert parsed
    assert parsed[3] == "line=1,col=6,endLine=1,endColumn=7"
    assert unescaped(parsed[4]) == message.replace("\r\n", "\n").replace("\r", "\n")
    assert unescaped(parsed[1]) == "ecslint (XX001)"


def test_github_keeps_ten_of_a_kind_worst_first(folder: Path) -> None:
    span = Source("Dockerfile", "FROM a\n").span(5, 6)

    def kinds(errors: int, warnings: int, notices: int) -> tuple[list[str], str]:
        many = [finding(2, span, "i")] * notices + [finding(0, span, "w")] * warnings
        many += [finding(3, span, "e")] * errors
        out = io.StringIO()
        github.report(Result((), tuple(many)), out, Style())
        lines = out.getvalue().splitlines()
        return [line[2] for line in lines], lines[-1]

    assert kinds(10, 10, 10)[0] == ["e"] * 10 + ["w"] * 10 + ["n"] * 10
    found, last = kinds(11, 3, 12)
    assert found == ["e"] * 10 + ["w"] * 3 + ["n"] * 10
    assert last.endswith("::4 more findings are not shown here: GitHub keeps 10 of a kind")
    assert kinds(11, 0, 0)[1].endswith("::1 more finding is not shown here: GitHub keeps 10 of a kind")


MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")


def cells(text: str) -> list[list[str]]:
    """The rows of findings as a reader of Markdown sees them: the text of each cell."""
    rows: list[list[str]] = []
    tokens = MARKDOWN.parse(text)
    for at, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        if token.type == "td_open":
            children = tokens[at + 1].children or []
            assert {child.type for child in children} <= {
                "text",
                "code_inline",
                "html_inline",
                "text_special",
                "link_open",
                "link_close",
            }
            shown = [child.content for child in children if child.type != "html_inline"]
            assert {child.content for child in children if child.type == "html_inline"} <= {
                "<code>",
                "</code>",
            }
            rows[-1].append("".join(shown))
    return [row for row in rows if len(row) == 4]


@given(st.text("ab`|\\*_[]()<>#@&;!~$:/.-\n é😀", max_size=40))
@settings(max_examples=150)
def test_markdown_shows_every_message_as_text(message: str) -> None:
    span = Source("Docker|file`", "FROM a\n").span(5, 6)
    out = io.StringIO()
    markdown.report(Result((), (finding(0, span, message),)), out, Style())
    (row,) = cells(out.getvalue())
    assert row[1] == "Docker|file`:1:6"

    def squeezed(text: str) -> str:
        return " ".join(text.replace("`", "").split())

    assert squeezed(row[3]) == squeezed(message)


def test_markdown_folds_what_is_beyond_the_worst_twenty(folder: Path) -> None:
    span = Source("Dockerfile", "FROM a\n").span(5, 6)
    advice = [finding(2, span, f"advice {number}") for number in range(25)]
    many = (*advice, finding(3, span, "bad"))
    out = io.StringIO()
    markdown.report(Result((LintedFile("Dockerfile", "dockerfile"),), many), out, Style())
    text = out.getvalue()
    assert text.startswith("### ecslint: 26 problems in 1 of 1 file\n")
    shown, _, folded = text.partition("<details>\n<summary>6 more</summary>")
    assert len(cells(shown)) == 20
    assert len(cells(folded)) == 6
    assert cells(shown)[0][3] == "bad"
    assert text.count("<details>") == text.count("</details>") == 2


@pytest.mark.parametrize(("length", "count"), [(100, 20_000), (50_000, 25), (100_000, 30)])
def test_markdown_stays_below_the_limit_of_a_step(folder: Path, length: int, count: int) -> None:
    span = Source("Dockerfile", "FROM a\n").span(5, 6)
    result = Result((), (finding(0, span, "é|" * (length // 2)),) * count)
    text = text_of("markdown", result)
    assert len(text.encode()) <= 900_000
    left_out = re.search(r"^(\d+) more are left out", text, re.MULTILINE)
    assert left_out
    assert len(cells(text)) + int(left_out[1]) == count
    assert text.count("<details>") == text.count("</details>")


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
