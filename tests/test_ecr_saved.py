"""Saved answers and ignores: what counts, what is refused, and that nothing broken is ever taken for clean."""

import copy
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from ecr_client import wanted
from ecr_world import basic, enhanced, uri
from test_ecr_report import answer, check, here, task

from ecslint.ecr.ignore import Ignore, ignores
from ecslint.ecr.image import ScannedImage
from ecslint.ecr.outcome import Read, Unread
from ecslint.ecr.policy import Policy
from ecslint.ecr.saved import SavedFiles

__all__ = ["here"]

IMAGE = uri("app", ":1")


def scanned(*arguments: str, policy: Policy | None = None, image: str = IMAGE) -> ScannedImage:
    """An image as the files see it."""
    want = wanted(image)
    (outcome,) = SavedFiles(arguments).match([want])
    return ScannedImage(want.image, None, [], outcome, policy or Policy())


def save(content: Any, name: str = "scan.json") -> str:
    Path(name).write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return name


GOOD = answer("app", "1", basic(1), basic(2, "LOW"))


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(GOOD),
        "\ufeff" + json.dumps(GOOD, indent=4),
        json.dumps([answer("other", "1"), GOOD]),
        json.dumps(answer("other", "1")) + "\n" + json.dumps(GOOD) + "\n",
        json.dumps(GOOD).replace("1767323045.0", '"2026-01-02T04:04:05+01:00"'),
    ],
    ids=["one", "byte order mark", "list", "lines", "version 2"],
)
def test_forms_of_a_saved_answer(text: str) -> None:
    image = scanned(save(text))
    assert [one.id for one in image.vulnerabilities] == ["CVE-2026-0001", "CVE-2026-0002"]
    assert isinstance(image.outcome, Read)
    (reading,) = image.outcome.readings
    assert reading.is_scanned
    assert reading.answer is not None
    assert reading.answer.completed_at == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"nextToken": "x"}, "incomplete: 2 findings and more to come"),
        (
            {"imageScanFindings": {"findings": [], "findingSeverityCounts": {"HIGH": 3}}},
            "incomplete: 0 of 3 findings",
        ),
        ({"imageScanStatus": None}, "not an answer of ECR: it has no `imageScanStatus`"),
        ({"imageScanStatus": {"status": ""}}, "not an answer of ECR: it has no `imageScanStatus`"),
    ],
)
def test_what_is_not_whole_is_refused(
    change: dict[str, Any], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    task(IMAGE)
    code, report, err = check(capsys, "--ecr-findings", save({**GOOD, **change}), "--ecr-fail-on", "none")
    assert (code, message in err) == (3, True)
    assert report["images"][0]["error"]["message"] == message


@pytest.mark.parametrize("text", ["", "  \n", "{", '{"a": 1} x', "<html>", "[" * 100_000, "\x00"])
def test_what_is_not_json_is_one_line(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    task(IMAGE)
    code, report, err = check(capsys, "--ecr-findings", save(text, "scan.txt"))
    assert (code, len(report["errors"])) == (3, 1)
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("image", "argument", "matches"),
    [
        (uri("app", ":1"), "scan.json", True),
        (uri("app", ":2"), "scan.json", False),
        (uri("other", ":1"), "scan.json", False),
        (uri("app", ":1", account="210987654321"), "scan.json", False),
        (uri("app", "@sha256:" + "a" * 64), "scan.json", True),
        (uri("other", ":9"), "other:9=scan.json", True),
        (uri("other", ":9"), f"{uri('other', ':9')}=scan.json", True),
        (uri("app", ":1"), "other:9=scan.json", False),
    ],
)
def test_which_image_an_answer_is_of(image: str, argument: str, matches: bool) -> None:
    save(GOOD)
    files = SavedFiles([argument])
    (outcome,) = files.match([wanted(image)])
    assert (outcome is not None) == matches
    assert bool(files.remarks) != matches


def test_the_only_image_of_a_repository_takes_the_only_answer() -> None:
    alone = copy.deepcopy(GOOD)
    del alone["imageId"]["imageTag"]
    files = SavedFiles([save(alone)])
    (outcome,) = files.match([wanted(IMAGE)])
    assert isinstance(outcome, Read)
    assert files.remarks == ["scan.json was taken for `app:1`, the only image of its repository"]
    assert files.match([wanted(IMAGE), wanted(uri("app", ":2"))]) == [None, None]


def nodes(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every node below the root."""
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, entry in entries:
        yield (*path, key)
        yield from nodes(entry, (*path, key))


WHOLE = {
    **answer("app", "1", basic(1)),
    "imageScanFindings": {
        "findings": [basic(1)],
        "enhancedFindings": [enhanced(2)],
        "findingSeverityCounts": {"HIGH": 2},
        "imageScanCompletedAt": "2026-01-02T03:04:05Z",
    },
}
ODD: list[Any] = [None, [], {}, "", "x" * 1000, -1, 10**400, True, [[]], [None], {"a": None}, 1.5]


@pytest.mark.parametrize("path", list(nodes(WHOLE)), ids=lambda path: "/".join(map(str, path)))
def test_no_broken_node_is_taken_for_a_clean_image(path: tuple[Any, ...]) -> None:
    for odd in [..., *ODD]:
        broken = copy.deepcopy(WHOLE)
        holder: Any = broken
        for key in path[:-1]:
            holder = holder[key]
        if odd is ...:
            del holder[path[-1]]
        else:
            holder[path[-1]] = odd
        image = scanned(f"app:1={save(broken)}")
        assert image.failures or image.unscanned or image.vulnerabilities
        if path[0] == "imageScanStatus" and "imageScanStatus" not in broken:
            assert isinstance(image.outcome, Unread)


def ignoring(**entry: Any) -> Policy:
    """A policy of the noon of 2026-06-15 with one ignore."""
    moment = datetime(2026, 6, 15, 12, tzinfo=UTC)
    return Policy(ignores=ignores([{"id": "CVE-2026-0001", "reason": "not reachable", **entry}]), now=moment)


@pytest.mark.parametrize(
    ("entry", "hides"),
    [
        ({}, True), ({"id": "cve-2026-*"}, True), ({"id": "CVE-2025-*"}, False), ({"package": "open*"}, True), ({"package": "zlib"}, False),
        ({"repository": "app"}, True), ({"repository": "team/*"}, False), ({"expires": "2026-06-14"}, False), ({"expires": "2026-06-15"}, True),
        ({"expires": "2026-06-16"}, True), ({"until-fixed": True}, True), ({"until-fixed": True, "expires": "2026-06-14"}, False),
    ],
)  # fmt: skip
def test_what_an_ignore_hides(entry: dict[str, Any], hides: bool) -> None:
    image = scanned(save(answer("app", "1", basic(1))), policy=ignoring(**entry))
    (manifest,) = image.manifests
    assert [one.reason for one in manifest.vulnerabilities] == ["not reachable" if hides else ""]
    assert (bool(image.vulnerabilities), manifest.ignored) == (not hides, int(hides))


def test_an_ignore_until_fixed_ends_with_the_fix() -> None:
    fixed = answer("app", "1")
    fixed["imageScanFindings"] = {"enhancedFindings": [enhanced(1)]}
    image = scanned(save(fixed), policy=ignoring(**{"until-fixed": True}))
    assert [one.id for one in image.vulnerabilities] == ["CVE-2026-0001"]
    assert image.ended == ("the ignore of `CVE-2026-0001` ended, for there is a fix now",)


@pytest.mark.parametrize(("hour", "hides"), [(23, True), (24, False)])
def test_the_day_of_an_ignore_ends_in_utc(hour: int, hides: bool) -> None:
    moment = datetime(2026, 6, 15, tzinfo=UTC) + timedelta(hours=hour)
    policy = Policy(ignores=(Ignore("CVE-2026-0001", "why", expires="2026-06-15"),), now=moment)
    assert bool(scanned(save(answer("app", "1", basic(1))), policy=policy).vulnerabilities) != hides


def test_a_finding_with_one_package_of_two_ignored_still_counts() -> None:
    finding = enhanced(1)
    packages = finding["packageVulnerabilityDetails"]["vulnerablePackages"]
    packages.append({**packages[0], "name": "libssl"})
    saved = answer("app", "1")
    saved["imageScanFindings"] = {"enhancedFindings": [finding]}
    (manifest,) = scanned(save(saved), policy=ignoring(package="libssl")).manifests
    assert (dict(manifest.counts), manifest.ignored, len(manifest.open)) == ({"HIGH": 1}, 0, 1)


def test_an_ignore_of_the_configuration(capsys: pytest.CaptureFixture[str]) -> None:
    task(IMAGE)
    save(answer("app", "1", basic(1)))
    entry = '[[ecr.ignore]]\nid = "CVE-2026-0001"\n'
    Path("ecslint.toml").write_text(
        entry + 'reason = "not reachable"\n[[ecr.ignore]]\nid = "CVE-1"\nreason = "gone"\n'
    )
    code, report, err = check(capsys, "--ecr-findings", "scan.json", "-v")
    assert (code, report["findings"]) == (0, [])
    (vulnerability,) = report["images"][0]["vulnerabilities"]
    assert (vulnerability["suppressed"], vulnerability["reason"]) == (True, "not reachable")
    assert "the ignore of `CVE-1` matches nothing" in err
    Path("ecslint.toml").write_text(entry)
    from ecslint.cli import main

    assert main(["check", "--ecr-findings", "scan.json"]) == 2


@pytest.mark.parametrize(("done", "stale"), [("2026-06-05T12:00:00Z", False), ("2026-06-05T11:59:59Z", True)])
def test_a_scan_older_than_the_days_allowed_is_stale(done: str, stale: bool) -> None:
    saved = answer("app", "1")
    saved["imageScanFindings"]["imageScanCompletedAt"] = done
    policy = ignoring()._replace(stale_days=10)
    assert bool(scanned(save(saved), policy=policy).stale) == stale


def test_only_what_has_a_fix_counts(capsys: pytest.CaptureFixture[str]) -> None:
    task(IMAGE)
    save(answer("app", "1", basic(1, "CRITICAL")))
    code, _, err = check(capsys, "--ecr-findings", "scan.json", "--ecr-only-fixable", "-v")
    assert (code, "basic scans know no fixes" in err) == (0, True)
    fixed = answer("app", "1")
    fixed["imageScanFindings"] = {"enhancedFindings": [enhanced(1)]}
    save(fixed)
    assert check(capsys, "--ecr-findings", "scan.json", "--ecr-only-fixable")[0] == 1


@pytest.mark.parametrize("text", ["[]", json.dumps(answer("app", tag="another"))])
def test_an_image_that_no_answer_is_about_is_never_clean(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    task(IMAGE)
    code, report, _ = check(capsys, "--ecr-findings", save(text, "scan.json"))
    assert code == 1
    assert [one["code"] for one in report["findings"]] == ["ECR006"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_what_powershell_writes_is_read(encoding: str) -> None:
    mark = "\ufeff" if encoding.startswith("utf-16-") else ""
    Path("scan.json").write_bytes((mark + json.dumps(GOOD, indent=4).replace("\n", "\r\n")).encode(encoding))
    image = scanned("scan.json")
    assert [one.id for one in image.vulnerabilities] == ["CVE-2026-0001", "CVE-2026-0002"]


@pytest.mark.parametrize(
    "content",
    [
        {"imageDetails": [{"imageScanStatus": {"status": "COMPLETE"}, "imageScanFindingsSummary": {"findingSeverityCounts": {}}}]},
        {"imageIds": [{"imageTag": "1"}]},
        {"repositories": []},
        [],
        [None],
        [[GOOD]],
        {"repositoryName": "app", "imageId": {"imageTag": "1"}},
    ],
)  # fmt: skip
def test_what_another_command_printed_is_no_clean_image(
    content: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    task(IMAGE)
    code, report, err = check(capsys, "--ecr-findings", save(content))
    assert (code in {1, 3}, "Traceback" in err) == (True, False)
    assert report["images"][0]["vulnerabilities"] == []
    assert not (report["images"][0]["scan"] or {}).get("complete")


def test_several_files_of_one_image_are_all_read(capsys: pytest.CaptureFixture[str]) -> None:
    task(IMAGE)
    save(answer("app", "1", basic(1)), "one.json")
    fixed = {**answer("app", "1"), "imageScanFindings": {"enhancedFindings": [enhanced(2)]}}
    del fixed["imageScanFindings"]["enhancedFindings"][0]["packageVulnerabilityDetails"]
    save(fixed, "two.json")
    code, report, _ = check(capsys, "--ecr-findings", "one.json", "--ecr-findings", "two.json")
    assert code == 1
    ids = [one["id"] for image in report["images"] for one in image["vulnerabilities"]]
    assert ids == ["CVE-2026-0001", "CVE-2026-0002 - openssl"]
    # One that is cut off makes the whole unknown; what was found stays.
    save({**fixed, "nextToken": "more"}, "two.json")
    code, report, err = check(
        capsys, "--ecr-findings", "one.json", "--ecr-findings", "two.json", "--ecr-fail-on", "none"
    )
    assert (code, "incomplete: 1 findings and more to come" in err) == (3, True)


def in_a_process(script: str) -> subprocess.CompletedProcess[str]:
    """A Python script that runs the command on the answer saved in `scan.json`."""
    command = [
        sys.executable,
        "-c",
        script,
        "check",
        "--select",
        "ECR",
        "--format",
        "concise",
        "--ecr-findings",
    ]
    return subprocess.run([*command, "scan.json"], capture_output=True, text=True, timeout=120, check=False)


def test_fifty_megabytes_are_read_whole_or_refused(tmp_path: Path) -> None:
    """In memory that is a small multiple of the file, and cut off it is said to be no JSON."""
    task(IMAGE)
    findings = [{**basic(number, "LOW"), "description": "It overflows. " * 280} for number in range(12_500)]
    text = json.dumps(answer("app", "1", *findings))
    assert len(text) > 50_000_000
    save(text)
    script = (
        "import sys\nfrom ecslint.cli import main\ncode = main(sys.argv[1:])\n"
        # Not `ru_maxrss`: a child begins it with the size of its parent, here of all tests so far.
        "print(*[line for line in open('/proc/self/status') if line.startswith('VmHWM')], file=sys.stderr)\n"
        "sys.exit(code)\n"
    )
    done = in_a_process(script)
    assert done.returncode == 0
    assert "12500 LOW vulnerabilities" in done.stdout
    kilobytes = int(done.stderr.split("VmHWM:")[1].split()[0])
    assert len(text) // 1024 < kilobytes
    assert kilobytes < 6 * len(text) // 1024
    save(text[: len(text) // 2])
    done = in_a_process(script)
    assert done.returncode in {1, 3}
    assert "is not JSON" in done.stderr
    assert "vulnerabilities" not in done.stdout


def test_an_id_with_two_severities_is_judged_finding_by_finding() -> None:
    save(answer("app", "1", basic(1, "LOW"), basic(1, "CRITICAL", "zlib")))
    (manifest,) = scanned("scan.json", policy=ignoring(package="zlib")).manifests
    assert (dict(manifest.counts), manifest.ignored) == ({"LOW": 1}, 1)
    (manifest,) = scanned("scan.json", policy=ignoring(package="openssl")).manifests
    assert (dict(manifest.counts), manifest.ignored) == ({"CRITICAL": 1}, 1)


@pytest.mark.parametrize(
    "lists", [{"findings": None}, {"enhancedFindings": None}, {"findings": None, "enhancedFindings": None}]
)
def test_a_list_that_is_null_is_no_empty_list(
    lists: dict[str, None], capsys: pytest.CaptureFixture[str]
) -> None:
    task(IMAGE)
    save({**GOOD, "imageScanFindings": lists})
    code, report, err = check(capsys, "--ecr-findings", "scan.json")
    assert (code in {1, 3}, "Traceback" in err) == (True, False)
    assert not (report["images"][0]["scan"] or {}).get("complete")


def test_saved_answers_need_no_boto3() -> None:
    task(IMAGE)
    save(GOOD)
    script = "import sys\nsys.modules['boto3'] = sys.modules['botocore'] = None\nfrom ecslint.cli import main\nsys.exit(main(sys.argv[1:]))"
    done = in_a_process(script)
    assert (done.returncode, done.stderr) == (1, "")
    assert "CVE-2026-0001" in done.stdout
