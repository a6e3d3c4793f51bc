"""SARIF as GitHub code scanning takes it: valid, relative to the repository, exact in UTF-16, within the limits."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from sample_result import SECRET, checkout, finding, sample, span_of

from ecslint import shelf
from ecslint.cli import main
from ecslint.report import Style, sarif
from ecslint.report.line_hash import line_hashes
from ecslint.result import LintedFile, Result
from ecslint.source import Source

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
UNTAGGED = "FROM alpine\nUSER 1000\n"


@pytest.fixture
def folder() -> Iterator[Path]:
    with checkout() as name:
        yield Path(name)


def run_of(result: Result, style: Style | None = None) -> dict[str, Any]:
    """The one run of the report, which is valid."""
    out = io.StringIO()
    sarif.report(result, out, style or Style())
    log = json.loads(out.getvalue())
    assert [error.message for error in VALIDATOR.iter_errors(log)] == []
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def lint(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    main(["--format", "sarif", "--isolated", *arguments])
    log = json.loads(capsys.readouterr().out)
    VALIDATOR.validate(log)
    run = log["runs"][0]
    assert isinstance(run, dict)
    return run


def places(run: dict[str, Any]) -> list[str]:
    return [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]
    ]


def test_the_schema_would_notice() -> None:
    assert list(VALIDATOR.iter_errors({"version": "2.1.0", "runs": [{"results": []}]}))


def test_rules_are_those_that_ran(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "Dockerfile").write_text(UNTAGGED)
    untagged = lint(capsys)["tool"]["driver"]["rules"]
    (folder / "Dockerfile").write_text("FROM alpine:3.20\nUSER 1000\n")
    clean = lint(capsys)
    assert clean["results"] == []
    assert clean["tool"]["driver"]["rules"] == untagged
    ids = [rule["id"] for rule in untagged]
    assert ids == sorted(ids)
    # What looks at suppressions runs only where there are some.
    ran = shelf.for_kind("dockerfile")
    assert set(ids) >= {rule.code for rule in ran if rule.default}
    assert [rule["id"] for rule in lint(capsys, "--select", "DF101")["tool"]["driver"]["rules"]] == ["DF101"]


def test_every_rule_of_the_shelf_is_described_as_github_wants_it(folder: Path) -> None:
    rules = shelf.everything()
    run = run_of(Result((), (), rules=rules))
    described = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in described] == [rule.code for rule in rules]
    for rule, made in zip(described, rules, strict=True):
        assert 0 < len(rule["name"]) <= 255
        assert rule["name"].isalnum()
        assert rule["name"][0].isupper()
        assert "/" not in rule["id"]
        for key in ("shortDescription", "fullDescription"):
            assert 0 < len(rule[key]["text"]) <= 1024
        assert rule["help"]["text"].strip()
        assert rule["help"]["markdown"].strip()
        assert rule["helpUri"].endswith(made.name)
        properties = rule["properties"]
        assert 0 < len(properties["tags"]) <= 10
        assert properties["precision"] in {"very-high", "high", "medium", "low"}
        about_security = {"security", "secrets", "hardening"} & set(made.categories)
        assert ("security-severity" in properties) == bool(about_security)
        assert ("problem.severity" in properties) != bool(about_security)
        assert ("security" in properties["tags"]) == bool(about_security)
        if about_security:
            assert isinstance(properties["security-severity"], str)
            assert 0 < float(properties["security-severity"]) <= 10


def test_columns_are_utf16_and_do_not_count_a_byte_order_mark(folder: Path) -> None:
    (folder / "Dockerfile").write_bytes("\ufeffFROM alpine:1\r\nENV 😀é=𝓐 \\\r\n  B=$C\r\n".encode())
    text = (folder / "Dockerfile").read_bytes().decode()
    source = Source.from_bytes("Dockerfile", text.encode())
    spans = [span_of(source, word) for word in ("alpine", "é", "𝓐", "B", "$C")]
    run = run_of(Result((), tuple(finding(0, span, f"`{span.text}`") for span in spans)))
    assert run["columnKind"] == "utf16CodeUnits"
    assert len(run["results"]) == len(spans)
    lines = text.removeprefix("\ufeff").split("\r\n")
    for result in run["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        line = lines[region["startLine"] - 1].encode("utf-16-le")
        marked = line[2 * region["startColumn"] - 2 : 2 * region["endColumn"] - 2].decode("utf-16-le")
        assert result["message"]["text"] == f"`{marked}`."
        assert region["snippet"]["text"] == marked


def test_a_long_instruction_is_marked_at_its_head(folder: Path) -> None:
    source = Source("Dockerfile", "FROM a\nRUN b \\\n  c \\\n  d\n")
    run = run_of(Result((), (finding(0, source.span(7, len(source.text) - 1), "x"),)))
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]) == (
        2,
        1,
        2,
        8,
    )


def test_line_hashes_are_those_of_the_line(folder: Path) -> None:
    source = Source("Dockerfile", "FROM a\nRUN b\nRUN b\n")
    run = run_of(Result((), tuple(finding(0, source.span(at, at + 5), "x") for at in (7, 13))))
    written = [result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]]
    assert written == line_hashes(source)[1:3]


@pytest.mark.parametrize(
    ("start", "argument", "uri"),
    [
        (".", ".", "sub/a%20b%25/%C3%A9%3A.Dockerfile"),
        ("sub", ".", "sub/a%20b%25/%C3%A9%3A.Dockerfile"),
        ("sub/a b%", "é:.Dockerfile", "sub/a%20b%25/%C3%A9%3A.Dockerfile"),
        ("other", "../sub", "sub/a%20b%25/%C3%A9%3A.Dockerfile"),
        ("other", "../link.Dockerfile", "sub/a%20b%25/%C3%A9%3A.Dockerfile"),
    ],
)
def test_paths_begin_at_the_repository(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    start: str,
    argument: str,
    uri: str,
) -> None:
    deep = folder / "sub" / "a b%"
    deep.mkdir(parents=True)
    (folder / "other").mkdir()
    (deep / "é:.Dockerfile").write_text(UNTAGGED)
    (folder / "link.Dockerfile").symlink_to(deep / "é:.Dockerfile")
    monkeypatch.chdir(folder / start)
    run = lint(capsys, argument)
    assert set(places(run)) == {uri}
    for result in run["results"]:
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
    assert "uri" not in run["originalUriBaseIds"]["%SRCROOT%"]
    assert str(folder) not in json.dumps(run)


def test_another_root(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "Dockerfile").write_text(UNTAGGED)
    assert set(places(lint(capsys, "--sarif-root", "sub"))) == {"Dockerfile"}
    assert set(places(lint(capsys, "--sarif-root", "."))) == {"sub/Dockerfile"}
    assert main(["--format", "sarif", "--sarif-root", "nowhere"]) == 2


def test_a_file_of_another_repository_is_named_by_that_one(
    folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "there" / ".git").mkdir(parents=True)
    (tmp_path / "there" / "api").mkdir()
    (tmp_path / "there" / "api" / "Dockerfile").write_text(UNTAGGED)
    assert set(places(lint(capsys, str(tmp_path / "there")))) == {"api/Dockerfile"}


def test_worst_first_and_cut_at_the_limit(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = run_of(sample())
    assert [result["level"] for result in run["results"]] == ["error", "error", "warning", "warning", "note"]
    assert "toolExecutionNotifications" in run["invocations"][0]
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sarif, "MOST_RESULTS", 2)
    cut = run_of(sample()._replace(errors=()))
    assert [result["level"] for result in cut["results"]] == ["error", "error"]
    (notification,) = cut["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"] == "this report holds the worst 2 of 5 findings."
    assert "the worst 2 of 5 findings" in capsys.readouterr().err


def test_the_limit_is_that_of_github(folder: Path) -> None:
    source = Source("Dockerfile", "FROM a\n")
    span = source.span(5, 6)
    many = tuple(finding(0, span, "x") for _ in range(25_001))
    result = Result((), many)
    out = io.StringIO()
    sarif.report(result, out, Style())
    results = json.loads(out.getvalue())["runs"][0]["results"]
    assert len(results) == 25_000
    assert len({entry["partialFingerprints"]["ecslint/v1"] for entry in results}) == 25_000


def test_other_places_are_linked_from_the_message(folder: Path) -> None:
    result = next(entry for entry in run_of(sample())["results"] if entry["ruleId"] == "XX004")
    assert (
        result["message"]["text"]
        == "`web` is built by another image. See [from \\[this\\] image](1). See [here](2)."
    )
    assert [location["id"] for location in result["relatedLocations"]] == [1, 2]
    assert len(result["locations"]) == 1
    assert (
        result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "/containerDefinitions/0/name"
    )


def test_suppressed_ones_only_when_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "Dockerfile").write_text("# ecslint: ignore[DF101] built here\n" + UNTAGGED)
    assert lint(capsys)["results"] == []
    (result,) = lint(capsys, "--sarif-include-suppressed")["results"]
    assert result["suppressions"] == [{"kind": "inSource", "justification": "built here"}]
    everything = run_of(sample(), Style(include_suppressed=True))["results"]
    kinds = [entry["suppressions"][0]["kind"] for entry in everything if "suppressions" in entry]
    assert kinds == ["inSource", "external"]


def test_category_and_timestamps(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "Dockerfile").write_text(UNTAGGED)
    run = lint(capsys)
    assert run["automationDetails"]["id"] == "ecslint/"
    assert set(run["invocations"][0]) == {"executionSuccessful"}
    run = lint(capsys, "--sarif-category", "team/api", "--timestamps")
    assert run["automationDetails"]["id"] == "team/api/"
    assert run["invocations"][0]["startTimeUtc"] <= run["invocations"][0]["endTimeUtc"]


def test_what_went_wrong(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "Dockerfile").write_text(UNTAGGED)
    assert lint(capsys)["invocations"][0]["executionSuccessful"] is True
    (folder / "task-definition.json").write_text('{"containerDefinitions": [')
    assert lint(capsys)["invocations"][0]["executionSuccessful"] is False
    (folder / "task-definition.json").unlink()
    (folder / "b.Dockerfile").write_bytes("FROM a".encode("utf-16"))
    invocation = lint(capsys)["invocations"][0]
    assert invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]
    assert "UTF-16" in notification["message"]["text"]
    location = notification["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": "b.Dockerfile", "uriBaseId": "%SRCROOT%"}


def test_no_secret_and_no_machine(folder: Path) -> None:
    out = io.StringIO()
    sarif.report(sample(), out, Style())
    for word in (SECRET, str(folder), "hostname", "commandLine", "arguments"):
        assert word not in out.getvalue()


def test_a_minified_file_does_not_fill_the_report(folder: Path) -> None:
    source = Source("t.json", "[" + "1," * 50_000 + "1]")
    spans = [source.span(at, at + 1) for at in range(1, 2000, 2)]
    run = run_of(Result((LintedFile("t.json", "x"),), tuple(finding(0, span, "x") for span in spans)))
    assert len(json.dumps(run)) < 1_500_000
