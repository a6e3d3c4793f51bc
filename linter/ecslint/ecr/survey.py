"""From documents to images with what is known of them: names are collected, asked for once each, and judged."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TextIO

from ecslint.ecr.fetch import fetch
from ecslint.ecr.gather import Place as RepositoryPlace
from ecslint.ecr.gather import key_of, place_of
from ecslint.ecr.image import ScannedImage, ScannedRepository
from ecslint.ecr.outcome import EcrSettings, Failure, Fetched, Outcome, Wanted
from ecslint.ecr.places import Named, Passed, Place, named, passed
from ecslint.ecr.policy import Policy
from ecslint.ecr.saved import SavedFiles
from ecslint.record import NamedTuple

if TYPE_CHECKING:
    from ecslint.document import Document


# In the place of a path, for what many images share.
NO_FILE = "ECR"


class Plan(NamedTuple):
    """What the command line asks for: the network (`online`), files with saved answers, and how findings count."""

    online: bool = False
    saved: Sequence[str] = ()
    settings: EcrSettings = EcrSettings()
    policy: Policy = Policy()
    progress: TextIO | None = None


class Problem(NamedTuple):
    """What could not be read, and in which file it is named, or `NO_FILE`."""

    path: str
    message: str


class Survey(NamedTuple):
    """All images of a run. `problems` are what makes it incomplete, `remarks` lines for people."""

    images: tuple[ScannedImage, ...]
    repositories: tuple[ScannedRepository, ...]
    policy: Policy
    problems: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()
    interrupted: bool = False


class Surveyor:
    """Collects the images of one document after the other, then finds out about all of them."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._named: dict[object, list[Named]] = {}
        self._passed: list[Passed] = []

    def add(self, document: "Document") -> bool:
        """Note the images that a document names; False if there are none."""
        found = list(named(document))
        self._passed += passed(document)
        for one in found:
            self._named.setdefault((key_of(one.image), one.platform), []).append(one)
        return bool(found)

    def survey(self) -> Survey:
        plan = self._plan
        groups = list(self._named.values())
        wanted = [Wanted(group[0].image, group[0].platform) for group in groups]
        saved = SavedFiles(plan.saved)
        outcomes: list[Outcome | None] = saved.match(wanted)
        asked = [number for number, outcome in enumerate(outcomes) if outcome is None] if plan.online else []
        fetched = (
            fetch([wanted[number] for number in asked], plan.settings, plan.progress)
            if asked
            else Fetched(())
        )
        for number, outcome in zip(asked, fetched.outcomes, strict=True):
            outcomes[number] = outcome
        settings = {RepositoryPlace(one.account, one.region, one.name): one for one in fetched.repositories}
        images = tuple(
            ScannedImage(
                group[0].image,
                group[0].platform,
                [one.place for one in group],
                outcome,
                plan.policy,
                settings.get(place_of(group[0].image)),
                is_unanswered=outcome is None and not saved.problems,
            )
            for group, outcome in zip(groups, outcomes, strict=True)
        )
        repositories = tuple(
            ScannedRepository(settings[place], places)
            for place, places in _by_repository(groups).items()
            if place in settings and settings[place].exists
        )
        problems = [*saved.problems, *_problems(images, repositories, fetched.troubles)]
        return Survey(
            images,
            repositories,
            plan.policy,
            tuple([Problem(path, message) for path, message in dict.fromkeys(problems)]),
            (*saved.remarks, *_remarks(images, plan), *_skipped(self._passed)),
            fetched.interrupted,
        )


def _by_repository(groups: Iterable[Sequence[Named]]) -> Mapping[RepositoryPlace, list[Place]]:
    places: dict[RepositoryPlace, list[Place]] = {}
    for group in groups:
        places.setdefault(place_of(group[0].image), []).extend(one.place for one in group)
    return places


def _problems(
    images: Sequence[ScannedImage], repositories: Sequence[ScannedRepository], troubles: Sequence[Failure]
) -> list[tuple[str, str]]:
    """What many share is said once, the rest at its image."""
    found = [(NO_FILE, said(failure)) for failure in troubles]
    for image in images:
        path = image.source.path
        for failure in dict.fromkeys(image.failures):
            if not failure.is_shared:
                found.append((path, f"ECR900 `{image.image.short}` could not be read: {said(failure)}"))
    for repository in repositories:
        for failure in dict.fromkeys(repository.settings.failures):
            if not failure.is_shared:
                where = f"the settings of `{repository.settings.name}` could not be read"
                found.append((repository.source.path, f"ECR900 {where}: {said(failure)}"))
    return found


def _skipped(places: Sequence[Passed]) -> Iterator[str]:
    """A line for the public gallery and one for what is not resolved."""
    names = dict.fromkeys(place.public for place in places if place.public)
    if names:
        yield f"the public gallery has no scans to ask for, skipped: {', '.join(f'`{name}`' for name in names)}"
    opened = [place.span for place in places if not place.public]
    if opened:
        where = ", ".join(dict.fromkeys(f"{span.source.path}:{span.line}" for span in opened))
        yield f"image references with placeholders are not resolved, skipped: {where}"


def said(failure: Failure) -> str:
    """A failure as people read it."""
    if failure.is_shared and failure.message.startswith("ECR "):
        return failure.message
    return f"{failure.code}: {failure.message}" if failure.message else failure.code


def _remarks(images: Sequence[ScannedImage], plan: Plan) -> list[str]:
    policy = plan.policy
    remarks = []
    is_basic = any(
        one.reading.answer is not None and one.reading.answer.source == "basic" and one.open
        for image in images
        for one in image.manifests
    )
    if policy.only_fixable and is_basic:
        remarks.append("basic scans know no fixes: with only-fixable nothing that they found counts")
    for entry in policy.ignores:
        meant = [image for image in images if entry.concerns(image.image.repository)]
        is_sure = all(image.manifests and not image.failures for image in meant)
        if not entry.is_used and meant and is_sure:
            remarks.append(f"the ignore of `{entry.id}` matches nothing")
    return remarks
