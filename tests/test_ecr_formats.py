"""Images in the reports for machines and for people: JSON by its schema, SARIF by GitHub's bands, the text as it stands."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ecr_world import basic, enhanced, uri
from test_ecr_report import answer, check, here, task

from ecslint.cli import main

__all__ = ["here"]

ROOT = Path(__file__).parents[1]
REPORT = json.loads((ROOT / "schemas" / "report.schema.json").read_text(encoding="utf-8"))
SARIF = json.loads((ROOT / "tests" / "schemas" / "sarif-2.1.0.json").read_text(encoding="utf-8"))


def saved(*findings: dict[str, Any], tag: str = "1") -> None:
    """Enhanced findings of the image `app`."""
    content = answer("app", tag)
    content["imageScanFindings"] = {"enhancedFindings": list(findings)}
    Path("scan.json").write_text(json.dumps(content))


def sarif(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    main(["check", "--format", "sarif", "--select", "ECR001", "--ecr-findings", "scan.json", "-q"])
    log = json.loads(capsys.readouterr().out)
    jsonschema.validate(log, SARIF)
    run: dict[str, Any] = log["runs"][0]
    return run


def test_the_json_report_keeps_to_its_schema(capsys: pytest.CaptureFixture[str]) -> None:
    task(uri("app", ":1"), uri("other", ":1"))
    saved(enhanced(1), {"severity": "low"}, enhanced(2, "INFORMATIONAL"))
    _, report, _ = check(capsys, "--ecr-findings", "scan.json")
    jsonschema.validate(report, REPORT)
    assert [image["error"] and image["error"]["code"] for image in report["images"]] == [
        None,
        "NoSavedAnswer",
    ]
    assert report["images"][0]["counts"] == {"HIGH": 1, "INFORMATIONAL": 1, "LOW": 1}


@pytest.mark.parametrize(
    ("severity", "score", "level", "number"),
    [
        ("CRITICAL", 9.8, "error", "9.8"), ("CRITICAL", 7.0, "error", "9.5"), ("HIGH", 7.5, "error", "7.5"), ("HIGH", 9.8, "error", "8.0"),
        ("MEDIUM", 9.8, "warning", "5.5"), ("UNTRIAGED", 9.8, "warning", None),
    ],
)  # fmt: skip
def test_the_word_of_ecr_decides_about_the_band(
    severity: str, score: float, level: str, number: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    task(uri("app", ":1"))
    saved({**enhanced(1, severity), "score": score})
    run = sarif(capsys)
    (result,) = run["results"]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert (result["ruleId"], rule["id"], result["level"]) == (
        "ECR001-CVE-2026-0001",
        "ECR001-CVE-2026-0001",
        level,
    )
    assert rule["properties"].get("security-severity") == number


def test_an_alert_outlives_the_tag(capsys: pytest.CaptureFixture[str]) -> None:
    prints = []
    for tag in ("1", "2"):
        task(uri("app", f":{tag}"))
        saved(enhanced(1), enhanced(2, "LOW"), tag=tag)
        (result,) = sarif(capsys)["results"]
        prints.append(result["partialFingerprints"])
    assert prints[0] == prints[1]


def test_thousands_of_vulnerabilities_are_cut_at_the_limit(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ecslint.report.sarif.MOST_RESULTS", 100)
    task(uri("app", ":1"))
    saved(*(enhanced(number, "MEDIUM") for number in range(6000)), enhanced(9999, "CRITICAL"))
    run = sarif(capsys)
    assert len(run["results"]) == 100
    assert run["results"][0]["ruleId"] == "ECR001-CVE-2026-9999"
    (notice,) = run["invocations"][0]["toolExecutionNotifications"]
    assert "the worst 100 of 6,001" in notice["message"]["text"]


def test_the_text_section(capsys: pytest.CaptureFixture[str]) -> None:
    task(uri("app", ":1"), uri("side", ":2"), uri("old", ":1"), uri("cut", ":3"))
    old = answer("old", "1", imageScanStatus={"status": "FAILED\x1b[31m"})
    cut = answer("cut", "3", basic(), nextToken="more")
    first = answer("app", "1")
    first["imageScanFindings"] = {"enhancedFindings": [enhanced(1, "CRITICAL"), enhanced(2, "NEW")]}
    Path("scan.json").write_text(json.dumps([first, answer("side", "2", basic(3, "LOW")), old, cut]))
    main(["check", "--ecr-findings", "scan.json", "--select", "ECR002"])
    out = capsys.readouterr().out
    digest = "@sha256:aaaa..."
    assert out.splitlines()[:8] == [
        "ECR: 2 images read, 1 not scanned, 1 failed (fail on: high)",
        "image                   platform  scan       crit   high    med    low  other  fixable  ignored",
        f"app:1 {digest}   -         enhanced      1      0      0      0      1        2        0",
        f"side:2 {digest}  -         basic         0      0      0      1      0        ?        0",
        "old:1                   -         not scanned: FAILED[31m",
        "cut:3                   -         failed: IncompleteAnswer",
        "Top fixable (2 of 2):",
        "  CVE-2026-0001  CRITICAL  openssl 3.0.1 -> 3.0.9  app",
    ]
