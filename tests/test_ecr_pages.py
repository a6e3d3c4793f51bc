"""Images of ECR in the HTML and the Markdown report: from saved answers, hostile ones too, to what a reader sees."""

import json
from pathlib import Path
from typing import Any

import pytest
from ecr_world import basic, enhanced, uri
from rendered import MARKDOWN
from test_ecr_report import answer, here, task
from test_html_report import Outline
from test_html_report import html as page

from ecslint.cli import main
from ecslint.ecr.policy import Policy
from ecslint.ecr.survey import Survey
from ecslint.result import Result

__all__ = ["here"]

ATTACK = '"><img src=x onerror=alert(1)>|`</details>\x1b[31m'


def reports(*answers: dict[str, Any]) -> tuple[str, str]:
    """The HTML and the Markdown report on the task, with these answers."""
    words = []
    for number, content in enumerate(answers):
        Path(f"scan{number}.json").write_text(json.dumps(content))
        words += ["--ecr-findings", f"scan{number}.json"]
    main(["task-definition.json", *words, "--output", "html=out.html", "--output", "markdown=out.md", "-q"])
    return Path("out.html").read_text(encoding="utf-8"), Path("out.md").read_text(encoding="utf-8")


def section(html: str) -> Outline:
    """The part of the page about ECR, with its tags closed in order."""
    assert Outline(html).open == []
    outline = Outline(html.partition('<section aria-labelledby="ecr">')[2].partition("</section>")[0])
    assert outline.open == []
    return outline


def words(outline: Outline) -> list[str]:
    return [text.strip() for text in outline.texts if text.strip()]


def table(markdown: str) -> list[list[str]]:
    """The rows of the table of images as a reader of Markdown sees them, below its head."""
    tokens = MARKDOWN.parse(markdown.partition("#### ECR")[2])
    rows: list[list[str]] = []
    for at, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        if token.type == "td_open":
            children = tokens[at + 1].children or []
            rows[-1].append("".join(child.content for child in children if child.type != "html_inline"))
        if token.type == "table_close":
            break
    return [row for row in rows if row]


def enhanced_answer(*findings: dict[str, Any]) -> dict[str, Any]:
    content = answer("app", "1")
    content["imageScanFindings"] = {"enhancedFindings": list(findings)}
    return content


def test_counts_and_the_worst_first() -> None:
    task(uri("app", ":1"))
    exploited = {**enhanced(3, "CRITICAL", "zlib"), "exploitAvailable": "YES"}
    html, markdown = reports(enhanced_answer(enhanced(1, "LOW"), exploited, enhanced(2, "UNTRIAGED")))
    shown = words(section(html))
    start = shown.index("enhanced")
    assert shown[start + 1 : start + 8] == ["1", "0", "0", "1", "1", "3", "0"]
    assert "3 vulnerabilities" in " ".join(shown)
    start = shown.index("CVE-2026-0003")
    assert shown[start : start + 5] == ["CVE-2026-0003", "CRITICAL", "zlib", "3.0.1 → 3.0.9", "yes"]
    assert [word for word in shown if word.startswith("CVE-")] == [
        "CVE-2026-0003",
        "CVE-2026-0002",
        "CVE-2026-0001",
    ]
    (row,) = table(markdown)
    assert row[0].startswith("app:1")
    assert row[2:] == ["enhanced", "1", "0", "0", "1", "1", "3", "0"]


def test_what_has_no_counts_says_why() -> None:
    task(uri("app", ":1"), uri("other", ":1"))
    status = {"status": "FAILED", "description": "no such <system>"}
    html, markdown = reports(answer("app", "1", imageScanStatus=status))
    shown = words(section(html))
    assert "not scanned: FAILED" in shown
    assert "no such <system>" in shown
    assert "not scanned: no saved answer" in shown
    assert "<details" not in html.partition('id="ecr"')[2].partition("</section>")[0]
    assert [row[2:] for row in table(markdown)] == [
        ["not scanned: FAILED", *[""] * 7],
        ["not scanned: no saved answer", *[""] * 7],
    ]


def test_without_images_there_is_no_section() -> None:
    task("nginx:1.27")
    html, markdown = reports(answer("app", "1"))
    assert 'id="ecr"' not in html
    assert "ECR" not in markdown


@pytest.mark.parametrize(
    ("url", "is_linked"),
    [
        ("https://security.example/1", True),
        ("http://security.example/1", False),
        ("javascript:alert(1)", False),
        ("//security.example/1", False),
        ("data:text/html,x", False),
    ],
)
def test_only_https_is_a_link(url: str, is_linked: bool) -> None:
    task(uri("app", ":1"))
    html, _ = reports(answer("app", "1", {**basic(), "uri": url}))
    assert section(html).links == ([url] if is_linked else [])
    assert html.count('rel="noopener noreferrer">CVE-2026-0001<') == is_linked


def test_nothing_of_an_answer_is_markup() -> None:
    task(uri("app", ":1"), uri("other", ":1"))
    hostile = {**basic(1, ATTACK, ATTACK), "name": ATTACK, "uri": "https://security.example/" + ATTACK}
    status = {"status": ATTACK, "description": ATTACK}
    html, markdown = reports(answer("app", "1", hostile), answer("other", "1", imageScanStatus=status))
    outline = section(html)
    assert "onerror=alert(1)" in "".join(outline.texts)
    assert "<img" not in html
    assert "<img" not in markdown
    assert "\x1b" not in html + markdown
    assert [len(row) for row in table(markdown)] == [10, 10]


def test_many_are_cut_with_a_remark() -> None:
    task(*[uri("app", f":{number}") for number in range(52)])
    html, markdown = reports(answer("app", "1", *[basic(number) for number in range(103)]))
    assert "3 more are in the JSON report." in words(section(html))
    assert len(table(markdown)) == 50
    assert "\n2 more are in the JSON report.\n" in markdown


@pytest.mark.parametrize(("interrupted", "word"), [(True, "Incomplete"), (False, "Passed")])
def test_a_survey_that_was_stopped_has_not_passed(interrupted: bool, word: str) -> None:
    survey = Survey((), (), Policy(), interrupted=interrupted)
    assert f"<strong>{word}</strong>" in page(Result((), (), ecr=survey))
