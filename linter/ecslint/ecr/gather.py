"""What the threads have learned so far, and the outcomes that it amounts to for each wanted image."""

import threading
from collections.abc import Mapping, Sequence

from ecslint.ecr.manifest import chosen
from ecslint.ecr.outcome import (
    Failure,
    Fetched,
    NoPlatform,
    Outcome,
    Read,
    Reading,
    Repository,
    Unread,
    Wanted,
)
from ecslint.ecr.resolve import Manifests, Resolution
from ecslint.ecr.uri import EcrImage
from ecslint.record import NamedTuple


class Place(NamedTuple):
    """A repository; images that lie in one place share what is asked about it."""

    account: str
    region: str
    repository: str


class Key(NamedTuple):
    """An image in its place, by the tag or the digest that was asked for."""

    place: Place
    name: str


def place_of(image: EcrImage) -> Place:
    """The repository of an image."""
    return Place(image.account, image.region, image.repository)


def key_of(image: EcrImage) -> Key:
    """What is asked for: with tag and digest, the digest decides."""
    return Key(place_of(image), image.digest or image.tag or "latest")


class Known:
    """Everything the threads have found out; once closed, what late ones bring is dropped."""

    def __init__(self) -> None:
        self.resolutions: dict[Key, Resolution] = {}
        self.readings: dict[Key, Reading] = {}
        self.repositories: dict[Place, Repository] = {}
        self._lock = threading.Lock()
        self._claimed: set[tuple[str, Key | Place]] = set()
        self._waiting: set[Key] = set()
        self._is_closed = False

    def claim(self, what: str, key: Key | Place) -> bool:
        """Is this the first to ask for it?"""
        with self._lock:
            is_first = (what, key) not in self._claimed
            self._claimed.add((what, key))
            return is_first

    def resolved(self, key: Key, resolution: Resolution) -> None:
        with self._lock:
            if not self._is_closed:
                self.resolutions[key] = resolution

    def read(self, key: Key, reading: Reading, *, is_waiting: bool) -> None:
        with self._lock:
            if self._is_closed:
                return
            self.readings[key] = reading
            if is_waiting:
                self._waiting.add(key)
            else:
                self._waiting.discard(key)

    def described(self, place: Place, repository: Repository) -> None:
        with self._lock:
            if not self._is_closed:
                self.repositories[place] = repository

    def close(self) -> None:
        with self._lock:
            self._is_closed = True

    def count(self) -> tuple[int, int, int]:
        """Lookups done, lookups so far, and scans that are waited for."""
        with self._lock:
            done = len(self.resolutions) + len(self.readings) + len(self.repositories) - len(self._waiting)
            return done, len(self._claimed), len(self._waiting)


class Report:
    """Outcomes in the order of the wanted images, and what they have in common said once."""

    def __init__(
        self,
        wanted: Sequence[Wanted],
        services: Mapping[tuple[str, str], object],
        known: Known,
        reason: Failure,
    ) -> None:
        self._wanted = wanted
        self._services = services
        self._known = known
        self._reason = reason

    def fetched(self, *, interrupted: bool, with_repositories: bool) -> Fetched:
        outcomes = tuple(self._outcome(want) for want in self._wanted)
        places = dict.fromkeys(place_of(want.image) for want in self._wanted) if with_repositories else {}
        repositories = tuple(self._repository(place) for place in places)
        failures = [failure for outcome in outcomes for failure in failures_of(outcome)]
        failures += [failure for repository in repositories for failure in repository.failures]
        troubles = tuple(dict.fromkeys(failure for failure in failures if failure.is_shared))
        return Fetched(outcomes, repositories, troubles, interrupted)

    def _outcome(self, want: Wanted) -> Outcome:
        service = self._services.get((want.image.account, want.image.region))
        if isinstance(service, Failure):
            return Unread(service)
        place = place_of(want.image)
        resolution = self._known.resolutions.get(key_of(want.image), Unread(self._reason))
        if not isinstance(resolution, Manifests):
            return resolution
        digest, _, children = resolution
        if children is None:
            return Read(digest, (self._reading(place, digest),))
        meant = chosen(children, want.platform)
        if not meant:
            available = sorted({child.platform for child in children if child.platform}, key=str)
            return NoPlatform(digest, tuple(available))
        whole = self._known.readings.get(Key(place, digest))
        if whole is not None and whole.is_scanned:
            return Read(digest, (whole,), is_index=True)
        readings = [self._reading(place, child.digest)._replace(platform=child.platform) for child in meant]
        return Read(digest, tuple(readings), is_index=True)

    def _reading(self, place: Place, digest: str) -> Reading:
        missing = Reading(digest, None, "", "", None, self._reason)
        return self._known.readings.get(Key(place, digest), missing)

    def _repository(self, place: Place) -> Repository:
        service = self._services.get((place.account, place.region))
        failure = service if isinstance(service, Failure) else self._reason
        return self._known.repositories.get(place, Repository(*place, failures=(failure,)))


def failures_of(outcome: Outcome) -> list[Failure]:
    """Everything that could not be read of an image."""
    if isinstance(outcome, Unread):
        return [outcome.failure]
    if isinstance(outcome, Read):
        return [reading.failure for reading in outcome.readings if reading.failure]
    return []
