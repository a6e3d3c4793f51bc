"""What the HTML report says, and that the same input gives the same bytes."""

import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sample_result import SECRET, checkout, sample

from ecslint import shelf
from ecslint.cli import main
from ecslint.finding import Severity
from ecslint.report import Style, write
from ecslint.report.html.compliance import coverage
from ecslint.result import LintedFile, Result, Suppressed


def html(result: Result, style: Style | None = None) -> str:
    out = io.StringIO()
    with checkout():
        # The page names the repository, and the sample's is called something else each time.
        write("html", result, out, (style or Style())._replace(root="/"))
    return out.getvalue()


class Outline(HTMLParser):
    """The tags of a page, checked to be closed in order, and its texts."""

    VOID = frozenset({"meta", "link", "input", "wbr"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.links += [value for key in ("href", "src") if (value := given.get(key))]
        self.ids += [value for value in [given.get("id")] if value]
        assert "style" not in given
        assert not [key for key in given if key.startswith("on")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing is open after it."""

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_a_whole_page() -> None:
    text = html(sample())
    outline = Outline(text)
    assert outline.open == []
    assert len(set(outline.ids)) == len(outline.ids)
    assert all(link == "data:," or link.startswith("https://ecslint.dev/rules/") for link in outline.links)
    shown = "".join(outline.texts)
    for finding in sample().findings:
        assert finding.code in shown
    assert SECRET not in text
    assert "\x1b" not in text


def test_the_same_bytes_twice_and_a_date_only_when_asked() -> None:
    assert html(sample()) == html(sample()._replace(seconds=9.0))
    assert "2027-01-15 08:00 UTC" in html(sample(), Style(moment=1_800_000_000.0))
    assert not re.search(r"\d{4}-\d\d-\d\d", html(sample()).partition("<style>")[0])


@pytest.mark.parametrize(
    ("fail_on", "errors", "word"),
    [
        (Severity.WARNING, True, "Failed"),
        (None, True, "Incomplete"),
        (None, False, "Passed"),
    ],
)
def test_the_verdict_is_that_of_the_exit_code(fail_on: Severity | None, errors: bool, word: str) -> None:
    result = sample() if errors else sample()._replace(errors=())
    assert f"<strong>{word}</strong>" in html(result, Style(fail_on=fail_on))


def test_nothing_found() -> None:
    text = html(Result(files=(LintedFile("Dockerfile", "dockerfile"),), findings=()))
    assert "Nothing to report" in text
    assert "<svg" not in text
    assert Outline(text).open == []


def test_suppressed_with_reasons_and_the_baseline() -> None:
    result = sample()
    text = html(result)
    assert result.suppressed[0].reason in text
    assert result.baseline[0].code in text.partition('id="baseline"')[2]


def test_coverage_passes_only_what_was_looked_at_in_full() -> None:
    rules = shelf.everything()
    of_ecs_20 = [rule for rule in rules if "securityhub:ECS.20" in rule.peers]
    assert len(of_ecs_20) > 1

    def state(result: Result) -> str:
        return next(one.state for _, controls in coverage(result) for one in controls if one.id == "ECS.20")

    nothing = Result(files=(LintedFile("t.json", "task-definition"),), findings=())
    finding = sample().findings[0]._replace(code=of_ecs_20[0].code)
    assert state(nothing) == "not checked"
    assert state(nothing._replace(rules=tuple(of_ecs_20[:1]))) == "not checked"
    ran = nothing._replace(rules=tuple(of_ecs_20))
    assert state(ran) == "pass"
    # Whatever was found below the minimum is not in the result.
    assert state(ran.at_least(Severity.ERROR)) == "not checked"
    assert state(ran._replace(findings=(finding,))) == "fail"
    assert state(ran._replace(baseline=(finding,))) == "fail"
    assert state(ran._replace(suppressed=(Suppressed(finding, "inline", ""),))) == "accepted"


CONTAINER = {"name": "web", "image": "web:1", "memory": 64}
DIGEST = "web@sha256:" + "a" * 64


@pytest.mark.parametrize(
    ("control", "members", "state"),
    [
        ("non-root user", {}, "not known"),
        ("non-root user", {"user": "${USER}"}, "not known"),
        ("non-root user", {"user": "0:1000"}, "fail"),
        ("non-root user", {"user": "root"}, "fail"),
        ("non-root user", {"user": "1000"}, "pass"),
        ("read-only root", {}, "fail"),
        ("read-only root", {"readonlyRootFilesystem": False}, "fail"),
        ("read-only root", {"readonlyRootFilesystem": "${RO}"}, "not known"),
        ("read-only root", {"readonlyRootFilesystem": True}, "pass"),
        ("not privileged", {}, "pass"),
        ("not privileged", {"privileged": True}, "fail"),
        ("not privileged", {"privileged": "${P}"}, "not known"),
        ("no added capabilities", {}, "pass"),
        ("no added capabilities", {"linuxParameters": {"capabilities": {"drop": ["ALL"]}}}, "pass"),
        ("no added capabilities", {"linuxParameters": {"capabilities": {"add": ["SYS_PTRACE"]}}}, "fail"),
        ("logging", {}, "fail"),
        ("logging", {"logConfiguration": {"logDriver": "none"}}, "fail"),
        ("logging", {"logConfiguration": {"logDriver": "${D}"}}, "not known"),
        ("logging", {"logConfiguration": {"logDriver": "awslogs"}}, "pass"),
        ("health check", {}, "fail"),
        ("health check", {"healthCheck": {"command": ["NONE"]}}, "fail"),
        ("health check", {"healthCheck": {"command": ["CMD-SHELL", "true"]}}, "pass"),
        ("image pinned", {}, "fail"),
        ("image pinned", {"image": "${IMAGE}"}, "not known"),
        ("image pinned", {"image": DIGEST}, "pass"),
        ("secrets", {}, "pass"),
        ("secrets", {"environment": [{"name": "DB_PASSWORD", "value": "hunter2" * 2}]}, "fail"),
        ("secrets", {"secrets": [{"name": "DB_PASSWORD", "valueFrom": "/db/password"}]}, "pass"),
    ],
)
def test_controls(control: str, members: dict[str, object], state: str) -> None:
    from ecslint import controls, secrets, taskdefinition
    from ecslint.source import Source

    task = {"family": "web", "containerDefinitions": [{**CONTAINER, **members}, CONTAINER]}
    file = taskdefinition.parse(Source("t.json", json.dumps(task)))
    assert file.task_definition is not None
    review = controls.review("t.json", file.task_definition, secrets.find(file))
    assert [entry.name for entry in review.containers[0].controls] == list(controls.NAMES)
    states = [{entry.name: entry.state for entry in one.controls} for one in review.containers]
    assert states[0][control] == state
    assert states[1]["secrets"] == "pass"


def test_the_command_writes_it_beside_another_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Dockerfile").write_text("FROM alpine\n")
    (tmp_path / "task-definition.json").write_text(
        json.dumps({"family": "a", "containerDefinitions": [CONTAINER]})
    )
    assert main([".", "--output", "html=report.html", "-q"]) == 1
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "read-only root" in text
    assert Outline(text).open == []


def test_the_controls_are_those_after_the_fixes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "task-definition.json"
    path.write_text(
        json.dumps({"family": "a", "containerDefinitions": [CONTAINER | {"readonlyRootFilesystem": "true"}]})
    )

    def controls(*options: str) -> str:
        main([".", *options, "--output", "html=report.html", "-q"])
        text = (tmp_path / "report.html").read_text(encoding="utf-8")
        return text.partition("Containers and controls")[2].partition("</section>")[0]

    before = controls()
    fixed = controls("--unsafe-fixes")
    assert '"readonlyRootFilesystem": true' in path.read_text()
    assert fixed == controls()
    assert before != fixed


def test_it_agrees_with_the_other_formats_under_a_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "Dockerfile").write_text("FROM alpine\nUSER app\n")
    (tmp_path / "ecslint.toml").write_text(
        '[[suppress]]\nrule = "untagged-image"\nfile = "Dockerfile"\nreason = "built on the host"\n'
    )
    assert main([".", "--output", "html=report.html", "--output", "json=report.json", "-q"]) == 0
    report = json.loads((tmp_path / "report.json").read_text())
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert [entry["code"] for entry in report["suppressed"]] == ["DF101"]
    assert report["findings"] == []
    assert "Nothing to report" in text
    assert "built on the host" in text
