"""From references to digests: indexes, attestations, platforms, nesting, and what is missing or refused."""

import json
from typing import Any

import pytest
from ecr_client import ask, asking, only, wanted
from ecr_operations import knows_archive, model
from ecr_world import ACCOUNT, DOCKER_LIST, OCI_INDEX, Scan, World, basic, uri

from ecslint.ecr.outcome import Archived, NoImage, NoPlatform, NoRepository, Outcome, Read, Unread
from ecslint.ecr.platform import Platform, of_flag, of_task, platform

AMD64, ARM64 = Platform("linux", "amd64"), Platform("linux", "arm64")


def scan(number: int) -> Scan:
    """A scan that can be told from others."""
    return Scan(findings=[basic(number)])


def platforms_read(outcome: Outcome) -> list[str]:
    assert isinstance(outcome, Read), outcome
    assert all(reading.is_scanned for reading in outcome.readings)
    return [str(reading.platform) for reading in outcome.readings]


def test_a_single_manifest_is_read_by_its_digest_and_never_pulled() -> None:
    world = World()
    digest = world.repository("app").image("1", scan(1))
    with asking(world) as stub:
        outcome = only(ask([uri("app", ":1")]))
    assert isinstance(outcome, Read)
    assert (outcome.digest, outcome.is_index) == (digest, False)
    assert [call.parameters["imageId"] for call in stub.calls if "imageId" in call.parameters] == [
        {"imageDigest": digest}
    ]
    assert stub.counts == {"DescribeImages": 1, "DescribeImageScanFindings": 1}
    assert {call.parameters["registryId"] for call in stub.calls} == {ACCOUNT}


def test_no_tag_means_latest_and_with_tag_and_digest_the_digest_decides() -> None:
    world = World()
    app = world.repository("app")
    app.image("latest", scan(1))
    old = app.image(None, scan(2))
    with asking(world) as stub:
        fetched = ask([uri("app"), uri("app", f":latest@{old}"), uri("app", f"@{old}")])
    assert [outcome.digest == old for outcome in fetched.outcomes if isinstance(outcome, Read)] == [
        False, True, True,
    ]  # fmt: skip
    assert [c.parameters["imageIds"] for c in stub.calls if c.operation == "DescribeImages"].count(
        [{"imageDigest": old}]
    ) == 1


def test_one_platform_and_an_attestation_is_one_image() -> None:
    world = World()
    app = world.repository("app")
    child = app.image(None, scan(1))
    index = app.index("1", {"linux/amd64": child})
    with asking(world) as stub:
        outcome = only(ask([uri("app", ":1")]))
    assert isinstance(outcome, Read)
    assert (outcome.digest, outcome.is_index) == (index, True)
    assert [reading.digest for reading in outcome.readings] == [child]
    assert stub.counts == {"DescribeImages": 1, "BatchGetImage": 1, "DescribeImageScanFindings": 1}


@pytest.mark.parametrize("media_type", [OCI_INDEX, DOCKER_LIST])
@pytest.mark.parametrize(
    ("meant", "read"),
    [
        (of_task("ARM64", "LINUX", on_fargate=True), ["linux/arm64"]),
        (of_task("X86_64", "LINUX", on_fargate=False), ["linux/amd64"]),
        (of_task("ARM64", None, on_fargate=False), ["linux/arm64"]),
        (of_task(None, None, on_fargate=True), ["linux/amd64"]),
        (of_task(None, None, on_fargate=False), ["linux/amd64", "linux/arm64"]),
        (of_flag("linux/arm64"), ["linux/arm64"]),
        (of_flag("$TARGETPLATFORM"), ["linux/amd64", "linux/arm64"]),
    ],
)
def test_the_platform_of_the_task_chooses(meant: Platform | None, read: list[str], media_type: str) -> None:
    world = World()
    app = world.repository("app")
    children = {"linux/amd64": app.image(None, scan(1)), "linux/arm64/v8": app.image(None, scan(2), salt="b")}
    app.index("1", children, media_type=media_type)
    with asking(world):
        assert platforms_read(only(ask([wanted(uri("app", ":1"), meant)]))) == read


WINDOWS = {
    "windows/amd64 10.0.17763.5329": "2019",
    "windows/amd64 10.0.20348.2227": "2022",
    "linux/amd64": "linux",
}


@pytest.mark.parametrize(
    ("family", "read"),
    [
        ("WINDOWS_SERVER_2019_CORE", ["windows/amd64 10.0.17763.5329"]),
        ("WINDOWS_SERVER_2022_FULL", ["windows/amd64 10.0.20348.2227"]),
        ("WINDOWS_SERVER_FUTURE", ["windows/amd64 10.0.17763.5329", "windows/amd64 10.0.20348.2227"]),
        ("LINUX", ["linux/amd64"]),
    ],
)
def test_windows_is_chosen_by_its_build(family: str, read: list[str]) -> None:
    world = World()
    app = world.repository("app")
    app.index("1", {name: app.image(None, scan(1), salt=salt) for name, salt in WINDOWS.items()})
    with asking(world):
        meant = of_task("X86_64", family, on_fargate=True)
        assert platforms_read(only(ask([wanted(uri("app", ":1"), meant)]))) == read


@pytest.mark.parametrize(
    ("family", "architecture", "available"),
    [("WINDOWS_SERVER_2016_FULL", "X86_64", 3), ("LINUX", "ARM64", 3)],
)
def test_a_missing_platform_is_said_with_what_there_is(
    family: str, architecture: str, available: int
) -> None:
    world = World()
    app = world.repository("app")
    digest = app.index("1", {name: app.image(None, scan(1), salt=salt) for name, salt in WINDOWS.items()})
    with asking(world) as stub:
        meant = of_task(architecture, family, on_fargate=True)
        outcome = only(ask([wanted(uri("app", ":1"), meant)]))
    assert isinstance(outcome, NoPlatform)
    assert outcome.digest == digest
    assert len(outcome.available) == available
    assert stub.count("DescribeImageScanFindings") == 0


def test_an_index_within_an_index_is_opened_and_one_within_that_is_not() -> None:
    world = World()
    app = world.repository("app")
    inner = app.index(None, {"linux/amd64": app.image(None, scan(1))})
    app.index("two", {}, nested=[inner])
    middle = app.index(None, {}, nested=[inner])
    app.index("three", {}, nested=[middle])
    with asking(world):
        two, three = ask([uri("app", ":two"), uri("app", ":three")]).outcomes
    assert platforms_read(two) == ["linux/amd64"]
    assert isinstance(three, Unread)
    assert three.failure.code == "NestedIndex"


def test_children_without_a_platform_are_read_for_any() -> None:
    world = World()
    app = world.repository("app")
    child = app.image(None, scan(1))
    app.manifest(json.dumps({"manifests": [{"digest": child}]}), OCI_INDEX, "1")
    with asking(world):
        assert platforms_read(only(ask([wanted(uri("app", ":1"), ARM64)]))) == ["None"]


def test_an_index_of_attestations_only_has_no_platform() -> None:
    world = World()
    world.repository("app").index("1", {})
    with asking(world):
        assert isinstance(only(ask([uri("app", ":1")])), NoPlatform)


def test_a_lost_child_is_not_clean() -> None:
    world = World()
    app = world.repository("app")
    lost, kept = app.image(None, scan(1)), app.image(None, scan(2), salt="kept")
    app.index("1", {"linux/amd64": lost, "linux/arm64": kept})
    del app.manifests[lost]
    with asking(world):
        outcome = only(ask([uri("app", ":1")]))
    assert isinstance(outcome, Read)
    gone, there = outcome.readings
    assert gone.failure is not None
    assert (gone.failure.code, gone.is_scanned, there.is_scanned) == ("ImageNotFoundException", False, True)


BROKEN = [
    " ", "{", "[]", "null", "7", '"x"', "{}", '{"manifests": null}', '{"manifests": {}}', '{"manifests": [null]}',
    '{"manifests": [{}]}', '{"manifests": [{"digest": 5}]}', '{"manifests": [{"digest": "sha256:short"}]}',
    "[" * 100_000, json.dumps({"manifests": [{"digest": f"sha256:{n:064}"} for n in range(101)]}),
]  # fmt: skip


@pytest.mark.parametrize("text", BROKEN, ids=lambda text: text[:20])
def test_a_broken_index_is_unread(text: str) -> None:
    world = World()
    world.repository("app").manifest(text, OCI_INDEX, "1")
    with asking(world):
        outcome = only(ask([uri("app", ":1")]))
    assert isinstance(outcome, Unread)
    assert outcome.failure.code == "UnreadableManifest"


@pytest.mark.parametrize(
    "value",
    [None, 5, "x", [], {"os": 5, "architecture": []}, {"os": "linux"}, {"os": {}, "architecture": "amd64"}],
)
def test_a_platform_that_is_none_does_not_hide_the_child(value: Any) -> None:
    world = World()
    app = world.repository("app")
    entry = {"digest": app.image(None, scan(1)), "platform": value, "annotations": value}
    app.manifest(json.dumps({"manifests": [entry]}), OCI_INDEX, "1")
    with asking(world):
        assert platforms_read(only(ask([wanted(uri("app", ":1"), AMD64)]))) == ["None"]


CODES = ["InvalidImageDigest", "InvalidImageTag", "ImageTagDoesNotMatchDigest", "ImageNotFound", "MissingDigestAndTag",
         "ImageReferencedByManifestList", "KmsError", "UpstreamAccessDenied", "UpstreamTooManyRequests",
         "UpstreamUnavailable", "ImageInaccessible", "SomethingNew"]  # fmt: skip


@pytest.mark.parametrize("code", dict.fromkeys([*CODES, *model().shape_for("ImageFailureCode").enum]))
def test_a_refused_index_is_unread_with_the_code_of_aws(code: str) -> None:
    world = World()
    app = world.repository("app")
    app.refused[app.index("1", {"linux/amd64": app.image(None, scan(1))})] = code
    with asking(world):
        outcome = only(ask([uri("app", ":1")]))
    assert isinstance(outcome, Unread)
    assert outcome.failure == (code, f"Refused: {code}", False)


@pytest.mark.parametrize(
    "answer", ['{"images": [], "failures": []}', "{}", '{"images": [{}]}', '{"images": null}']
)
def test_an_index_without_images_and_failures_is_unread(answer: str) -> None:
    world = World()
    app = world.repository("app")
    app.index("1", {"linux/amd64": app.image(None, scan(1))})
    with asking(world) as stub:
        stub.fault("BatchGetImage", f"object {answer}")
        assert isinstance(only(ask([uri("app", ":1")])), Unread)


@pytest.mark.parametrize(
    "answer",
    ["{}", '{"imageDetails": []}', '{"imageDetails": null}', '{"imageDetails": [{}]}', '{"imageDetails": [null]}',
     '{"imageDetails": [{"imageDigest": null}]}', "[]", "null", '{"imageDetails": 5}'],
)  # fmt: skip
def test_an_answer_without_the_image_is_unread(answer: str) -> None:
    world = World()
    world.repository("app").image("1", scan(1))
    with asking(world) as stub:
        stub.fault("DescribeImages", f"object {answer}")
        outcome = only(ask([uri("app", ":1")]))
    assert isinstance(outcome, Unread)


def test_missing_images_repositories_and_archived_ones_are_outcomes() -> None:
    world = World()
    app = world.repository("app")
    archived = app.image("old", scan(1))
    app.manifests[archived].status = "ARCHIVED"
    with asking(world):
        none, nowhere, old = ask([uri("app", ":2"), uri("nope"), uri("app", ":old")]).outcomes
    assert isinstance(none, NoImage)
    assert "does not exist within the repository with name 'app'" in none.message
    assert nowhere == NoRepository(pull_through=False)
    # An older botocore cannot ask for the archive; to it the image is missing, which is not clean either.
    assert old == Archived(archived) if knows_archive() else isinstance(old, NoImage)


def test_a_repository_below_a_pull_through_rule_is_not_there_yet() -> None:
    world = World()
    world.registry().pull_through = ["quay", "docker-hub"]
    with asking(world) as stub:
        names = ["quay/team/app", "docker-hub/library/nginx", "quayside/app", "mine/app"]
        fetched = ask([uri(name) for name in names], pull_through_prefixes=["mine/"])
    assert [outcome.pull_through for outcome in fetched.outcomes if isinstance(outcome, NoRepository)] == [
        True, True, False, True,
    ]  # fmt: skip
    assert stub.count("DescribePullThroughCacheRules") == 1


def test_a_rule_for_the_whole_registry_and_no_permission_to_see_rules() -> None:
    world = World()
    world.registry().pull_through = ["ROOT"]
    with asking(world):
        assert only(ask([uri("anything/app")])) == NoRepository(pull_through=True)
        world.registry().denied = {"DescribePullThroughCacheRules"}
        assert only(ask([uri("anything/app")])) == NoRepository(pull_through=False)


def test_an_index_that_answers_itself_is_taken_when_no_child_was_scanned() -> None:
    world = World()
    app = world.repository("app")
    index = app.index(
        "1", {"linux/amd64": app.image(None, None), "linux/arm64": app.image(None, None, salt="b")}
    )
    app.scans[index] = scan(1)
    with asking(world):
        outcome = only(ask([uri("app", ":1")]))
    assert isinstance(outcome, Read)
    assert [reading.digest for reading in outcome.readings] == [index]


def test_children_that_were_never_scanned_are_never_clean() -> None:
    world = World()
    app = world.repository("app")
    app.index("1", {"linux/amd64": app.image(None, None)})
    with asking(world) as stub:
        outcome = only(ask([uri("app", ":1")]))
    assert isinstance(outcome, Read)
    assert [(reading.status, reading.is_scanned) for reading in outcome.readings] == [
        ("ScanNotFoundException", False)
    ]
    assert stub.count("DescribeImageScanFindings") == 2


def test_the_names_of_platforms_are_those_of_oci() -> None:
    assert platform("Linux", "x86_64") == AMD64
    assert platform("linux", "aarch64", "v8") == ARM64
    assert str(platform("linux", "arm", "v7")) == "linux/arm/v7"
    assert of_flag("linux/arm/v7") == Platform("linux", "arm", "v7")
    for text in ("linux", "a/b/c/d", "${X}/amd64", "", "/", "linux/"):
        assert of_flag(text) is None
    assert of_task("SPARC", None, on_fargate=True) is None
    assert of_task(None, "LINUX", on_fargate=False) is None
    assert of_task(None, "WINDOWS_SERVER_2022_CORE", on_fargate=False) == Platform(
        "windows", "amd64", None, "10.0.20348"
    )
