"""`ecslint --ecr` from the files to the exit code: the real command line against the stub, and saved answers without it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ecr_client import asking
from ecr_stub import Stub
from ecr_world import Scan, basic, enhanced, uri

from ecslint.cli import main

FARGATE = {"requiresCompatibilities": ["FARGATE"]}


@pytest.fixture
def stub() -> Iterator[Stub]:
    with asking() as stub:
        yield stub


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test has a folder of its own that is no part of a repository with a configuration."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def task(*images: str, **members: Any) -> None:
    """A task definition that runs these images."""
    containers = [{"name": f"c{number}", "image": image} for number, image in enumerate(images)]
    text = json.dumps({"family": "web", "containerDefinitions": containers, **members}, indent=1)
    Path("task-definition.json").write_text(text)


def answer(repository: str, tag: str, *findings: dict[str, Any], **members: Any) -> dict[str, Any]:
    """An answer as the AWS command line saves it."""
    return {
        "registryId": "123456789012",
        "repositoryName": repository,
        "imageId": {"imageDigest": "sha256:" + "a" * 64, "imageTag": tag},
        "imageScanStatus": {"status": "COMPLETE", "description": "done"},
        "imageScanFindings": {
            "findings": list(findings),
            "imageScanCompletedAt": 1767323045.0,
            "findingSeverityCounts": {},
        },
        **members,
    }


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any], str]:
    """Exit code, JSON report and stderr of a run that looks at nothing but images."""
    code = main(["check", "--format", "json", "--select", "ECR", *arguments])
    out, err = capsys.readouterr()
    return code, json.loads(out), err


def codes(report: dict[str, Any]) -> list[str]:
    return [finding["code"] for finding in report["findings"]]


def test_a_vulnerability_of_a_task_fails_the_run(stub: Stub, capsys: pytest.CaptureFixture[str]) -> None:
    stub.world.repository("app").image(
        "1", Scan("ACTIVE", enhanced=[enhanced(1, "HIGH"), enhanced(2, "LOW")])
    )
    task("nginx:1.27", uri("app", ":1"))
    code, report, _ = check(capsys, "--ecr")
    assert code == 1
    (finding,) = report["findings"]
    assert (finding["code"], finding["severity"], finding["pointer"]) == (
        "ECR001", "error", "/containerDefinitions/1/image",
    )  # fmt: skip
    assert "1 HIGH, 1 LOW vulnerabilities: `CVE-2026-0001` in openssl 3.0.1 -> 3.0.9" in finding["message"]
    (image,) = report["images"]
    assert (image["repository"], image["tag"], image["counts"]) == ("app", "1", {"HIGH": 1, "LOW": 1})
    assert image["scan"]["source"] == "enhanced"
    assert image["scan"]["complete"]
    assert image["error"] is None
    assert [one["id"] for one in image["vulnerabilities"]] == ["CVE-2026-0001", "CVE-2026-0002"]


@pytest.mark.parametrize(
    ("severity", "fail_on", "code"),
    [
        ("CRITICAL", "critical", 1), ("HIGH", "critical", 0), ("HIGH", "high", 1), ("high", "high", 1), ("MEDIUM", "high", 0),
        ("MEDIUM", "medium", 1), ("LOW", "medium", 0), ("LOW", "low", 1), ("INFORMATIONAL", "low", 0), ("INFORMATIONAL", "any", 1),
        ("UNDEFINED", "low", 0), ("UNTRIAGED", "any", 1), ("NEW", "medium", 0), ("NEW", "any", 1), ("CRITICAL", "none", 0),
    ],
)  # fmt: skip
def test_the_threshold_alone_decides_about_vulnerabilities(
    severity: str, fail_on: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    task(uri("app", ":1"))
    Path("scan.json").write_text(json.dumps(answer("app", "1", basic(1, severity))))
    found, report, _ = check(
        capsys, "--ecr-findings", "scan.json", "--ecr-fail-on", fail_on, "task-definition.json"
    )
    assert (found, codes(report)) == (code, ["ECR001"])


def test_fail_on_never_covers_vulnerabilities(capsys: pytest.CaptureFixture[str]) -> None:
    task(uri("app", ":1"))
    Path("scan.json").write_text(json.dumps(answer("app", "1", basic(1, "CRITICAL"))))
    assert check(capsys, "--ecr-findings", "scan.json", "--fail-on", "never", "task-definition.json")[0] == 0


def test_one_image_in_several_places_is_one_finding(stub: Stub, capsys: pytest.CaptureFixture[str]) -> None:
    stub.world.repository("app").image("1", Scan(findings=[basic()]))
    image = uri("app", ":1")
    task(image, image)
    Path("Dockerfile").write_text(f'FROM {image} AS base\nFROM base\nCMD ["serve"]\n')
    _, report, _ = check(capsys, "--ecr")
    (finding,) = report["findings"]
    notes = {(note["path"], note["line"]) for note in finding["notes"]} | {(finding["path"], finding["line"])}
    assert len(notes) == 3
    (entry,) = report["images"]
    assert len(entry["places"]) == 3
    assert len([call for call in stub.calls if call.operation == "DescribeImageScanFindings"]) == 1


def test_the_base_of_a_build_stage_is_a_remark(stub: Stub, capsys: pytest.CaptureFixture[str]) -> None:
    stub.world.repository("go").image("1", Scan(findings=[basic(1, "CRITICAL")]))
    Path("Dockerfile").write_text(
        f"FROM {uri('go', ':1')} AS build\nFROM scratch\nCOPY --from=build /app /\n"
    )
    code, report, _ = check(capsys, "--ecr", "--fail-on", "warning")
    assert (code, report["findings"][0]["severity"]) == (0, "info")


def test_what_is_not_there_is_a_finding_about_the_file(
    stub: Stub, capsys: pytest.CaptureFixture[str]
) -> None:
    stub.world.repository("app").image("1", Scan(findings=[]))
    task(uri("app", ":2"), uri("nope", ":1"))
    code, report, _ = check(capsys, "--ecr")
    assert (code, codes(report), report["errors"]) == (1, ["ECR002", "ECR003"], [])


@pytest.mark.parametrize(
    ("words", "code", "errors", "said"),
    [([], 3, 1, True), (["--ecr-on-error", "warn"], 0, 0, True), (["--ecr-on-error", "ignore"], 0, 0, False)],
)
def test_an_image_that_cannot_be_read(
    stub: Stub, words: list[str], code: int, errors: int, said: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    stub.world.repository("app").image("1", Scan(edit=lambda _, page: {}))
    task(uri("app", ":1"))
    found, report, err = check(capsys, "--ecr", "-v", *words)
    assert (found, len(report["errors"])) == (code, errors)
    assert ("ECR900 `app:1` could not be read" in err) == said
    assert report["images"][0]["error"]["code"] == "UnreadableAnswer"
    assert report["images"][0]["vulnerabilities"] == []


def test_without_credentials_static_findings_remain(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    task(uri("app", ":1"), uri("app", ":2"))
    code, report, err = check(capsys, "--ecr", "--select", "TD")
    assert code == 1
    assert report["findings"]
    assert len(report["errors"]) == 1
    assert err.count("no AWS credentials") == 1
    assert main(["check", "--select", "ECR", "--ecr"]) == 3


def test_repository_checks(stub: Stub, capsys: pytest.CaptureFixture[str]) -> None:
    repository = stub.world.repository("app")
    repository.image("1", Scan(findings=[]))
    repository.frequency, repository.mutability = "MANUAL", "MUTABLE"
    task(uri("app", ":1"))
    assert codes(check(capsys, "--ecr")[1]) == []
    found = codes(check(capsys, "--ecr", "--ecr-repo-checks")[1])
    assert sorted(found) == ["ECR020", "ECR021", "ECR022", "ECR023"]


@pytest.mark.parametrize(
    ("mutability", "exempt", "is_mutable"),
    [
        ("MUTABLE", [], True), ("IMMUTABLE", [], False), ("IMMUTABLE_WITH_EXCLUSION", ["1*"], True),
        ("IMMUTABLE_WITH_EXCLUSION", ["sha256-*"], False), ("MUTABLE_WITH_EXCLUSION", ["1*"], False),
        ("MUTABLE_WITH_EXCLUSION", ["v*"], True),
    ],
)  # fmt: skip
def test_whether_this_very_tag_can_be_overwritten(
    stub: Stub, mutability: str, exempt: list[str], is_mutable: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    repository = stub.world.repository("app")
    digest = repository.image("1.4", Scan(findings=[]))
    repository.mutability, repository.exempt = mutability, exempt
    task(uri("app", ":1.4"))
    assert ("ECR021" in codes(check(capsys, "--ecr", "--ecr-repo-checks")[1])) == is_mutable
    task(uri("app", f":1.4@{digest}"))
    assert "ECR021" not in codes(check(capsys, "--ecr", "--ecr-repo-checks")[1])


@pytest.mark.parametrize(
    "words",
    [
        ["--ecr", "--fix"], ["--ecr", "--aws-endpoint-url", "http://example.com"], ["--ecr-jobs", "0"], ["--ecr-wait=x"],
        ["--ecr-findings", "absent.json"], ["--ecr-fail-on", "bad"],
    ],
)  # fmt: skip
def test_wrong_usage_is_exit_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    task(uri("app", ":1"))
    assert main(["check", *words, "."]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_bare_wait_leaves_the_path_alone(stub: Stub, capsys: pytest.CaptureFixture[str]) -> None:
    stub.world.repository("app").image("1", Scan(findings=[]))
    task(uri("app", ":1"))
    assert check(capsys, "--ecr", "--ecr-wait", "task-definition.json")[0] == 0


SCRIPT = """
import socket, sys
def refuse(*_): raise AssertionError("a connection")
socket.socket.connect = refuse
from ecslint.cli import main
code = main(sys.argv[1:])
print(sorted({name.partition(".")[0] for name in sys.modules} & {"boto3", "botocore", "urllib3"}), file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize("words", [[], ["--ecr-findings", "scan.json"], ["--ecr", "Dockerfile"]])
def test_neither_boto3_nor_a_socket_without_need(words: list[str]) -> None:
    task(uri("app", ":1"))
    Path("Dockerfile").write_text("FROM alpine:3.20\n")
    Path("scan.json").write_text(json.dumps(answer("app", "1", basic())))
    command = [sys.executable, "-c", SCRIPT, "check", "--isolated", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1] == "[]", done.stderr
    assert done.returncode == 1
