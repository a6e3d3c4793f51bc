"""The whole command against servers that misbehave, in many threads, and interrupted: what it says, and its exit code."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from ecr_client import ACCESS_KEY, SECRET_KEY, asking
from ecr_stub import serving
from ecr_world import Scan, World, basic, enhanced, uri
from test_ecr_findings import STATUSES
from test_ecr_report import check, codes, here, stub, task

from ecslint.cli import main

__all__ = ["here", "stub"]

SCAN, IMAGES = "DescribeImageScanFindings", "DescribeImages"
STATUS = '"imageScanStatus": {"status": "COMPLETE"}'
# Everything a server can do instead of answering, on either call.
FAULTS = [
    "throttle", "status 429", "html 429", "status 500", "html 500", "html 502", "status 503", "html 403", "html 200", "reset",
    "slow 3", "malformed", "truncated", "empty", "gzip", "redirect", "object []", "object null", 'object "x"', "object 5", "object {}",
    'object {"__type": "InternalError", "message": "no"}', "error AccessDeniedException", "error RequestTimeTooSkewed",
    "error InvalidParameterException", "error LimitExceededException", "error ServerException", "error ValidationException",
    "error Unheard",
]  # fmt: skip
# Answers about scans that look like some, and tell of no finished scan.
WRONG = [
    '{"imageScanStatus": null}', '{"imageScanStatus": []}', '{"imageScanStatus": "COMPLETE"}', '{"imageScanStatus": {"status": 1}}',
    '{"imageScanStatus": {"status": null}}', '{"imageScanStatus": {"status": "BRAND_NEW"}, "imageScanFindings": {"findings": []}}',
    f"{{{STATUS}}}", f'{{{STATUS}, "imageScanFindings": null}}', f'{{{STATUS}, "imageScanFindings": []}}',
    f'{{{STATUS}, "imageScanFindings": {{"findings": [], "findingSeverityCounts": {{"HIGH": 1}}}}}}',
    f'{{{STATUS}, "imageScanFindings": {{"findings": []}}, "nextToken": "again"}}',
    f'{{{STATUS}, "imageScanFindings": {{"findings": {{}}}}}}', f'{{{STATUS}, "imageScanFindings": {{"enhancedFindings" : "" }}}}',
    f'{{{STATUS}, "imageScanFindings": {{"findings": {{}}, "imageScanCompletedAt": 1767323045}}}}',
    f'{{{STATUS}, "imageScanFindings": {{"findings": "many"}}}}', f'{{{STATUS}, "imageScanFindings": {{"findings": null}}}}',
    f'{{{STATUS}, "imageScanFindings": {{"enhancedFindings": 5}}}}',
]  # fmt: skip


def run_with(faults: list[tuple[str, str]], capsys: pytest.CaptureFixture[str]) -> tuple[int, Any, str]:
    """A run over a healthy image and one for each fault of an operation."""
    world = World()
    names = [f"bad{number}" for number in range(len(faults))]
    for name in names:
        world.repository(name).image("1", Scan(findings=[]))
    world.repository("healthy").image("1", Scan(findings=[basic()]))
    with asking(world) as server:
        for name, (operation, kind) in zip(names, faults, strict=True):
            server.fault(operation, kind, when=partial(_is_about, name))
        task(*(uri(name, ":1") for name in [*names, "healthy"]))
        return check(capsys, "--ecr", "--ecr-timeout", "1", "--ecr-jobs", "16", "-v")


def _is_about(name: str, asked: dict[str, Any]) -> bool:
    return bool(asked["repositoryName"] == name)


@pytest.mark.parametrize("operation", [SCAN, IMAGES])
def test_a_server_that_fails_is_said_image_by_image_and_the_healthy_one_is_read(
    operation: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, report, err = run_with([(operation, kind) for kind in FAULTS], capsys)
    assert (code, codes(report)) == (1, ["ECR001"])
    assert "Traceback" not in err
    messages = [error["message"] for error in report["errors"]]
    for number, kind in enumerate(FAULTS):
        said = [message for message in messages if f"`bad{number}:1` could not be read: " in message]
        assert len(said) == 1, kind
        assert "\n" not in said[0]
    failed = {image["repository"] for image in report["images"] if image["error"] is not None}
    assert failed == {f"bad{number}" for number in range(len(FAULTS))}


def test_an_answer_that_tells_of_no_finished_scan_is_never_clean(capsys: pytest.CaptureFixture[str]) -> None:
    code, report, err = run_with([(SCAN, f"object {body}") for body in WRONG], capsys)
    assert code == 1
    assert "Traceback" not in err
    said = " ".join([one["message"] for one in [*report["errors"], *report["findings"]]])
    for number, body in enumerate(WRONG):
        assert f"`bad{number}:1`" in said, body
        (image,) = [one for one in report["images"] if one["repository"] == f"bad{number}"]
        assert not image["scan"] or not image["scan"]["complete"], body


@pytest.mark.parametrize("kind", FAULTS[:14])
def test_alone_a_fault_is_exit_3(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    world = World()
    world.repository("app").image("1", Scan(findings=[]))
    task(uri("app", ":1"))
    with asking(world) as server:
        server.fault(SCAN, kind)
        code, report, _ = check(capsys, "--ecr", "--ecr-timeout", "1")
    assert (code, report["findings"], len(report["errors"])) == (3, [], 1)


def test_a_body_of_many_megabytes_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    finding = {**basic(1, "LOW"), "description": "x" * (20 << 20)}
    world = World()
    world.repository("app").image("1", Scan(findings=[finding]))
    task(uri("app", ":1"))
    with asking(world):
        code, report, _ = check(capsys, "--ecr")
    assert (code, codes(report)) == (0, ["ECR001"])


def test_a_second_page_that_fails_keeps_nobody_elses_findings_back(
    capsys: pytest.CaptureFixture[str],
) -> None:
    world = World()
    world.repository("broken").image("1", Scan("ACTIVE", enhanced=[enhanced(n) for n in range(150)]))
    world.repository("healthy").image("1", Scan(findings=[basic()]))
    task(uri("broken", ":1"), uri("healthy", ":1"))
    with asking(world) as server:
        server.fault(SCAN, "malformed", when=lambda asked: "nextToken" in asked)
        code, report, _ = check(capsys, "--ecr")
    assert (code, [one["pointer"] for one in report["findings"]]) == (1, ["/containerDefinitions/1/image"])
    assert "`broken:1` could not be read" in report["errors"][0]["message"]


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_nobody_behind_the_port_or_no_tls(scheme: str, capsys: pytest.CaptureFixture[str]) -> None:
    task(uri("app", ":1"))
    with asking(World()) as server:
        url = server.url.replace("http", scheme)
        if scheme == "http":
            with socket.socket() as closed:
                closed.bind(("127.0.0.1", 0))
                url = f"http://127.0.0.1:{closed.getsockname()[1]}"
        code, report, err = check(capsys, "--ecr", "--ecr-timeout", "1", "--aws-endpoint-url", url)
    assert (code, len(report["errors"]), "Traceback" in err) == (3, 1, False)
    assert report["errors"][0]["message"].startswith("ECR900 `app:1` could not be read: ")


def test_a_name_that_does_not_resolve(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(-2, "Name or service not known")

    task(uri("app", ":1"))
    with asking(World()):
        monkeypatch.setattr(socket, "getaddrinfo", fails)
        code, report, _ = check(capsys, "--ecr", "--aws-endpoint-url", "https://ecr.invalid")
    assert (code, len(report["errors"])) == (3, 1)
    assert "EndpointConnectionError" in report["errors"][0]["message"]


def test_the_report_is_the_same_with_any_number_of_threads(capsys: pytest.CaptureFixture[str]) -> None:
    world = World()
    names = [f"app{number:02}" for number in range(64)]
    for number, name in enumerate(names):
        scan = Scan("ACTIVE", enhanced=[enhanced(each) for each in range(number)])
        if number % 9:
            world.repository(name).image("1", scan if number % 7 else None)
    task(*(uri(name, ":1") for name in names))
    reports, peaks = set(), []
    for jobs in (1, 8, 32):
        with asking(world) as server:
            server.latency = 0.005
            for shape in ("json", "concise"):
                words = ["--select", "ECR", "-q", "--format", shape, "--ecr-jobs", str(jobs)]
                assert main(["check", "--ecr", *words]) == 1
                reports.add((shape, capsys.readouterr().out))
        peaks.append((server.peak, jobs))
    assert len(reports) == 2
    assert all(peak <= jobs for peak, jobs in peaks)
    assert peaks[1][0] > 1


def test_one_image_in_ten_files_is_one_lookup(capsys: pytest.CaptureFixture[str]) -> None:
    world = World()
    world.repository("app").image("1", Scan(findings=[basic()]))
    for number in range(10):
        Path(f"service{number}").mkdir()
        task(uri("app", ":1"))
        Path("task-definition.json").rename(f"service{number}/task-definition.json")
    with asking(world) as server:
        _, report, _ = check(capsys, "--ecr")
    assert server.counts == {IMAGES: 1, SCAN: 1}
    assert (codes(report), len(report["images"][0]["places"])) == (["ECR001"], 10)


def test_ctrl_c_reports_what_there_is_with_exit_130() -> None:
    world = World()
    world.repository("done").image("1", Scan(findings=[basic(1, "CRITICAL")]))
    world.repository("hangs").image("1", Scan(findings=[]))
    task(uri("done", ":1"), uri("hangs", ":1"))
    arrived = threading.Event()

    def hangs(asked: dict[str, Any]) -> bool:
        if asked["repositoryName"] == "hangs":
            arrived.set()
            return True
        return False

    with serving(world) as server:
        server.fault(IMAGES, "slow 30", when=hangs)
        environment = {
            **os.environ, "AWS_ENDPOINT_URL_ECR": server.url, "AWS_ACCESS_KEY_ID": ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
        }  # fmt: skip
        words = ["check", "--ecr", "--ecr-jobs", "1", "--ecr-timeout", "60", "--format", "json", "."]
        process = subprocess.Popen(
            [sys.executable, "-m", "ecslint", *words],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert arrived.wait(30)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=15)  # the server sleeps for longer
    report = json.loads(out)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert "ECR was not asked to the end: interrupted" in err
    states = {image["repository"]: image["error"] for image in report["images"]}
    assert states["hangs"]["code"] == "Interrupted"
    assert [one["code"] for one in report["findings"] if one["code"] == "ECR001"] == ["ECR001"]


@pytest.mark.parametrize("severity", ["CRITICAL", "LOW"])
def test_known_vulnerabilities_stay_known_with_the_next_tag_and_new_ones_are_new(
    severity: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def prints(tag: str, *findings: dict[str, Any]) -> list[str]:
        world = World()
        world.repository("app").image(tag, Scan(findings=findings))
        task(uri("app", f":{tag}"))
        with asking(world):
            return [one["fingerprint"] for one in check(capsys, "--ecr")[1]["findings"]]

    first = prints("1", basic(1, severity), basic(2, severity, "zlib"))
    assert prints("2", basic(2, severity, "zlib"), basic(1, severity)) == first
    assert prints("2", basic(1, severity)) != first
    assert prints("2", basic(1, severity), basic(2, severity, "zlib"), basic(3, severity)) != first
    assert prints("1", basic(1, severity), basic(2, severity, "curl")) != first


def test_the_public_gallery_and_what_is_not_resolved_are_skipped_with_a_line_each(
    capsys: pytest.CaptureFixture[str],
) -> None:
    task("public.ecr.aws/nginx/nginx:1.27", "<IMAGE1_NAME>", "${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/app:1",
         "nginx:${TAG}", "registry.example.com/app:1")  # fmt: skip
    Path("Dockerfile").write_text(
        "ARG BASE\nARG TAG\nFROM public.ecr.aws/docker/library/alpine:3.22 AS a\nFROM ${BASE} AS b\nFROM alpine:${TAG}\n"
    )
    code, report, err = check(capsys, "--ecr", "-v")
    assert (code, report["errors"]) == (0, [])
    lines = [line for line in err.splitlines() if "skipped" in line]
    assert lines == [
        (
            "ecslint: the public gallery has no scans to ask for, skipped: `public.ecr.aws/docker/library/alpine:3.22`, "
            "`public.ecr.aws/nginx/nginx:1.27`"
        ),
        (
            "ecslint: image references with placeholders are not resolved, skipped: Dockerfile:4, task-definition.json:10, "
            "task-definition.json:14"
        ),
    ]


def test_a_description_that_quotes_an_answer_is_a_description(capsys: pytest.CaptureFixture[str]) -> None:
    finding = {**basic(1, "LOW"), "description": '{"findings": {}, "enhancedFindings": 5}'}
    world = World()
    world.repository("app").image("1", Scan(findings=[finding]))
    task(uri("app", ":1"))
    with asking(world):
        code, report, _ = check(capsys, "--ecr")
    assert (code, report["errors"], codes(report)) == (0, [], ["ECR001"])


def test_no_status_but_those_of_a_finished_scan_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    world = World()
    names = {status.lower().replace("_", "-"): status for status in [*STATUSES, "BRAND_NEW"]}
    for name, status in names.items():
        world.repository(name).image("1", Scan(status, findings=[]))
    task(*(uri(name, ":1") for name in names))
    with asking(world):
        code, report, _ = check(capsys, "--ecr", "--fail-on", "warning")
    assert (code, report["errors"]) == (1, [])
    said = {
        one["pointer"]: one["code"]
        for one in reversed(report["findings"])
        if one["code"] in {"ECR005", "ECR006"}
    }
    for number, (image, status) in enumerate(zip(report["images"], names.values(), strict=True)):
        is_scanned = status in {"COMPLETE", "ACTIVE"}
        assert (image["scan"]["status"], image["scan"]["complete"]) == (status, is_scanned)
        expected = None if is_scanned else "ECR005" if status == "IMAGE_ARCHIVED" else "ECR006"
        assert said.get(f"/containerDefinitions/{number}/image") == expected, status


def test_what_is_said_of_a_repository_outlives_the_tag(capsys: pytest.CaptureFixture[str]) -> None:
    prints = []
    for tag in ("1", "2"):
        world = World()
        app = world.repository("app")
        app.image(tag, Scan(findings=[]))
        app.frequency, app.mutability = "MANUAL", "MUTABLE"
        task(uri("app", f":{tag}"))
        with asking(world):
            found = check(capsys, "--ecr", "--ecr-repo-checks")[1]["findings"]
        prints.append({one["code"]: one["fingerprint"] for one in found})
    assert prints[0] == prints[1]
    assert set(prints[0]) == {"ECR020", "ECR021", "ECR022", "ECR023"}
