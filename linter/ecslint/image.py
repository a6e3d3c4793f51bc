"""References to images, as FROM and the `image` of a container have them: `[domain[:port]/]path[:tag][@digest]`."""

import re
from collections.abc import Iterable

from ecslint.record import NamedTuple
from ecslint.regex import LazyPattern

DEFAULT_REGISTRY = "docker.io"
MAX_NAME = 255
# Name, tag and the longest digest together stay below this; whatever is longer is not worth a look.
_MAX_LENGTH = 1024

_DOMAIN = LazyPattern(
    r"(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])"
    r"(?::[0-9]+)?"
)
_COMPONENT = LazyPattern(r"[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*")
_TAG = LazyPattern(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")
_DIGEST = LazyPattern(r"[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]+")
_HEX_DIGITS = {"sha256": 64, "sha384": 96, "sha512": 128}
# The host of a private registry in ECR, in every partition; `dkr-ecr` is the dual-stack form.
ECR_HOST = (
    r"(?P<account>[0-9]{12})\.dkr[.-]ecr(?:-fips)?\.(?P<region>[a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2})\."
    r"(?P<suffix>amazonaws\.com|amazonaws\.com\.cn|amazonaws\.eu|on\.aws|on\.amazonwebservices\.com\.cn"
    r"|on\.amazonwebservices\.eu|on\.aws\.ic\.gov|on\.aws\.scloud|on\.cloud-aws\.adc-e\.uk|on\.aws\.hci\.ic\.gov"
    r"|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)"
)
_ECR = LazyPattern(ECR_HOST)
_PARTITIONS = (
    ("cn-", "aws-cn"),
    ("us-gov-", "aws-us-gov"),
    ("us-isob-", "aws-iso-b"),
    ("us-isof-", "aws-iso-f"),
    ("us-iso-", "aws-iso"),
    ("eu-isoe-", "aws-iso-e"),
    ("eusc-", "aws-eusc"),
)


def fits(pattern: str, name: str) -> bool:
    """Is a name what a pattern with `*` for any part says?"""
    from fnmatch import fnmatchcase  # noqa: PLC0415 - only where somebody has set a pattern

    return fnmatchcase(name, pattern)


class EcrRegistry(NamedTuple):
    """A private registry in Amazon ECR, read from its host name."""

    account: str
    region: str
    partition: str


class ImageReference(NamedTuple):
    """A valid reference.

    `name` is what is written before tag and digest; `domain` its registry as written (None: Docker Hub is meant),
    `path` the rest.
    """

    text: str
    name: str
    domain: str | None
    path: str
    tag: str | None
    digest: str | None

    @property
    def registry(self) -> str:
        """The host that answers, `docker.io` if none is written."""
        domain = self.domain or DEFAULT_REGISTRY
        return DEFAULT_REGISTRY if domain == "index.docker.io" else domain

    @property
    def repository(self) -> str:
        """The path within the registry; Docker's own images live below `library/`."""
        if self.registry == DEFAULT_REGISTRY and "/" not in self.path:
            return f"library/{self.path}"
        return self.path

    def is_among(self, patterns: Iterable[str]) -> bool:
        """Is it one of those that patterns name: a registry, a repository with or without it; `*` stands for any part?"""
        names = (self.name, self.registry, f"{self.registry}/{self.repository}")
        return any(fits(pattern, name) for pattern in patterns for name in names)

    @property
    def ecr(self) -> EcrRegistry | None:
        """The private ECR registry the image lies in."""
        match = _ECR.fullmatch(self.domain) if self.domain and "ecr" in self.domain else None
        return None if match is None else ecr_registry(match)

    @property
    def is_ecr(self) -> bool:
        return self.ecr is not None


class PartialReference(NamedTuple):
    """What is certain of a reference with an unknown part in it.

    `has_tag` and `has_digest` are None when nobody knows. `tag` and `digest` hold what is surely written there,
    None where nothing is or where it is unknown.
    """

    has_tag: bool | None
    tag: str | None
    has_digest: bool | None
    digest: str | None


def ecr_registry(match: re.Match[str]) -> EcrRegistry:
    """The registry that a match of `ECR_HOST` names."""
    region = match["region"]
    partition = next((name for start, name in _PARTITIONS if region.startswith(start)), "aws")
    return EcrRegistry(match["account"], region, partition)


def parse_reference(text: str) -> ImageReference | None:
    """The parts of a reference, or None if Docker refuses it; `why_invalid` says why."""
    reference = _split(text)
    return None if _fault(reference) else reference


def why_invalid(text: str) -> str:
    """Why Docker refuses a reference, in one sentence without a full stop; empty if it does not."""
    return _fault(_split(text))


def parse_partial(prefix: str, suffix: str) -> PartialReference:
    """What is certain of a reference that starts with `prefix`, has unknown text, and ends with `suffix`.

    `${REGISTRY}/app:latest` surely has the tag `latest`, `${REGISTRY}/app` has neither tag nor digest, `app:${TAG}`
    has a tag with a value that nobody knows, and of `${IMAGE}` nothing is certain.
    """
    before, at_sign, digest = suffix.rpartition("@")
    name = before if at_sign else suffix
    if "@" in prefix:
        # The unknown is in the digest, and all before it is known.
        known = _split(prefix.partition("@")[0])
        return PartialReference(known.tag is not None, known.tag, has_digest=True, digest=None)
    _, slash, last = name.rpartition("/")
    _, colon, tag = last.partition(":")
    if colon and not slash and not at_sign and not _digest_fault(name):
        # `${IMAGE}sha256:...`: the unknown may end with the `@` of this digest.
        return PartialReference(None, None, None, None)
    if slash or colon:
        # Neither a tag nor a digest can stand before these signs, so the unknown holds none.
        return PartialReference(
            bool(colon), tag if colon else None, bool(at_sign), digest if at_sign else None
        )
    has_tag = True if ":" in prefix.rpartition("/")[2] else None
    return PartialReference(has_tag, None, True if at_sign else None, digest if at_sign else None)


def _split(text: str) -> ImageReference:
    rest, at_sign, digest = text.partition("@")
    name, tag = rest, None
    colon = rest.rfind(":")
    if colon > rest.rfind("/"):
        name, tag = rest[:colon], rest[colon + 1 :]
    first, slash, path = name.partition("/")
    # Docker's rule: without one of these signs the first component is a folder of Docker Hub.
    if not slash or not ("." in first or ":" in first or first == "localhost" or first != first.lower()):
        return ImageReference(text, name, None, name, tag, digest if at_sign else None)
    return ImageReference(text, name, first, path, tag, digest if at_sign else None)


def _fault(reference: ImageReference) -> str:
    text, name, domain, path, tag, digest = reference
    if not text:
        return "the image is empty"
    if len(text) > _MAX_LENGTH or len(reference.registry) + 1 + len(reference.repository) > MAX_NAME:
        return f"the name is longer than {MAX_NAME} characters"
    if digest is not None and (fault := _digest_fault(digest)):
        return fault
    if tag is not None and not _TAG.fullmatch(tag):
        return f"`{tag}` is no tag, allowed are 1 to 128 letters, digits, `_`, `.` and `-`, not starting with `.` or `-`"
    if tag is None and digest is None and re.fullmatch(r"[0-9a-f]{64}", name):
        return "64 hexadecimal digits are an image ID, not a name"
    if domain is not None and not _DOMAIN.fullmatch(domain):
        return f"`{domain}` is no registry, allowed is a host name with an optional port"
    if path != path.lower():
        return f"`{path}` has upper-case letters, allowed are lower-case ones"
    for component in path.split("/"):
        if not _COMPONENT.fullmatch(component):
            shown = f"`{component}` is" if component else "an empty component is"
            return f"{shown} no part of an image name, allowed are lower-case letters and digits, joined by `.`, `_`, `__` or `-`"
    return ""


def _digest_fault(digest: str) -> str:
    algorithm, _, digits = digest.partition(":")
    if not _DIGEST.fullmatch(digest):
        return f"`{digest}` is no digest, allowed is `sha256:` and 64 hexadecimal digits"
    expected = _HEX_DIGITS.get(algorithm)
    if expected is None:
        return f"`{algorithm}` is no digest algorithm, allowed are `sha256`, `sha384` and `sha512`"
    if len(digits) != expected or digits != digits.lower():
        return f"the {algorithm} digest has {len(digits)} digits, allowed are {expected} lower-case hexadecimal ones"
    return ""
