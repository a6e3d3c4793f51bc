"""From a reference to digests: does the image exist, is it an index, and which manifests are its platforms."""

from datetime import datetime
from typing import Any, Protocol

from ecslint.ecr.manifest import ACCEPTED_TYPES, INDEX_TYPES, Child, children
from ecslint.ecr.outcome import Archived, Failure, NoImage, NoRepository, Unread
from ecslint.ecr.untrusted import one_line
from ecslint.ecr.uri import EcrImage
from ecslint.errors import EcrCallError
from ecslint.record import NamedTuple


class Asks(Protocol):
    """Whoever can ask AWS: `client.Service`, which is not imported here because it brings boto3 with it."""

    def call(self, operation: str, **parameters: object) -> dict[str, Any]: ...

    def knows(self, operation: str, *path: str) -> bool: ...


class Manifests(NamedTuple):
    """An image that is there: its digest and, of an index, all children that are images."""

    digest: str
    pushed_at: datetime | None
    children: tuple[Child, ...] | None = None


Resolution = Manifests | NoRepository | NoImage | Archived | Unread


def resolve(service: Asks, image: EcrImage, *, is_pull_through: "IsPullThrough") -> Resolution:
    """Ask ECR what a reference means; every way it can end is a value."""
    try:
        details = _describe(service, image)
        digest = details["imageDigest"]
        if details.get("imageStatus") == "ARCHIVED":
            return Archived(digest)
        pushed_at = details.get("imagePushedAt")
        pushed_at = pushed_at if isinstance(pushed_at, datetime) else None
        if details.get("imageManifestMediaType") not in INDEX_TYPES:
            return Manifests(digest, pushed_at)
        # BatchGetImage is what a pull calls and may count as one, so only an index is asked for.
        return Manifests(digest, pushed_at, _platforms(service, image, digest))
    except EcrCallError as error:
        if error.code == "RepositoryNotFoundException":
            return NoRepository(is_pull_through(service, image))
        if error.code == "ImageNotFoundException":
            return NoImage(error.message)
        return Unread(Failure(error.code, error.message, error.is_shared))


class IsPullThrough(Protocol):
    """Answers whether a repository that does not exist is made by the first pull."""

    def __call__(self, service: Asks, image: EcrImage) -> bool: ...


def _describe(service: Asks, image: EcrImage) -> dict[str, Any]:
    wanted = {"imageDigest": image.digest} if image.digest else {"imageTag": image.tag or "latest"}
    parameters: dict[str, object] = {
        "registryId": image.account,
        "repositoryName": image.repository,
        "imageIds": [wanted],
    }
    try:
        answer = service.call("describe_images", **parameters)
    except EcrCallError as error:
        # Without this filter only active images are returned, and an archived one looks like a missing one.
        if error.code != "ImageNotFoundException" or not service.knows(
            "DescribeImages", "filter", "imageStatus"
        ):
            raise
        try:
            answer = service.call("describe_images", filter={"imageStatus": "ANY"}, **parameters)
        except EcrCallError:
            raise error from None
    details = answer.get("imageDetails")
    found = details[0] if isinstance(details, list) and len(details) == 1 else None
    digest = found.get("imageDigest") if isinstance(found, dict) else None
    if (
        not isinstance(found, dict)
        or not isinstance(digest, str)
        or (image.digest and digest != image.digest)
    ):
        raise EcrCallError("UnreadableAnswer", "DescribeImages answered without the image that was asked for")
    return found


def _platforms(service: Asks, image: EcrImage, digest: str) -> tuple[Child, ...]:
    """The images of an index; an index within it is opened too, and no further."""
    found: list[Child] = []
    for child in _index(service, image, digest):
        if not child.is_index:
            found.append(child)
            continue
        for inner in _index(service, image, child.digest):
            if inner.is_index:
                raise EcrCallError("NestedIndex", "an index within an index within an index is not followed")
            found.append(inner)
    return tuple(dict.fromkeys(found))


def _index(service: Asks, image: EcrImage, digest: str) -> tuple[Child, ...]:
    answer = service.call(
        "batch_get_image",
        registryId=image.account,
        repositoryName=image.repository,
        imageIds=[{"imageDigest": digest}],
        acceptedMediaTypes=list(ACCEPTED_TYPES),
    )
    images, failures = answer.get("images"), answer.get("failures")
    images = images if isinstance(images, list) else []
    # Who is answered with a failure too must know that the image is the one that was asked for.
    found = next((one for one in images if _digest_of(one) == digest), None)
    if found is None and not failures:
        found = next((one for one in images if isinstance(one, dict) and not _digest_of(one)), None)
    if found is not None:
        manifest = found.get("imageManifest")
        try:
            return children(manifest if isinstance(manifest, str) else "")
        except ValueError as error:
            raise EcrCallError(
                "UnreadableManifest", f"the image index cannot be read: {one_line(str(error))}"
            ) from None
    if isinstance(failures, list) and failures and isinstance(failures[0], dict):
        # Not the missing image of a file: the index was there a moment ago.
        code = failures[0].get("failureCode")
        raise EcrCallError(
            one_line(str(code or "Unknown")),
            one_line(str(failures[0].get("failureReason") or "the image index was refused")),
        )
    what = "another image" if images else "neither images nor failures"
    raise EcrCallError("UnreadableAnswer", f"BatchGetImage answered with {what}")


def _digest_of(image: Any) -> str:
    """The digest that an entry of an answer says it is about; empty where it does not say."""
    named = image.get("imageId") if isinstance(image, dict) else None
    digest = named.get("imageDigest") if isinstance(named, dict) else None
    return digest if isinstance(digest, str) else ""
