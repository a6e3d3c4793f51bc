"""JUnit, GitLab, GitHub and Markdown: what CI systems and forges make of these reports."""

import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendered import cells, text_of
from sample_result import checkout, finding, sample

from ecslint.finding import Severity
from ecslint.report import Style, github, gitlab, junit, markdown
from ecslint.result import LintedFile, Result
from ecslint.source import Source


@pytest.fixture
def folder() -> Iterator[Path]:
    with checkout() as name:
        yield Path(name)


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
