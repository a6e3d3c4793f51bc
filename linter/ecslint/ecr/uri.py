"""References to images in private registries of Amazon ECR, of every partition, and what is wrong with broken ones."""

import re

from ecslint.image import ECR_HOST, EcrRegistry, ecr_registry
from ecslint.record import NamedTuple
from ecslint.regex import LazyPattern

MAX_LENGTH = 1024
MIN_REPOSITORY, MAX_REPOSITORY = 2, 256

_COMPONENT = r"[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*"
_REPOSITORY = rf"{_COMPONENT}(?:/{_COMPONENT})*"
_TAG = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}"
_DIGEST = r"sha256:[0-9a-f]{64}"
_URI = LazyPattern(rf"{ECR_HOST}/(?P<repo>{_REPOSITORY})(?::(?P<tag>{_TAG}))?(?:@(?P<digest>{_DIGEST}))?\Z")

_LOOKS_LIKE_ECR = LazyPattern(
    r"(?P<account>[^/@]*?)\.dkr[.-]ecr(?:-fips)?\.(?P<region>[^/@.]*)\.?(?P<suffix>[^/@]*)(?P<slash>/?)"
)
_ACCOUNT = LazyPattern(r"[0-9]{12}\Z")
_REGION = LazyPattern(r"[a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2}\Z")
_HOST = LazyPattern(ECR_HOST + r"\Z")
_REPOSITORY_ALONE = LazyPattern(_REPOSITORY + r"\Z")
_TAG_ALONE = LazyPattern(_TAG + r"\Z")
# `ACCOUNT_ID`, `aws_account_id`, `XXXXXXXXXXXX`: words that somebody or something replaces before AWS sees them.
_PLACEHOLDER = LazyPattern(r"(?:[A-Z_-]+|x+|[a-z_-]*account[a-z_-]*|(?:your|my|aws)[a-z_-]*|region)\Z")
_TEMPLATE_SIGNS = frozenset("$<>{}%[]()#\\")


class EcrImage(NamedTuple):
    """An image in a private registry: where it lies, and which one is meant."""

    text: str
    registry: EcrRegistry
    repository: str
    tag: str | None
    digest: str | None

    @property
    def account(self) -> str:
        return self.registry.account

    @property
    def region(self) -> str:
        return self.registry.region

    @property
    def short(self) -> str:
        """The reference without its registry, as people write it."""
        tag = f":{self.tag}" if self.tag else "" if self.digest else ":latest"
        return f"{self.repository}{tag}{'@' + self.digest if self.digest else ''}"


def parse(text: str) -> EcrImage | None:
    """An image of ECR, or None for any other text: other registries, templates, broken references."""
    if len(text) > MAX_LENGTH:
        return None
    match = _URI.match(text)
    if match is None or not MIN_REPOSITORY <= len(match["repo"]) <= MAX_REPOSITORY:
        return None
    return EcrImage(text, ecr_registry(match), match["repo"], match["tag"], match["digest"])


def fault(text: str) -> str:
    """What is wrong with a reference that means ECR and is none; empty for a good one, another registry, a template."""
    match = _LOOKS_LIKE_ECR.match(text[:MAX_LENGTH])
    if match is None or _is_open(text, match) or parse(text) is not None:
        return ""
    if len(text) > MAX_LENGTH:
        return f"it is longer than {MAX_LENGTH} characters"
    account, region, suffix = match["account"], match["region"], match["suffix"]
    if not _ACCOUNT.match(account):
        return f"`{account}` is no account, allowed are 12 digits"
    if not _REGION.match(region):
        return f"`{region}` is no region, allowed is a name such as `eu-west-1`"
    if not _HOST.match(text[: match.end("suffix")]):
        return f"`{suffix}` is no domain of ECR, allowed is one such as `amazonaws.com`"
    return _path_fault(text[match.end() :])


def _is_open(text: str, match: re.Match[str]) -> bool:
    """Is there a template or a placeholder in it, or the host of a local emulator: nothing to say about those."""
    return (
        not _TEMPLATE_SIGNS.isdisjoint(text)
        or _PLACEHOLDER.match(match["account"]) is not None
        or _PLACEHOLDER.match(match["region"]) is not None
        or match["suffix"].startswith(("localhost", "localstack"))
    )


def _path_fault(path: str) -> str:
    name, _, digest = path.partition("@")
    repository, colon, tag = name, "", ""
    if name.rfind(":") > name.rfind("/"):
        repository, colon, tag = name.rpartition(":")
    if not repository:
        return "the repository is missing"
    if not MIN_REPOSITORY <= len(repository) <= MAX_REPOSITORY:
        return f"the repository has {len(repository)} characters, allowed are {MIN_REPOSITORY} to {MAX_REPOSITORY}"
    if repository != repository.lower():
        return f"`{repository}` has upper-case letters, allowed are lower-case ones"
    if not _REPOSITORY_ALONE.match(repository):
        return f"`{repository}` is no repository, allowed are lower-case letters and digits, joined by `.`, `_`, `__`, `-` or `/`"
    if colon and not tag:
        return "the tag is empty"
    if colon and not _TAG_ALONE.match(tag):
        return f"`{tag}` is no tag, allowed are 1 to 128 letters, digits, `_`, `.` and `-`"
    return f"`{digest}` is no digest, allowed is `sha256:` and 64 lower-case hexadecimal digits"
