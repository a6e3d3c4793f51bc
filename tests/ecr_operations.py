"""What ECR's operations answer, as far as the stub needs them and as AWS is known to behave."""

import threading
import uuid
from collections.abc import Callable
from functools import cache

from botocore.model import ServiceModel
from botocore.session import Session
from ecr_world import DOCKER_LIST, OCI_INDEX, Answer, Registry, Repository, Scan, World

_tokens: dict[str, tuple[Scan, int]] = {}
_lock = threading.Lock()


@cache
def model() -> ServiceModel:
    """ECR as the installed botocore knows it."""
    return Session().get_service_model("ecr")


def knows_archive() -> bool:
    """Does it know images in the archive? The oldest one that is supported does not."""
    return "imageStatus" in model().shape_for("ImageDetail").members


class Refusal(Exception):  # noqa: N818 - it is what AWS answers, not something that went wrong here
    """AWS says no: a code and a message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message


def answer(world: World, operation: str, parameters: Answer, region: str) -> Answer:
    """What AWS answers to a valid request; raises `Refusal`."""
    account = parameters.get("registryId", world.own_account)
    registry = world.registries.get(account)
    if registry is None:
        raise _denied(world, operation, account, region, parameters)
    if operation in registry.denied:
        raise _denied(world, operation, account, region, parameters)
    if operation in _OF_REGISTRIES:
        return _OF_REGISTRIES[operation](world, registry, parameters)
    names = parameters.get("repositoryNames") or [parameters.get("repositoryName")]
    repository = registry.repositories.get(names[0])
    if repository is None:
        raise Refusal(
            "RepositoryNotFoundException",
            f"The repository with name '{names[0]}' does not exist in the registry with id '{account}'",
        )
    if operation in repository.denied:
        raise _denied(world, operation, account, region, parameters)
    return _OF_REPOSITORIES[operation](world, registry, repository, parameters, region)


def _denied(world: World, operation: str, account: str, region: str, parameters: Answer) -> Refusal:
    resource = f"arn:aws:ecr:{region}:{account}:repository/{parameters.get('repositoryName', '*')}"
    return Refusal(
        "AccessDeniedException",
        f"User: arn:aws:iam::{world.own_account}:user/ci is not authorized to perform: ecr:{operation} on resource: "
        f"{resource} because no resource-based policy allows the ecr:{operation} action",
    )


def _digest(repository: Repository, image: dict[str, str]) -> str | None:
    digest = image.get("imageDigest") or repository.tags.get(image.get("imageTag", ""))
    return digest if digest in repository.manifests else None


def _missing(registry: Registry, repository: Repository, image: dict[str, str]) -> Refusal:
    identity = f"imageDigest:'{image.get('imageDigest', 'null')}', imageTag:'{image.get('imageTag', 'null')}'"
    return Refusal(
        "ImageNotFoundException",
        f"The image with imageId {{{identity}}} does not exist within the repository with name '{repository.name}' "
        f"in the registry with id '{registry.account}'",
    )


def _describe_images(
    world: World, registry: Registry, repository: Repository, parameters: Answer, region: str
) -> Answer:
    """All or nothing; archived images only for those who ask for any status."""
    wanted = parameters.get("filter", {}).get("imageStatus", "ACTIVE")
    details = []
    for image in parameters["imageIds"]:
        digest = _digest(repository, image)
        if digest is None or wanted not in {"ANY", repository.manifests[digest].status}:
            raise _missing(registry, repository, image)
        manifest = repository.manifests[digest]
        details.append(
            {
                "registryId": registry.account,
                "repositoryName": repository.name,
                "imageDigest": digest,
                "imageTags": sorted(tag for tag, meant in repository.tags.items() if meant == digest),
                "imageSizeInBytes": 1234,
                "imagePushedAt": manifest.pushed_at,
                "imageManifestMediaType": manifest.media_type,
                **({"imageStatus": manifest.status} if knows_archive() else {}),
            }
        )
    return {"imageDetails": details}


def _batch_get_image(
    world: World, registry: Registry, repository: Repository, parameters: Answer, region: str
) -> Answer:
    images, failures = [], []
    for image in parameters["imageIds"]:
        digest = _digest(repository, image)
        code = "ImageNotFound" if digest is None else repository.refused.get(digest, "")
        if digest is None or code:
            failures.append({"imageId": image, "failureCode": code, "failureReason": f"Refused: {code}"})
            continue
        manifest = repository.manifests[digest]
        if manifest.media_type not in parameters.get("acceptedMediaTypes", ()):
            continue
        images.append(
            {
                "registryId": registry.account,
                "repositoryName": repository.name,
                "imageId": {"imageDigest": digest},
                "imageManifest": manifest.text,
                "imageManifestMediaType": manifest.media_type,
            }
        )
    return {"images": images, "failures": failures}


def _describe_findings(
    world: World, registry: Registry, repository: Repository, parameters: Answer, region: str
) -> Answer:
    token = parameters.get("nextToken")
    image = parameters["imageId"]
    if token is not None:
        with _lock:
            known = _tokens.get(token)
        if known is None or world.tokens_expire:
            raise Refusal("InvalidParameterException", "Invalid parameter at 'nextToken'")
        scan, start = known
    else:
        scan, start = _scan(registry, repository, image), 0
    page, rest = scan.page(start, parameters.get("maxResults", 100))
    found = {
        "registryId": registry.account,
        "repositoryName": repository.name,
        "imageId": image,
        **page,
    }
    if rest is not None and "nextToken" not in found:
        found["nextToken"] = uuid.uuid4().hex
        with _lock:
            _tokens[found["nextToken"]] = (scan, rest)
    return found


def _scan(registry: Registry, repository: Repository, image: dict[str, str]) -> Scan:
    digest = _digest(repository, image)
    if digest is None:
        raise _missing(registry, repository, image)
    with _lock:
        states = repository.scans.get(digest)
        if isinstance(states, list):
            states = states.pop(0) if len(states) > 1 else states[0]
    if states is None:
        identity = f"imageDigest:'{digest}', imageTag:'{image.get('imageTag', 'null')}'"
        raise Refusal(
            "ScanNotFoundException",
            f"Image scan does not exist for the image with '{{{identity}}}' in the repository with name "
            f"'{repository.name}' in the registry with id '{registry.account}'",
        )
    return states


def _start_scan(
    world: World, registry: Registry, repository: Repository, parameters: Answer, region: str
) -> Answer:
    digest = _digest(repository, parameters["imageId"])
    if digest is None:
        raise _missing(registry, repository, parameters["imageId"])
    if repository.manifests[digest].media_type in {OCI_INDEX, DOCKER_LIST}:
        raise Refusal("UnsupportedImageTypeException", "The image is an index")
    raise Refusal("ValidationException", "This feature is disabled")


def _describe_repositories(
    world: World, registry: Registry, repository: Repository, parameters: Answer, region: str
) -> Answer:
    found: Answer = {
        "repositoryArn": _arn(registry, repository, region),
        "registryId": registry.account,
        "repositoryName": repository.name,
        "imageTagMutability": repository.mutability,
        # What registry rules override: never the source of "is it scanned".
        "imageScanningConfiguration": {"scanOnPush": False},
        "encryptionConfiguration": {"encryptionType": repository.encryption},
    }
    if repository.exempt:
        found["imageTagMutabilityExclusionFilters"] = [
            {"filterType": "WILDCARD", "filter": pattern} for pattern in repository.exempt
        ]
    return {"repositories": [found]}


def _arn(registry: Registry, repository: Repository, region: str) -> str:
    return f"arn:aws:ecr:{region}:{registry.account}:repository/{repository.name}"


def _lifecycle(
    world: World, registry: Registry, repository: Repository, parameters: Answer, region: str
) -> Answer:
    if repository.lifecycle is None:
        raise Refusal(
            "LifecyclePolicyNotFoundException",
            f"Lifecycle policy does not exist for the repository with name '{repository.name}'",
        )
    return {
        "registryId": registry.account,
        "repositoryName": repository.name,
        "lifecyclePolicyText": repository.lifecycle,
    }


def _scanning(world: World, registry: Registry, parameters: Answer) -> Answer:
    """Only ever about the caller's own account: there is no `registryId`."""
    own = world.registry(world.own_account)
    configurations, failures = [], []
    for name in parameters["repositoryNames"]:
        repository = own.repositories.get(name)
        if repository is None:
            failures.append({"repositoryName": name, "failureCode": "REPOSITORY_NOT_FOUND"})
            continue
        configurations.append(
            {
                "repositoryArn": _arn(own, repository, "eu-west-1"),
                "repositoryName": name,
                "scanOnPush": repository.frequency == "SCAN_ON_PUSH",
                "scanFrequency": repository.frequency,
                "appliedScanFilters": [],
            }
        )
    return {"scanningConfigurations": configurations, "failures": failures}


def _pull_through(world: World, registry: Registry, parameters: Answer) -> Answer:
    return {
        "pullThroughCacheRules": [
            {"ecrRepositoryPrefix": prefix, "registryId": registry.account}
            for prefix in registry.pull_through
        ]
    }


_OF_REGISTRIES: dict[str, Callable[[World, Registry, Answer], Answer]] = {
    "BatchGetRepositoryScanningConfiguration": _scanning,
    "DescribePullThroughCacheRules": _pull_through,
}
_OF_REPOSITORIES: dict[str, Callable[[World, Registry, Repository, Answer, str], Answer]] = {
    "DescribeImages": _describe_images,
    "BatchGetImage": _batch_get_image,
    "DescribeImageScanFindings": _describe_findings,
    "StartImageScan": _start_scan,
    "DescribeRepositories": _describe_repositories,
    "GetLifecyclePolicy": _lifecycle,
}
