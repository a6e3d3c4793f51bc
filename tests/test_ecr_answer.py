"""Answers of ECR -> normal form: both shapes, every field absent or odd, times of all three writers."""

import copy
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from ecr_world import basic, enhanced
from hypothesis import given, settings
from hypothesis import strategies as st

from ecslint.ecr.answer import Pages, moment
from ecslint.ecr.model import Answer, Vulnerability

RICH = {
    "title": "CVE-2026-1000 - openssl, openssl-libs",
    "description": "It overflows.",
    "severity": "critical",
    "status": "ACTIVE",
    "type": "PACKAGE_VULNERABILITY",
    "score": 9.1,
    "scoreDetails": {"cvss": {"score": 9.8, "scoreSource": "NVD", "version": "3.1"}},
    "fixAvailable": "PARTIAL",
    "exploitAvailable": "YES",
    "remediation": {"recommendation": {"text": "None Provided", "url": "https://fix.example"}},
    "packageVulnerabilityDetails": {
        "vulnerabilityId": "CVE-2026-1000",
        "source": "REDHAT_CVE",
        "sourceUrl": "https://source.example",
        "vendorSeverity": "Important",
        "cvss": [{"baseScore": 5.0, "version": "2.0", "source": "NVD"}],
        "vulnerablePackages": [
            {"name": "openssl", "version": "3.0.1", "epoch": 1, "release": "4.el9", "fixedInVersion": "1:3.0.9-1.el9"},
            {"name": "openssl-libs", "version": "3.0.1", "epoch": 0, "filePath": "lib/x.jar", "fixedInVersion": "NotAvailable"},
        ],
    },
    "resources": [
        {"details": {"awsEcrContainerImage": {"inUseCount": 2}}},
        {"details": {"awsEcrContainerImage": {"inUseCount": 7}}},
    ],
}  # fmt: skip


def read(*pages: dict[str, Any]) -> Answer:
    taken = Pages()
    for page in pages:
        taken.add(page)
    return taken.answer()


def only(finding: dict[str, Any], name: str = "enhancedFindings") -> Vulnerability:
    (vulnerability,) = read({name: [finding]}).vulnerabilities
    return vulnerability


def test_an_enhanced_finding_is_shown_by_package_and_counted_once() -> None:
    answer = read({"enhancedFindings": [RICH]})
    one, two = answer.vulnerabilities
    assert one == Vulnerability(
        id="CVE-2026-1000",
        package="openssl",
        installed="1:3.0.1-4.el9",
        fixed="1:3.0.9-1.el9",
        file_path="",
        severity="CRITICAL",
        vendor_severity="Important",
        cvss=9.8,
        cvss_source="NVD",
        exploit=True,
        fix="partial",
        in_use=7,
        title="CVE-2026-1000 - openssl, openssl-libs",
        url="https://source.example",
        source="enhanced",
        suppressed=False,
        reason="",
        finding=1,
    )
    assert (two.package, two.installed, two.fixed, two.file_path) == (
        "openssl-libs",
        "3.0.1",
        "",
        "lib/x.jar",
    )
    assert (answer.source, answer.counts, answer.listed) == ("enhanced", {"CRITICAL": 1}, 1)


def test_a_basic_finding_knows_no_fix() -> None:
    found = only(basic(7, "LOW"), "findings")
    assert (found.id, found.package, found.installed, found.severity) == (
        "CVE-2026-0007",
        "openssl",
        "3.0.1",
        "LOW",
    )
    assert (found.fix, found.fixed, found.is_fixable, found.exploit) == ("unknown", "", False, None)
    assert (found.cvss, found.cvss_source, found.source) == (7.5, "CVSS3", "basic")
    assert (found.title, found.url) == ("It overflows.", "https://security.example/CVE-2026-0007")


@pytest.mark.parametrize(
    ("attributes", "score"),
    [
        ({"CVSS3_SCORE": "7.5", "CVSS2_SCORE": "5"}, (7.5, "CVSS3")),
        ({"CVSS2_SCORE": "5"}, (5.0, "CVSS2")),
        ({"CVSS3_SCORE": "", "CVSS2_SCORE": "4.3"}, (4.3, "CVSS2")),
        ({"CVSS3_SCORE": "nan"}, (None, "")),
        ({"CVSS3_SCORE": "11"}, (None, "")),
        ({}, (None, "")),
    ],
)
def test_the_score_of_a_basic_finding(attributes: dict[str, str], score: tuple[float | None, str]) -> None:
    entries = [{"key": key, "value": value} for key, value in attributes.items()]
    found = only({**basic(), "attributes": entries}, "findings")
    assert (found.cvss, found.cvss_source) == score


@pytest.mark.parametrize(
    ("change", "score"),
    [
        ({"scoreDetails": {"cvss": {"score": 6.1, "scoreSource": "NVD"}}}, (6.1, "NVD")),
        ({}, (7.5, "NVD")),
        ({"score": None, "packageVulnerabilityDetails": {"cvss": [
            {"version": "2.0", "baseScore": 9.0, "source": "A"}, {"version": "3.1", "baseScore": 5.5, "source": "B"}]}}, (5.5, "B")),
        ({"score": True, "packageVulnerabilityDetails": {}}, (None, "")),
    ],
)  # fmt: skip
def test_the_score_of_an_enhanced_finding(change: dict[str, Any], score: tuple[float | None, str]) -> None:
    found = only({**enhanced(), **change})
    assert (found.cvss, found.cvss_source) == score


@pytest.mark.parametrize(
    ("available", "version", "fix", "fixed"),
    [
        ("YES", "2", "yes", "2"), ("NO", None, "no", ""), ("PARTIAL", None, "partial", ""), (None, "2", "yes", "2"),
        (None, "NotAvailable", "unknown", ""), (None, None, "unknown", ""), ("yes", None, "yes", ""), ("MAYBE", None, "unknown", ""),
    ],
)  # fmt: skip
def test_fixes(available: str | None, version: str | None, fix: str, fixed: str) -> None:
    finding: dict[str, Any] = {"fixAvailable": available, "packageVulnerabilityDetails": {
        "vulnerablePackages": [{"name": "x", "fixedInVersion": version}]}}  # fmt: skip
    found = only(finding)
    assert (found.fix, found.fixed) == (fix, fixed)
    assert found.is_fixable == (fix in {"yes", "partial"})


@pytest.mark.parametrize(
    "word", ["CRITICAL", "high", "Medium", "LOW", "INFORMATIONAL", "UNDEFINED", "UNTRIAGED", "NEW"]
)
def test_severities_keep_the_scanners_word_in_capitals(word: str) -> None:
    answer = read({"enhancedFindings": [enhanced(severity=word)]}, {"findings": [basic(severity=word)]})
    assert answer.counts == {word.upper(): 2}


@pytest.mark.parametrize("value", [None, "", 5, []])
def test_a_severity_that_is_none_is_undefined(value: Any) -> None:
    assert only({**enhanced(), "severity": value}).severity == "UNDEFINED"


@pytest.mark.parametrize("status", ["SUPPRESSED", "CLOSED", "closed"])
def test_what_ecr_is_done_with_is_listed_and_not_counted(status: str) -> None:
    answer = read({"enhancedFindings": [{**enhanced(), "status": status}, enhanced(2)]})
    assert [(found.suppressed, found.reason) for found in answer.vulnerabilities] == [
        (True, status.upper()),
        (False, ""),
    ]
    assert (answer.counts, answer.listed) == ({"HIGH": 1}, 2)


def test_the_lists_decide_what_kind_of_scan_it_was() -> None:
    assert read({"findings": []}).source == "basic"
    assert read({"enhancedFindings": []}).source == "enhanced"
    assert read({"findings": [], "enhancedFindings": [enhanced()]}).source == "enhanced"
    assert read({"findings": [basic()], "enhancedFindings": []}).source == "basic"
    assert read({}).source == ""


def test_pages_are_joined_and_findings_numbered_through() -> None:
    counts = {"HIGH": 3}
    answer = read(
        {
            "enhancedFindings": [enhanced(1), enhanced(2)],
            "findingSeverityCounts": counts,
            "imageScanCompletedAt": 5,
        },
        {"enhancedFindings": [enhanced(3)], "findingSeverityCounts": counts},
    )
    assert [found.finding for found in answer.vulnerabilities] == [1, 2, 3]
    assert (answer.listed, answer.counted) == (3, 3)
    assert answer.completed_at == datetime.fromtimestamp(5, UTC)


MOMENT = datetime(2026, 5, 4, 10, 20, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [MOMENT, MOMENT.timestamp(), int(MOMENT.timestamp()), "2026-05-04T10:20:30Z", "2026-05-04T12:20:30+02:00",
     "2026-05-04T10:20:30", MOMENT.astimezone(timezone(timedelta(hours=-7)))],
)  # fmt: skip
def test_times_of_botocore_and_both_command_lines(value: object) -> None:
    assert moment(value) == MOMENT


@pytest.mark.parametrize(
    "value", [None, "", "yesterday", 1e300, float("nan"), float("inf"), True, [], {}, -(10**30)]
)
def test_what_is_no_time(value: object) -> None:
    assert moment(value) is None


def test_text_of_strangers_is_one_clean_line() -> None:
    found = only(
        {
            "title": "a\x1b[31mb\nsecond" + "x" * 999,
            "packageVulnerabilityDetails": {"vulnerabilityId": "y" * 999},
        }
    )
    assert found.title == "a[31mb"
    assert len(found.id) == 300


def nodes(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path to every node of a document."""
    yield path
    for key, inner in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield from nodes(inner, (*path, key))


PAGE: dict[str, Any] = {
    "imageScanCompletedAt": 1.5,
    "vulnerabilitySourceUpdatedAt": "2026-05-04T10:20:30Z",
    "findingSeverityCounts": {"HIGH": 2},
    "findings": [basic()],
    "enhancedFindings": [RICH],
}
PATHS = [path for path in nodes(PAGE) if path]
ODD: list[Any] = [
    None,
    5,
    -1,
    True,
    "",
    "x",
    1e308,
    [],
    {},
    [None],
    {"a": None},
    "\x00" * 10,
    [[]],
    "2026",
    "drop",
]


@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(PATHS), st.sampled_from(ODD)), min_size=1, max_size=4))
def test_any_node_may_be_missing_or_anything_else(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    page = copy.deepcopy(PAGE)
    for path, value in changes:
        inner: Any = page
        try:
            for key in path[:-1]:
                inner = inner[key]
            if value == "drop":
                del inner[path[-1]]
            else:
                inner[path[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took it away
    answer = read(page)
    lists = [page.get(name) for name in ("findings", "enhancedFindings")]
    assert answer.listed == sum(len(entries) for entries in lists if isinstance(entries, list))
    assert {found.finding for found in answer.vulnerabilities} == set(range(1, answer.listed + 1))
    json.dumps([found._asdict() for found in answer.vulnerabilities], allow_nan=False)
