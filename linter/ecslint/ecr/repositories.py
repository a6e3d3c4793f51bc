"""How repositories are set up, for `--ecr-repo-checks`, and whether one that is missing is a pull-through cache."""

import threading
from collections.abc import Sequence
from typing import Any

from ecslint.ecr.outcome import Failure, Repository
from ecslint.ecr.resolve import Asks
from ecslint.ecr.untrusted import tables
from ecslint.ecr.uri import EcrImage
from ecslint.errors import EcrCallError


def describe(service: Asks, account: str, region: str, name: str) -> Repository:
    """Ask three things; what cannot be answered stays unknown and is named in `failures`."""
    repository = Repository(account, region, name)
    failures: list[Failure] = []
    for part in (_settings, _scanning, _lifecycle):
        try:
            repository = part(service, repository)
        except EcrCallError as error:
            if error.code == "RepositoryNotFoundException":
                return Repository(account, region, name, exists=False)
            failures.append(Failure(error.code, error.message, error.is_shared))
    return repository._replace(failures=tuple(dict.fromkeys(failures)))


def _settings(service: Asks, repository: Repository) -> Repository:
    answer = service.call(
        "describe_repositories", registryId=repository.account, repositoryNames=[repository.name]
    )
    found = _only(answer.get("repositories"), "DescribeRepositories answered without the repository")
    encryption = found.get("encryptionConfiguration")
    return repository._replace(
        mutability=_word(found.get("imageTagMutability")),
        exempt_tags=tuple(
            pattern
            for entry in tables(found.get("imageTagMutabilityExclusionFilters"))
            if (pattern := _word(entry.get("filter")))
        ),
        encryption=_word(encryption.get("encryptionType")) if isinstance(encryption, dict) else None,
    )


def _scanning(service: Asks, repository: Repository) -> Repository:
    """The frequency that applies: `scanOnPush` of the repository itself is overridden by rules of the registry."""
    answer = service.call("batch_get_repository_scanning_configuration", repositoryNames=[repository.name])
    found = answer.get("scanningConfigurations")
    if isinstance(found, list) and found and isinstance(found[0], dict):
        # There is no `registryId`: AWS answers for the caller's own account, whatever account was meant.
        owner = str(found[0].get("repositoryArn") or "").split(":")[4:5]
        if owner == [repository.account]:
            return repository._replace(scan_frequency=_word(found[0].get("scanFrequency")))
        raise EcrCallError("OtherAccount", "only the account itself can ask how its repositories are scanned")
    if answer.get("failures"):
        raise EcrCallError("OtherAccount", "only the account itself can ask how its repositories are scanned")
    raise EcrCallError(
        "UnreadableAnswer", "BatchGetRepositoryScanningConfiguration answered without the repository"
    )


def _lifecycle(service: Asks, repository: Repository) -> Repository:
    try:
        answer = service.call(
            "get_lifecycle_policy", registryId=repository.account, repositoryName=repository.name
        )
    except EcrCallError as error:
        if error.code == "LifecyclePolicyNotFoundException":
            return repository._replace(has_lifecycle_policy=False)
        raise
    text = answer.get("lifecyclePolicyText")
    if not isinstance(text, str):
        raise EcrCallError("UnreadableAnswer", "GetLifecyclePolicy answered without a policy")
    return repository._replace(has_lifecycle_policy=True)


def _only(entries: Any, complaint: str) -> dict[str, Any]:
    if isinstance(entries, list) and len(entries) == 1 and isinstance(entries[0], dict):
        return entries[0]
    raise EcrCallError("UnreadableAnswer", complaint)


def _word(value: Any) -> str | None:
    return value if isinstance(value, str) else None


class PullThrough:
    """Which prefixes are pull-through caches: those the user named, and those each registry has rules for."""

    def __init__(self, prefixes: Sequence[str]) -> None:
        self._prefixes = [prefix.strip("/") for prefix in prefixes]
        self._lock = threading.Lock()
        self._registries: dict[tuple[str, str], _Registry] = {}

    def __call__(self, service: Asks, image: EcrImage) -> bool:
        if any(image.repository.startswith(f"{prefix}/") for prefix in self._prefixes):
            return True
        with self._lock:
            registry = self._registries.setdefault((image.account, image.region), _Registry())
        with registry.lock:  # the first thread asks, the others wait for its answer
            if registry.prefixes is None:
                registry.prefixes = _rules(service, image.account)
        # `ROOT` is a rule for the whole registry.
        return any(
            prefix == "ROOT" or image.repository.startswith(f"{prefix}/") for prefix in registry.prefixes
        )


class _Registry:
    __slots__ = ("lock", "prefixes")

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.prefixes: list[str] | None = None


def _rules(service: Asks, account: str) -> list[str]:
    found: list[str] = []
    parameters: dict[str, object] = {"registryId": account, "maxResults": 1000}
    seen: set[object] = set()
    try:
        while True:
            answer = service.call("describe_pull_through_cache_rules", **parameters)
            for rule in tables(answer.get("pullThroughCacheRules")):
                if prefix := _word(rule.get("ecrRepositoryPrefix")):
                    found.append(prefix)
            token = answer.get("nextToken")
            if not token or token in seen:
                return found
            seen.add(token)
            parameters["nextToken"] = token
    except EcrCallError:
        # The permission is optional: without it a missing repository is a missing repository.
        return found
