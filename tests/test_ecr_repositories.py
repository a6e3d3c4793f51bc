"""Repository checks: what is asked, what stays unknown, and that another account's settings are never ours."""

import pytest
from ecr_client import ask, asking
from ecr_world import ACCOUNT, REGION, Scan, World, uri

from ecslint.ecr.outcome import Repository

OTHER = "210987654321"
POLICY = """{"rules": [{"rulePriority": 1, "selection": {"tagStatus": "untagged", "countType": "imageCountMoreThan",
             "countNumber": 5}, "action": {"type": "expire"}}]}"""


def describe(world: World, *images: str) -> tuple[Repository, ...]:
    with asking(world):
        return ask(images, repo_checks=True).repositories


def test_everything_that_rules_need_is_asked_once_per_repository() -> None:
    world = World()
    app = world.repository("team/app")
    app.image("1", Scan(findings=[]))
    app.mutability, app.exempt, app.encryption = "IMMUTABLE_WITH_EXCLUSION", ["latest", "dev-*"], "KMS"
    app.frequency, app.lifecycle = "CONTINUOUS_SCAN", POLICY
    with asking(world) as stub:
        fetched = ask([uri("team/app", ":1"), uri("team/app", ":2")], repo_checks=True)
    assert fetched.repositories == (
        Repository(
            ACCOUNT,
            REGION,
            "team/app",
            scan_frequency="CONTINUOUS_SCAN",
            mutability="IMMUTABLE_WITH_EXCLUSION",
            exempt_tags=("latest", "dev-*"),
            encryption="KMS",
            has_lifecycle_policy=True,
        ),
    )
    for operation in (
        "DescribeRepositories",
        "BatchGetRepositoryScanningConfiguration",
        "GetLifecyclePolicy",
    ):
        assert stub.count(operation) == 1


def test_without_the_flag_nothing_is_asked() -> None:
    world = World()
    world.repository("app").image("1", Scan(findings=[]))
    with asking(world) as stub:
        assert ask([uri("app", ":1")]).repositories == ()
    assert set(stub.counts) == {"DescribeImages", "DescribeImageScanFindings"}


@pytest.mark.parametrize("frequency", ["SCAN_ON_PUSH", "CONTINUOUS_SCAN", "MANUAL"])
def test_the_frequency_that_applies_is_not_the_flag_of_the_repository(frequency: str) -> None:
    world = World()
    world.repository("app").frequency = frequency
    (found,) = describe(world, uri("app"))
    assert (found.scan_frequency, found.has_lifecycle_policy, found.mutability) == (
        frequency,
        False,
        "IMMUTABLE",
    )


def test_a_repository_that_is_not_there_is_not_judged() -> None:
    assert describe(World(registries={ACCOUNT: World().registry()}), uri("nope")) == (
        Repository(ACCOUNT, REGION, "nope", exists=False),
    )


@pytest.mark.parametrize("own_has_one_of_that_name", [True, False])
def test_another_accounts_scanning_is_unknown(*, own_has_one_of_that_name: bool) -> None:
    world = World()
    world.registry()
    world.repository("app", OTHER)
    if own_has_one_of_that_name:
        world.repository("app").frequency = "CONTINUOUS_SCAN"
    (found,) = describe(world, uri("app", account=OTHER))
    assert (found.account, found.scan_frequency, found.mutability) == (OTHER, None, "IMMUTABLE")
    assert [failure.code for failure in found.failures] == ["OtherAccount"]


DENIED = {
    "DescribeRepositories": "mutability",
    "BatchGetRepositoryScanningConfiguration": "scan_frequency",
    "GetLifecyclePolicy": "has_lifecycle_policy",
}


@pytest.mark.parametrize("operation", DENIED)
@pytest.mark.parametrize(
    "answer", ["denied", "{}", "[]", '{"repositories": [null]}', '{"scanningConfigurations": [{}]}']
)
def test_what_cannot_be_asked_stays_unknown_and_the_rest_is_known(operation: str, answer: str) -> None:
    world = World()
    world.repository("app")
    with asking(world) as stub:
        if answer == "denied":
            world.registry().denied = {operation}
        else:
            stub.fault(operation, f"object {answer}")
        (found,) = ask([uri("app")], repo_checks=True).repositories
    assert [name for name in DENIED.values() if getattr(found, name) is None] == [DENIED[operation]]
    (failure,) = found.failures
    assert failure.code in {"AccessDeniedException", "UnreadableAnswer", "OtherAccount"}


@pytest.mark.parametrize("filters", ["[null]", '[null, {"filter": "dev-*"}]', "{}"])
def test_odd_filters_cost_no_other_setting(filters: str) -> None:
    world = World()
    world.repository("app")
    with asking(world) as stub:
        answer = f'{{"imageTagMutability": "IMMUTABLE", "imageTagMutabilityExclusionFilters": {filters}}}'
        stub.fault("DescribeRepositories", f'object {{"repositories": [{answer}]}}')
        (found,) = ask([uri("app")], repo_checks=True).repositories
    assert (found.mutability, found.failures) == ("IMMUTABLE", ())


@pytest.mark.parametrize("rules", ["[null]", "[1, null]", "{}", '"x"'])
def test_odd_rules_of_pulling_through_are_none(rules: str) -> None:
    world = World()
    world.repository("app")
    with asking(world) as stub:
        stub.fault("DescribePullThroughCacheRules", f'object {{"pullThroughCacheRules": {rules}}}')
        (found,) = ask([uri("gone")], repo_checks=True).repositories
    assert not found.exists


def test_without_credentials_nothing_is_known_and_one_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    with asking(World()), monkeypatch.context() as patch:
        patch.delenv("AWS_ACCESS_KEY_ID")
        patch.delenv("AWS_SECRET_ACCESS_KEY")
        fetched = ask([uri("app"), uri("other")], repo_checks=True)
    assert [repository.failures for repository in fetched.repositories] == [fetched.troubles] * 2
    assert len(fetched.troubles) == 1
