"""Every fault x how often x on which page, through the whole command: the exit code, the others untouched, nobody clean."""

import json
from functools import partial
from types import SimpleNamespace
from typing import Any

import botocore.endpoint
import pytest
from ecr_client import asking
from ecr_world import Scan, World, basic, enhanced, uri
from test_ecr_report import check, here, task

from ecslint.ecr.client import ATTEMPTS

__all__ = ["here"]

SCAN = "DescribeImageScanFindings"
FOREVER = 10**6
# What may pass is tried again; what is no answer is not; a body that breaks off depends on the version of botocore.
RETRIED = [
    "throttle",
    "status 429",
    "html 429",
    "status 500",
    "html 502",
    "status 503",
    "reset",
    "refused",
    "slow 3",
    "hang 3",
]
UNREADABLE = ["malformed", "html 200", "empty", "gzip"]
CASES = [(times, page) for times in (1, ATTEMPTS - 1, ATTEMPTS, FOREVER) for page in (1, 2)]


def run(
    kind: str, cases: list[tuple[int, int]], capsys: pytest.CaptureFixture[str]
) -> tuple[int, Any, dict[str, int]]:
    """A run over an image with two pages for each case and a healthy one; how often the page that fails was asked for."""
    world = World()
    names = [f"fails{times}page{page}" for times, page in cases]
    for name in names:
        world.repository(name).image("1", Scan("ACTIVE", enhanced=[enhanced(n, "LOW") for n in range(150)]))
    world.repository("healthy").image("1", Scan(findings=[basic(1, "LOW")]))
    asked = dict.fromkeys(names, 0)
    with asking(world) as server:
        for name, (times, page) in zip(names, cases, strict=True):
            server.fault(SCAN, kind, times, partial(_hits, name, page))
        task(*(uri(name, ":1") for name in [*names, "healthy"]))
        words = ["--ecr", "--ecr-timeout", "0.5", "--ecr-jobs", "9"]
        code, report, err = check(capsys, *words)
    assert "Traceback" not in err
    for call in server.calls:
        for name, (_, page) in zip(names, cases, strict=True):
            asked[name] += call.operation == SCAN and _hits(name, page, call.parameters)
    healthy = report["images"][-1]
    assert (healthy["repository"], healthy["error"], healthy["counts"]) == ("healthy", None, {"LOW": 1})
    return code, report, asked


def _hits(name: str, page: int, parameters: dict[str, Any]) -> bool:
    return parameters["repositoryName"] == name and ("nextToken" in parameters) == (page == 2)


def all_failed(report: Any, count: int) -> None:
    """All but the healthy image have an error of their own, and none of them a finding, a count or a whole scan."""
    assert len(report["errors"]) == count
    for image in report["images"][:-1]:
        assert image["error"] is not None
        assert (image["vulnerabilities"], image["counts"]) == ([], None)
        assert not (image["scan"] or {}).get("complete")


@pytest.mark.parametrize("kind", RETRIED)
def test_what_passes_is_no_fault_and_what_stays_is_exit_3(
    kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    passing = [case for case in CASES if case[0] < ATTEMPTS]
    code, report, asked = run(kind, passing, capsys)
    assert (code, report["errors"]) == (0, [])
    assert [image["counts"] for image in report["images"][:-1]] == [{"LOW": 150}] * len(passing)
    assert list(asked.values()) == [times + 1 for times, _ in passing]
    staying = [case for case in CASES if case[0] >= ATTEMPTS]
    code, report, asked = run(kind, staying, capsys)
    assert code == 3
    all_failed(report, len(staying))
    assert list(asked.values()) == [ATTEMPTS] * len(staying)


@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_is_no_answer_is_exit_3_at_once(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, report, asked = run(kind, CASES, capsys)
    assert code == 3
    all_failed(report, len(CASES))
    assert set(asked.values()) == {1}


def test_a_slow_answer_within_the_timeout_is_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    code, report, asked = run("slow 0.05", CASES, capsys)
    assert (code, report["errors"], set(asked.values())) == (0, [], {1})


def test_a_body_that_breaks_off_is_read_again_or_is_exit_3(capsys: pytest.CaptureFixture[str]) -> None:
    code, report, _ = run("truncated", [(FOREVER, 1), (FOREVER, 2)], capsys)
    assert code == 3
    all_failed(report, 2)


@pytest.mark.parametrize("when", ["86400", "Wed, 21 Oct 2099 07:28:00 GMT", "-1", "soon", ""])
@pytest.mark.parametrize("status", ["400", "429", "503"])
def test_a_server_that_says_when_to_come_back_does_not_say_how_long_the_run_takes(
    status: str, when: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    world = World()
    world.repository("app").image("1", Scan(findings=[]))
    task(uri("app", ":1"))
    with asking(world) as server:
        monkeypatch.setattr(botocore.endpoint, "time", SimpleNamespace(sleep=pauses.append))
        server.fault(SCAN, f"later {status} {when}")
        code, report, _ = check(capsys, "--ecr")
    assert (code, len(report["errors"]), server.count(SCAN)) == (3, 1, ATTEMPTS)
    assert len(pauses) == ATTEMPTS - 1
    assert max(pauses) <= 20  # the longest pause of botocore itself


@pytest.mark.parametrize(
    ("digest", "failed", "code"),
    [
        ("", "", 3),  # neither says whom it is about
        ("sha256:" + "b" * 64, "INDEX", 3),  # another image in its place
        ("sha256:" + "b" * 64, "", 3),
        ("INDEX", "sha256:" + "b" * 64, 0),  # what failed is none of ours
    ],
)
def test_a_batch_of_images_and_failures_is_read_only_if_the_image_is_the_one(
    digest: str, failed: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    world = World()
    app = world.repository("app")
    index = app.index("1", {"linux/amd64": app.image(None, Scan(findings=[]))})
    image = {
        "imageId": {"imageDigest": digest.replace("INDEX", index)},
        "imageManifest": app.manifests[index].text,
    }
    failure = {
        "imageId": {"imageDigest": failed.replace("INDEX", index)},
        "failureCode": "ImageInaccessible",
        "failureReason": "Gone",
    }
    task(uri("app", ":1"))
    with asking(world) as server:
        server.fault("BatchGetImage", "object " + json.dumps({"images": [image], "failures": [failure]}))
        found, report, _ = check(capsys, "--ecr")
    assert (found, len(report["errors"])) == (code, 1 if code else 0)
