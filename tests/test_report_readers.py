"""What each report's reader asks for: the JUnit of Jenkins, GitLab's issues, GitHub's commands, a table in Markdown."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendered import MARKDOWN, cells
from sample_result import checkout

from ecslint.cli import main
from ecslint.report import github

ROOT = Path(__file__).parents[1]
FORMATS = ("json", "junit", "gitlab", "github", "markdown")
GOLDEN = {
    "junit": ROOT / "tests" / "golden" / "junit.xml",
    "gitlab": ROOT / "tests" / "golden" / "gitlab.json",
    "markdown": ROOT / "tests" / "golden" / "summary.md",
}

# Elements of JUnit files as Jenkins' junit-10.xsd allows them: attributes that must be there, further ones, children in
# their order. `file` and `line` are not in it; Jenkins passes over them, and GitLab reads the first.
JUNIT = {
    "testsuites": ({"name", "tests", "failures", "errors"}, {"time", "timestamp"}, ("testsuite",)),
    "testsuite": ({"name", "tests", "failures", "errors", "skipped"}, set(), ("testcase",)),
    "testcase": ({"name", "classname"}, {"file", "line"}, ("error", "failure", "system-out")),
    "failure": ({"type", "message"}, set(), ()),
    "error": ({"type", "message"}, set(), ()),
    "system-out": (set(), set(), ()),
}

# https://docs.gitlab.com/ci/testing/code_quality/, "Code Quality report format".
GITLAB = jsonschema.Draft202012Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string", "minLength": 1},
                "fingerprint": {"type": "string", "pattern": "^[0-9a-f]+$"},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "pattern": "^(?!\\./|/)[\\s\\S]"},
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "properties": {"begin": {"type": "integer", "minimum": 1}},
                        },
                    },
                },
            },
        },
    }
)

# The tags that a Markdown report writes by itself.
TAGS = re.compile(r"</?details>|<summary>(By rule|\d+ more)</summary>|</?code>")

# What breaks tables, tags, commands and XML, beside plain words; NEL and the line separator end lines for Python only.
PIECES = [
    "a",
    "web",
    " ",
    "|",
    "`",
    "``",
    "\\",
    "<b>",
    "</td>",
    "<!--",
    "::",
    "%0A",
    "%",
    ",",
    ":",
    "=",
    "&",
    "*",
    "_",
]
PIECES += [
    "[x](y)",
    "]]>",
    "\x1b[0m",
    "\u202e",
    "\x85",
    "\u2028",
    "\x0b",
    "é",
    "😀",
    "'",
    "${",
    "-",
    "#",
    "@",
    "~~",
]
words = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


def reports(name: str, text: bytes, *arguments: str) -> dict[str, str]:
    """All reports on one file, by format."""
    with checkout() as folder:
        (Path(folder) / name).write_bytes(text)
        outputs = [f"--output={format}=out.{format}" for format in FORMATS]
        assert main(["--isolated", "-q", "--extend-select", "ALL", *arguments, *outputs]) in {0, 1}
        return {format: (Path(folder) / f"out.{format}").read_bytes().decode() for format in FORMATS}


def hold_junit(text: str) -> list[ET.Element]:
    """The test cases of a report that is as Jenkins' schema says."""
    root = ET.fromstring(text.encode())
    assert root.tag == "testsuites"
    for element in root.iter():
        needed, further, children = JUNIT[element.tag]
        assert needed <= set(element.keys()) <= needed | further
        tags = [child.tag for child in element]
        assert set(tags) <= set(children)
        assert tags == sorted(tags, key=children.index)
        if element.tag == "testsuite":
            assert tags
            assert not (element.text or "").strip()
        for key in {"tests", "failures", "errors", "skipped", "line"} & set(element.keys()):
            assert re.fullmatch(r"\d+", element.get(key, ""))
    for parent in (root, *root):
        cases = list(parent.iter("testcase"))
        assert int(parent.get("tests", "")) == len(cases)
        for key, tag in (("failures", "failure"), ("errors", "error")):
            assert int(parent.get(key, "")) == sum(case.find(tag) is not None for case in cases)
    return list(root.iter("testcase"))


def hold_gitlab(text: str) -> None:
    issues = json.loads(text)
    GITLAB.validate(issues)
    prints = [issue["fingerprint"] for issue in issues]
    assert len(prints) == len(set(prints))


def hold_markdown(text: str) -> None:
    """Only its own tags, each closed, and each line of a table with the columns of its head."""
    tokens = MARKDOWN.parse(text)
    lines = text.split("\n")
    open_details = 0
    for token in tokens:
        for part in (token, *(token.children or [])):
            if part.type in {"html_block", "html_inline"}:
                assert all(TAGS.fullmatch(tag) for tag in part.content.split("\n") if tag)
        open_details += token.content.count("<details>") - token.content.count("</details>")
        assert open_details in {0, 1}
        if token.type == "table_open":
            assert token.map
            head, *rows = lines[token.map[0] : token.map[1]]
            assert {row.count("|") for row in rows} == {head.count("|")}
    assert open_details == 0
    # A row that fell out of its table is a paragraph.
    assert not [token for token in tokens if token.type == "inline" and token.content.startswith("| ")]


def read_command(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as GitHub's runner takes it apart: its name, its properties, its message."""
    assert line.startswith("::")
    head, _, message = line[2:].partition("::")
    name, _, written = head.partition(" ")
    properties = {}
    for pair in written.split(","):
        key, _, value = pair.partition("=")
        properties[key] = unescaped(
            value, ("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")
        )
    return name, properties, unescaped(message, ("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))


def unescaped(text: str, *codes: tuple[str, str]) -> str:
    for code, character in codes:
        text = text.replace(code, character)
    return text


def shown(text: str) -> str:
    """Text with one sign for each character that no terminal may get."""
    return "".join(character if character.isprintable() else "?" for character in text)


def hold_all(written: dict[str, str], path: str) -> None:
    """Each report is well formed, and they say the same."""
    findings = json.loads(written["json"])["findings"]
    cases = [case for case in hold_junit(written["junit"]) if case.get("line")]
    assert [(case.get("name", "").split()[0], case.get("line")) for case in cases] == [
        (finding["code"], str(finding["line"])) for finding in findings
    ]
    hold_gitlab(written["gitlab"])
    hold_markdown(written["markdown"])
    assert len(cells(written["markdown"])) == len(findings)
    lines = written["github"].split("\n")
    assert lines.pop() == ""
    worst_first = sorted(
        findings, key=lambda finding: ["error", "warning", "info"].index(finding["severity"])
    )
    assert len(lines) == len(findings)
    for line, finding in zip(lines, worst_first, strict=True):
        name, properties, message = read_command(line)
        assert name == {"info": "notice"}.get(finding["severity"], finding["severity"])
        assert properties["title"] == f"ecslint ({finding['code']})"
        assert properties["file"] == path
        assert (properties["line"], properties["col"]) == (str(finding["line"]), str(finding["column"]))
        if finding["line"] == finding["end_line"]:
            assert properties["endColumn"] == str(finding["end_column"])
        assert properties["endLine"] == properties["line"]
        said = re.sub("[^ -~]", "?", shown(finding["message"].replace("\r\n", "\n").replace("\r", "\n")))
        assert re.sub("[^ -~]", "?", message).startswith(said)


@given(words, words, words, words)
@settings(max_examples=30, deadline=None)
def test_reports_on_any_dockerfile_are_what_their_readers_take(a: str, b: str, c: str, d: str) -> None:
    lines = [f"FROM {a}", f"LABEL {b} maintainer={b}", f"{c} x", f"USER {c}", f"ENV A{b}={a}", f"EXPOSE {d}"]
    lines += [
        f'RUN ["{d}"]',
        f"RUN cd {a} && apt-get install {b}",
        f"COPY {c} {d}",
        f"# ecslint: ignore[{a}] {b}",
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(github, "MOST", 1000)
        written = reports("Dockerfile", "\n".join(lines).encode())
    hold_all(written, "Dockerfile")


@given(words, words, words)
@settings(max_examples=30, deadline=None)
def test_reports_on_any_task_definition_are_what_their_readers_take(a: str, b: str, c: str) -> None:
    container = {"name": a, "image": b, c: 1, "environment": [{"name": b, "value": c}], "memory": a}
    container |= {"portMappings": [{"containerPort": c, "protocol": a}], "dependsOn": [{"containerName": b}]}
    task = {"family": a, "networkMode": b, a: c, "containerDefinitions": [container], "cpu": b}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(github, "MOST", 1000)
        written = reports("task-definition.json", json.dumps(task, ensure_ascii=False).encode())
    hold_all(written, "task-definition.json")


@pytest.mark.parametrize("name", ["a,b:c%,25=d.Dockerfile", "::error ::x.Dockerfile", "a|b`<b>`.Dockerfile"])
def test_odd_names_of_files_come_back_whole(name: str) -> None:
    hold_all(reports(name, b"FROM alpine\nUSER 1000\n", "--select", "DF1"), name)


def test_golden_reports_are_what_their_readers_take() -> None:
    text = {format: path.read_text(encoding="utf-8") for format, path in GOLDEN.items()}
    assert len(hold_junit(text["junit"])) == 7
    hold_gitlab(text["gitlab"])
    hold_markdown(text["markdown"])


def test_the_readers_here_refuse_what_is_wrong() -> None:
    text = {format: path.read_text(encoding="utf-8") for format, path in GOLDEN.items()}
    broken_junit = [
        text["junit"].replace('failures="4"', 'failures="3"'),
        text["junit"].replace(' classname="clean/Dockerfile"', ""),
        text["junit"].replace("<testsuites ", "<suites ").replace("</testsuites", "</suites"),
        re.sub("<system-out>", "<testcase/><system-out>", text["junit"]),
    ]
    for wrong in broken_junit:
        assert wrong != text["junit"]
        with pytest.raises((AssertionError, KeyError)):
            hold_junit(wrong)
    issues = json.loads(text["gitlab"])
    for change in (
        {"severity": "error"}, {"fingerprint": issues[1]["fingerprint"]}, {"check_name": ""},
        {"location": {"path": "./a", "lines": {"begin": 1}}}, {"location": {"path": "a", "lines": {"begin": 0}}},
    ):  # fmt: skip
        with pytest.raises((AssertionError, jsonschema.ValidationError)):
            hold_gitlab(json.dumps([{**issues[0], **change}, *issues[1:]]))
    for place, more in (
        ("`alpine` has", "a | b"),
        ("`alpine` has", "<b>"),
        ("By rule</summary>\n", "</details>\n"),
    ):
        wrong = text["markdown"].replace(place, place + more, 1)
        assert wrong != text["markdown"]
        with pytest.raises(AssertionError):
            hold_markdown(wrong)
