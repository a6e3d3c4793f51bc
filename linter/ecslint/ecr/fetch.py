"""From wanted images to what ECR knows of them: the one entry point of this room to the network."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import TextIO

from ecslint.ecr import findings, repositories
from ecslint.ecr.gate import Budget
from ecslint.ecr.gather import Key, Known, Place, Report, key_of, place_of
from ecslint.ecr.manifest import chosen
from ecslint.ecr.outcome import (
    NEVER_SCANNED,
    EcrSettings,
    Failure,
    Fetched,
    Reading,
    Repository,
    Unread,
    Wanted,
)
from ecslint.ecr.platform import Platform
from ecslint.ecr.pool import Pool, Task
from ecslint.ecr.progress import lookups
from ecslint.ecr.resolve import Asks, Manifests, resolve
from ecslint.ecr.untrusted import one_line
from ecslint.ecr.uri import EcrImage
from ecslint.progress import Progress

_MAX_PAUSE = 15.0


def fetch(wanted: Sequence[Wanted], settings: EcrSettings, progress: TextIO | None = None) -> Fetched:
    """Ask ECR about each image, in threads; never raises for what AWS says, and never calls unread what is clean.

    Raises `UsageError` for an endpoint that may not be used. `progress` is where a terminal is kept informed.
    """
    if not wanted:
        return Fetched(())
    return _Run(wanted, settings, progress).fetch()


class _Run:
    """One run: what is known so far, filled by the threads and read by the main thread at the end."""

    def __init__(self, wanted: Sequence[Wanted], settings: EcrSettings, progress: TextIO | None) -> None:
        self._wanted = wanted
        self._settings = settings
        self._budget = Budget(settings)
        self._pool = Pool(settings.jobs)
        self._progress = Progress(progress)
        self._pull_through = repositories.PullThrough(settings.pull_through_prefixes)
        self._services: dict[tuple[str, str], Asks | Failure] = {}
        # Several references with several platforms may mean one image: it is asked for once.
        self._platforms: dict[Key, set[Platform | None]] = {}
        self._known = Known()

    def fetch(self) -> Fetched:
        interrupted = False
        try:
            self._connect()
            self._ask()
            if self._finish():
                self._ask_unscanned_indexes()
                self._finish()
        except KeyboardInterrupt:
            interrupted = True
            self._budget.cancel()
        finally:
            self._pool.stop()
            self._progress.close()
        reason = self._budget.reason
        self._known.close()
        self._budget.cancel()  # threads that are still in a call must not start another
        report = Report(self._wanted, self._services, self._known, reason)
        return report.fetched(interrupted=interrupted, with_repositories=self._settings.repo_checks)

    def _connect(self) -> None:
        """Credentials and clients: in this thread, since making clients is not safe in others."""
        places = dict.fromkeys((want.image.account, want.image.region) for want in self._wanted)
        try:
            from ecslint.ecr.client import Clients  # noqa: PLC0415 - boto3 costs more than the rest of a run
        except ImportError as error:
            failure = Failure(
                "ImportError", f"ECR not asked: boto3 cannot be imported ({one_line(str(error))})", True
            )
            self._services = dict.fromkeys(places, failure)
            return
        clients = Clients(self._settings, self._budget)
        for account, region in places:
            self._services[account, region] = clients.service(account, region)

    def _ask(self) -> None:
        tasks: list[tuple[Task, int]] = []
        for order, want in enumerate(self._wanted):
            key = key_of(want.image)
            platforms = self._platforms.setdefault(key, set())
            service = self._services[want.image.account, want.image.region]
            platforms.add(want.platform)
            if isinstance(service, Failure):
                continue
            if self._known.claim("image", key):
                tasks.append((partial(self._resolve, service, want.image, order), order))
            if self._settings.repo_checks and self._known.claim("repository", key.place):
                tasks.append((partial(self._describe, service, key.place), order))
        # Only now: a thread must see all platforms of its image.
        for task, order in tasks:
            self._pool.submit(task, order)

    def _finish(self) -> bool:
        grace = self._settings.timeout
        return self._pool.finish(
            lambda: self._budget.left,
            grace,
            lambda: self._progress.show(lambda: lookups(*self._known.count())),
        )

    def _resolve(self, service: Asks, image: EcrImage, order: int) -> None:
        key = key_of(image)
        try:
            resolution = resolve(service, image, is_pull_through=self._pull_through)
        except Exception as error:  # noqa: BLE001 - one image's surprise must not cost the others theirs
            resolution = Unread(_surprise(error))
        self._known.resolved(key, resolution)
        if isinstance(resolution, Manifests):
            for digest in _digests(resolution, self._platforms[key]):
                if self._known.claim("manifest", Key(key.place, digest)):
                    reader = partial(self._read, service, image, digest, resolution.pushed_at, order)
                    self._pool.submit(partial(reader, self._settings.first_pause), order)

    def _read(
        self,
        service: Asks,
        image: EcrImage,
        digest: str,
        pushed_at: datetime | None,
        order: int,
        pause: float,
    ) -> None:
        """Read one manifest; one that is still being scanned is asked for again later, without holding a thread."""
        key = Key(place_of(image), digest)
        try:
            reading = findings.read(service, image, digest, pushed_at)
        except Exception as error:  # noqa: BLE001 - see above
            reading = Reading(digest, None, "", "", None, _surprise(error))
        left = self._budget.wait_left
        is_waiting = reading.is_pending and left > 0
        self._known.read(key, reading, is_waiting=is_waiting)
        if is_waiting:
            again = partial(self._read, service, image, digest, pushed_at, order, min(2 * pause, _MAX_PAUSE))
            self._pool.submit(again, order, delay=min(pause, left))

    def _describe(self, service: Asks, place: Place) -> None:
        try:
            repository = repositories.describe(service, *place)
        except Exception as error:  # noqa: BLE001 - see above
            repository = Repository(*place, failures=(_surprise(error),))
        self._known.described(place, repository)

    def _ask_unscanned_indexes(self) -> None:
        """Findings hang on the children of an index. Where none of them was ever scanned, the index itself is asked."""
        for order, want in enumerate(self._wanted):
            key = key_of(want.image)
            resolution = self._known.resolutions.get(key)
            service = self._services[want.image.account, want.image.region]
            if (
                not isinstance(resolution, Manifests)
                or not resolution.children
                or isinstance(service, Failure)
            ):
                continue
            readings = [
                self._known.readings.get(Key(key.place, digest))
                for digest in _digests(resolution, self._platforms[key])
            ]
            if all(reading and reading.status == NEVER_SCANNED for reading in readings) and readings:
                if self._known.claim("manifest", Key(key.place, resolution.digest)):
                    reader = partial(self._read, service, want.image, resolution.digest, None, order, 0.0)
                    self._pool.submit(reader, order)


def _digests(image: Manifests, platforms: Iterable[Platform | None]) -> list[str]:
    """What is to be read of an image for the platforms it is wanted for."""
    if image.children is None:
        return [image.digest]
    return list(
        dict.fromkeys(child.digest for platform in platforms for child in chosen(image.children, platform))
    )


def _surprise(error: Exception) -> Failure:
    # The class only: nobody knows what the text of an unexpected error quotes.
    return Failure(type(error).__name__, "unexpected while asking ECR")
