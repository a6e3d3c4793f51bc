"""Pages and statuses: everything is read, nothing unfinished is taken for the whole, and waiting ends."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from ecr_client import ask, asking, reading
from ecr_operations import model
from ecr_world import LONG_AGO, Answer, Scan, States, World, basic, enhanced, uri
from hypothesis import given, settings
from hypothesis import strategies as st

from ecslint.ecr import findings
from ecslint.ecr.outcome import Reading
from ecslint.ecr.uri import parse

# The eleven of AWS, whatever the installed botocore knows of them, and those that it knows beyond.
ELEVEN = [
    "IN_PROGRESS", "COMPLETE", "FAILED", "UNSUPPORTED_IMAGE", "ACTIVE", "PENDING", "SCAN_ELIGIBILITY_EXPIRED", "FINDINGS_UNAVAILABLE",
    "LIMIT_EXCEEDED", "IMAGE_ARCHIVED", "IMAGE_SIZE_EXCEEDED",
]  # fmt: skip
STATUSES = list(dict.fromkeys([*ELEVEN, *model().shape_for("ScanStatus").enum]))


def read(
    states: States, *, pushed_at: datetime = LONG_AGO, expire: bool = False, **changes: Any
) -> tuple[Reading, int]:
    """What becomes of one image whose scan says this, and how many times it was asked for."""
    world = World(tokens_expire=expire)
    app = world.repository("app")
    app.manifests[app.image("1", states)].pushed_at = pushed_at
    with asking(world) as stub:
        found = reading(ask([uri("app", ":1")], **changes))
    return found, stub.count("DescribeImageScanFindings")


def listed(found: Reading) -> list[str]:
    """The ids of all findings on all pages."""
    assert found.answer is not None
    return [vulnerability.id for vulnerability in found.answer.vulnerabilities]


@pytest.mark.parametrize(
    ("count", "calls"), [(0, 1), (1, 1), (99, 1), (100, 1), (101, 2), (250, 3), (1050, 11)]
)
def test_every_page_of_enhanced_findings_is_read(count: int, calls: int) -> None:
    found, asked = read(Scan("ACTIVE", enhanced=[enhanced(number) for number in range(count)]))
    assert found.is_scanned
    assert listed(found) == [f"CVE-2026-{number:04}" for number in range(count)]
    assert asked == calls


@pytest.mark.parametrize(("count", "calls"), [(0, 1), (1000, 1), (1001, 2)])
def test_every_page_of_basic_findings_is_read(count: int, calls: int) -> None:
    found, asked = read(Scan(findings=[basic(number) for number in range(count)]))
    assert found.is_scanned
    assert len(listed(found)) == count
    assert asked == calls


def test_both_lists_are_kept() -> None:
    found, _ = read(Scan(findings=[basic(1)], enhanced=[enhanced(2)]))
    assert listed(found) == ["CVE-2026-0001", "CVE-2026-0002"]


def on_page(number: int, change: Callable[[Answer], object]) -> Callable[[int, Answer], Answer]:
    """Change one page before it is sent."""

    def edit(page: int, answer: Answer) -> Answer:
        if page == number:
            change(answer)
        return answer

    return edit


MANY = [enhanced(number) for number in range(250)]
PARTIAL = {
    "repeated token": (Scan(enhanced=MANY, edit=lambda _, page: {**page, "nextToken": "again"}), False, "InvalidParameterException"),
    "expired token": (Scan(enhanced=MANY), True, "InvalidParameterException"),
    "status changes": (
        Scan("ACTIVE", enhanced=MANY, edit=on_page(2, lambda page: page["imageScanStatus"].update(status="PENDING"))),
        False,
        "ScanChanged",
    ),
    "second page without status": (
        Scan(enhanced=MANY, edit=on_page(2, lambda page: page.pop("imageScanStatus"))),
        False,
        "UnreadableAnswer",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PARTIAL)
def test_a_part_is_never_taken_for_the_whole(name: str) -> None:
    scan, expire, code = PARTIAL[name]
    found, _ = read(scan, expire=expire)
    assert found.failure is not None
    assert found.failure.code == code
    assert (found.answer, found.is_scanned) == (None, False)


def test_a_token_that_comes_back_ends_the_loop() -> None:
    world = World()
    world.repository("app").image("1", Scan(findings=[basic()]))
    page = (
        '{"imageScanStatus": {"status": "COMPLETE"}, "imageScanFindings": {"findings": []}, "nextToken": "t"}'
    )
    with asking(world) as stub:
        stub.fault("DescribeImageScanFindings", f"object {page}")
        found = reading(ask([uri("app", ":1")]))
    assert found.failure is not None
    assert found.failure.code == "RepeatedToken"
    assert stub.count("DescribeImageScanFindings") == 2


@pytest.mark.parametrize(
    ("findings", "counts", "message"),
    [
        ([], {"CRITICAL": 1}, "ECR counts 1 findings and lists 0"),
        ([basic(1, "LOW")], {"CRITICAL": 1, "LOW": 1}, "ECR counts 2 findings and lists 1"),
    ],
)
def test_findings_that_are_counted_and_not_listed_make_it_incomplete(
    findings: list[Answer], counts: dict[str, int], message: str
) -> None:
    found, _ = read(Scan(findings=findings, counts=counts))
    assert found.failure == ("IncompleteAnswer", message, False)
    assert not found.is_scanned
    assert len(listed(found)) == len(findings)


def test_findings_that_are_listed_and_not_counted_are_findings() -> None:
    found, _ = read(Scan(findings=[basic(1), basic(2)], counts={"HIGH": 1}))
    assert found.is_scanned
    assert len(listed(found)) == 2


@pytest.mark.parametrize("status", [*STATUSES, "BRAND_NEW"])
def test_only_complete_and_active_are_scanned(status: str) -> None:
    found, asked = read(Scan(status, findings=[basic()], description=f"It is {status}"))
    assert (found.status, found.description) == (status, f"It is {status}")
    assert found.is_scanned == (status in {"COMPLETE", "ACTIVE"})
    assert found.failure is None
    assert len(listed(found)) == 1  # what an expired scan still knows is shown as stale
    assert asked == 1


def test_an_image_that_was_never_scanned_is_not_clean() -> None:
    found, asked = read(None)
    assert (found.status, found.is_scanned, found.failure) == ("ScanNotFoundException", False, None)
    assert "Image scan does not exist" in found.description
    assert asked == 1


EMPTY = Scan("ACTIVE", enhanced=[], completed_at=None)
BARE = Scan("COMPLETE", findings=[], completed_at=None)
NOW = datetime.now(UTC)


@pytest.mark.parametrize(
    ("scan", "age", "is_scanned"),
    [
        (EMPTY, timedelta(days=3), True),
        (EMPTY, timedelta(seconds=5), False),
        (Scan("ACTIVE", enhanced=[]), timedelta(seconds=5), True),
        (Scan("COMPLETE", findings=[basic()], completed_at=None), timedelta(seconds=5), True),
        (Scan("COMPLETE", findings=[], completed_at=None), -timedelta(seconds=5), False),
        (
            Scan("COMPLETE", edit=on_page(1, lambda page: page.pop("imageScanFindings"))),
            timedelta(days=3),
            False,
        ),
    ],
)
def test_nothing_found_in_an_image_just_pushed_may_be_too_early(
    scan: Scan, age: timedelta, *, is_scanned: bool
) -> None:
    found, asked = read(scan, pushed_at=datetime.now(UTC) - age)
    assert found.is_scanned == is_scanned
    assert asked == 1


WAITED: dict[str, list[Scan | None]] = {
    "never scanned, then done": [None, None, Scan(findings=[basic()])],
    "pending, running, active": [Scan("PENDING"), Scan("IN_PROGRESS"), Scan("ACTIVE", enhanced=[enhanced()])],
    "empty, then filled": [EMPTY, EMPTY, Scan("ACTIVE", enhanced=[enhanced()])],
    "complete and empty, then filled": [BARE, BARE, Scan(findings=[basic()])],
    "running, then failed": [Scan("IN_PROGRESS"), Scan("PENDING"), Scan("FAILED")],
}


@pytest.mark.parametrize("name", WAITED)
def test_waiting_asks_until_the_scan_has_ended(name: str) -> None:
    states = WAITED[name]
    end = states[-1]
    assert end is not None
    found, asked = read(list(states), pushed_at=datetime.now(UTC), wait=30)
    assert (found.status, asked) == (end.status, 3)
    assert found.is_scanned == (end.status != "FAILED")
    without, once = read(list(states), pushed_at=datetime.now(UTC))
    assert (without.is_scanned, once) == (False, 1)


def test_waiting_ends_and_what_was_seen_last_is_said() -> None:
    found, asked = read(Scan("PENDING"), wait=0.3)
    assert (found.status, found.is_scanned, found.failure) == ("PENDING", False, None)
    assert 2 <= asked <= 10  # the pauses grow: 0.01, 0.02, 0.04 ...


@pytest.mark.parametrize(
    "status", ["UNSUPPORTED_IMAGE", "FAILED", "SCAN_ELIGIBILITY_EXPIRED", "BRAND_NEW", "COMPLETE"]
)
def test_nobody_waits_for_what_does_not_change(status: str) -> None:
    _, asked = read(Scan(status, findings=[]), wait=30)
    assert asked == 1


def test_waiting_images_hold_no_thread() -> None:
    world = World()
    for number in range(4):
        world.repository(f"pending{number}").image("1", Scan("PENDING"))
    world.repository("done").image("1", Scan(findings=[]))
    names = [*(f"pending{number}" for number in range(4)), "done"]
    with asking(world):
        fetched = ask([uri(name, ":1") for name in names], jobs=1, wait=0.5)
    assert [outcome.readings[0].status for outcome in fetched.outcomes] == ["PENDING"] * 4 + ["COMPLETE"]  # type: ignore[union-attr]


def test_a_failure_while_waiting_is_a_failure() -> None:
    world = World()
    world.repository("app").image("1", Scan("PENDING"))
    with asking(world) as stub:
        asked: list[object] = []

        def third(parameters: dict[str, Any]) -> bool:
            asked.append(parameters)
            return len(asked) == 3

        stub.fault("DescribeImageScanFindings", "malformed", when=third)
        found = reading(ask([uri("app", ":1")], wait=30))
    assert found.failure is not None
    assert (found.failure.code, found.is_scanned, len(asked)) == ("UnreadableAnswer", False, 3)


class Replies:
    """An ECR that answers with given pages, one after the other, the last one for ever."""

    def __init__(self, pages: list[Any]) -> None:
        self._pages = pages

    def call(self, operation: str, **parameters: object) -> Any:
        return self._pages.pop(0) if len(self._pages) > 1 else self._pages[0]

    def knows(self, operation: str, *path: str) -> bool:
        return True


WORDS: list[Any] = [None, 5, True, "", "x", [], {}, [None], "drop"]
PLACES = [("imageScanStatus",), ("imageScanStatus", "status"), ("imageScanStatus", "description"), ("nextToken",),
          ("imageScanFindings",), ("imageScanFindings", "findings"), ("imageScanFindings", "enhancedFindings"),
          ("imageScanFindings", "findingSeverityCounts"), ("imageScanFindings", "imageScanCompletedAt")]  # fmt: skip


@settings(max_examples=150)
@given(
    st.lists(st.tuples(st.sampled_from([0, 1]), st.sampled_from(PLACES), st.sampled_from(WORDS)), max_size=4)
)
def test_whatever_the_answer_it_is_scanned_only_with_a_status_on_each_page(
    changes: list[tuple[int, tuple[str, ...], Any]],
) -> None:
    pages: list[dict[str, Any]] = [
        {
            "imageScanStatus": {"status": "COMPLETE", "description": "done"},
            "imageScanFindings": {"findings": [basic(number)], "findingSeverityCounts": {"HIGH": 2}},
        }
        for number in (1, 2)
    ]
    pages[0]["nextToken"] = "more"
    for number, (*path, last), value in changes:
        inner: Any = pages[number]
        for key in path:
            inner = inner.get(key) if isinstance(inner, dict) else None
        if isinstance(inner, dict):
            inner[last] = value
            if value == "drop":
                del inner[last]
    image = parse(uri("app"))
    assert image is not None
    found = findings.read(Replies([*pages]), image, "sha256:1", None)
    statuses = [
        page["imageScanStatus"].get("status")
        for page in (pages if pages[0].get("nextToken") else pages[:1])
        if isinstance(page.get("imageScanStatus"), dict)
    ]
    if found.is_scanned:
        assert set(statuses) == {"COMPLETE"}
        assert found.answer is not None
        assert found.answer.listed >= found.answer.counted
