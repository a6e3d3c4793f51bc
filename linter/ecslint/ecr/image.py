"""An image that files name beside what ECR knows of it: the nodes that the rules on images see."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from ecslint.ecr.gather import failures_of
from ecslint.ecr.ignore import Ignore
from ecslint.ecr.model import Vulnerability
from ecslint.ecr.outcome import Failure, Outcome, Read, Reading, Repository
from ecslint.ecr.places import Place
from ecslint.ecr.platform import Platform
from ecslint.ecr.policy import Policy, rank
from ecslint.ecr.uri import EcrImage
from ecslint.record import NamedTuple
from ecslint.source import Source, Span

EXPIRED = "SCAN_ELIGIBILITY_EXPIRED"


class ScannedManifest(NamedTuple):
    """One manifest, and its vulnerabilities with those that are ignored marked as suppressed."""

    reading: Reading
    vulnerabilities: tuple[Vulnerability, ...]

    @property
    def open(self) -> list[Vulnerability]:
        return [one for one in self.vulnerabilities if not one.suppressed]

    @property
    def counts(self) -> Mapping[str, int]:
        """Open findings by severity; a finding about several packages counts once, as ECR does it."""
        return Counter({one.finding: one.severity for one in self.open}.values())

    @property
    def fixable(self) -> int | None:
        """How many open findings have a fix; None where the scan knows no fixes."""
        answer = self.reading.answer
        if answer is None or answer.source == "basic":
            return None
        return len({one.finding for one in self.open if one.is_fixable})

    @property
    def ignored(self) -> int:
        """How many findings are hidden whole."""
        return len({one.finding for one in self.vulnerabilities} - {one.finding for one in self.open})


class _Node:
    """Something that stands where an image is named first."""

    __slots__ = ("places",)

    def __init__(self, places: Sequence[Place]) -> None:
        # Where it is run says more than where it helps to build.
        self.places = sorted(places, key=lambda place: not place.is_run)

    @property
    def span(self) -> Span:
        return self.places[0].span

    @property
    def source(self) -> Source:
        return self.span.source

    @property
    def pointer(self) -> str | None:
        return self.places[0].pointer

    @property
    def container(self) -> str | None:
        return self.places[0].container

    @property
    def logical(self) -> str:
        return self.places[0].logical

    def walk(self) -> Iterator[object]:
        """A document of its own for the engine, with one node in it."""
        yield self


class ScannedImage(_Node):
    """An image and what became of asking for it; `outcome` is None where nobody was asked.

    `repository` is how its repository is set up, if that was asked too. `is_unanswered`: of the saved answers, all of them
    read, none is about it.
    """

    __slots__ = (
        "ended",
        "image",
        "is_unanswered",
        "manifests",
        "outcome",
        "platform",
        "policy",
        "repository",
    )

    def __init__(
        self,
        image: EcrImage,
        platform: Platform | None,
        places: Sequence[Place],
        outcome: Outcome | None,
        policy: Policy,
        repository: Repository | None = None,
        *,
        is_unanswered: bool = False,
    ) -> None:
        super().__init__(places)
        self.image = image
        self.is_unanswered = is_unanswered
        self.platform = platform
        self.outcome = outcome
        self.policy = policy
        self.repository = repository
        readings = outcome.readings if isinstance(outcome, Read) else ()
        self.manifests = tuple([_judged(reading, image.repository, policy) for reading in readings])
        self.ended = tuple(dict.fromkeys(one.has_ended for one in policy.ignores if one.has_ended))

    @property
    def is_run(self) -> bool:
        """Is it part of what is run, and not only of a build?"""
        return self.places[0].is_run

    @property
    def failures(self) -> list[Failure]:
        """Why it, or a part of it, could not be read."""
        return [] if self.outcome is None else failures_of(self.outcome)

    @property
    def vulnerabilities(self) -> list[Vulnerability]:
        """Those of all its manifests that are open, the worst first, each id in each package once."""
        found = {(one.id, one.package): one for one in self._open()}
        return sorted(found.values(), key=rank)

    @property
    def fails(self) -> bool:
        """Does a vulnerability reach the threshold, in an image that is run?"""
        return self.is_run and any(map(self.policy.counts, self._open()))

    @property
    def unscanned(self) -> list[Reading]:
        """The readings that could be made and say that there is no scan to rely on."""
        readings = [one.reading for one in self.manifests]
        return [one for one in readings if not one.is_scanned and one.failure is None]

    @property
    def stale(self) -> list[Reading]:
        """The readings whose findings are older than the policy has it, or that ECR does not bring up to date any more."""
        return [one.reading for one in self.manifests if self._is_stale(one.reading)]

    def _is_stale(self, reading: Reading) -> bool:
        if reading.answer is None:
            return False
        if reading.status == EXPIRED:
            return True
        days, done = self.policy.stale_days, reading.answer.completed_at
        is_kept_fresh = reading.status == "ACTIVE"
        return (
            days is not None
            and done is not None
            and not is_kept_fresh
            and self.policy.now - done > timedelta(days)
        )

    def _open(self) -> Iterator[Vulnerability]:
        for manifest in self.manifests:
            yield from manifest.open


class ScannedRepository(_Node):
    """A repository and how it is set up, where one of its images is named first."""

    __slots__ = ("settings",)

    def __init__(self, settings: Repository, places: Sequence[Place]) -> None:
        super().__init__(places)
        self.settings = settings


def by_source(
    images: Sequence[ScannedImage], repositories: Sequence[ScannedRepository]
) -> Mapping[Source, list[ScannedImage | ScannedRepository]]:
    """What is to be checked, by the file in which it is named first."""
    nodes: dict[Source, list[ScannedImage | ScannedRepository]] = {}
    for image in images:
        nodes.setdefault(image.source, []).append(image)
    for repository in repositories:
        nodes.setdefault(repository.source, []).append(repository)
    return nodes


def _judged(reading: Reading, repository: str, policy: Policy) -> ScannedManifest:
    rows = () if reading.answer is None else reading.answer.vulnerabilities
    return ScannedManifest(reading, tuple([_hidden(row, repository, policy) for row in rows]))


def _hidden(row: Vulnerability, repository: str, policy: Policy) -> Vulnerability:
    """The vulnerability, suppressed if an entry of the configuration hides it."""
    if row.suppressed:
        return row
    # All entries see it, so that each knows whether it is of use.
    hiding: list[Ignore] = [one for one in policy.ignores if one.hides(row, repository, policy.today)]
    return row._replace(suppressed=True, reason=hiding[0].reason) if hiding else row
