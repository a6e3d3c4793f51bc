"""Which images of ECR a file names, where it does, and which platform they are to run on; and those nobody can ask about."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ecslint.document import is_dockerfile, is_json
from ecslint.ecr import platform as platforms
from ecslint.ecr.platform import Platform
from ecslint.ecr.uri import EcrImage, parse
from ecslint.record import NamedTuple
from ecslint.source import Span

if TYPE_CHECKING:
    from ecslint.dockerfile import Dockerfile
    from ecslint.document import Document
    from ecslint.taskdefinition import TaskDefinition


PUBLIC_GALLERY = "public.ecr.aws/"
_TEMPLATE_SIGNS = frozenset("$<>{}%")


class Place(NamedTuple):
    """Where an image is named; `is_run` is False where it only helps to build another one."""

    span: Span
    pointer: str | None
    container: str | None
    logical: str
    is_run: bool


class Passed(NamedTuple):
    """A place whose image is not asked about: one of the public gallery, by its name, or one that nobody can tell."""

    public: str
    span: Span


class Named(NamedTuple):
    """An image at a place; without a platform nobody can tell which one is meant."""

    image: EcrImage
    platform: Platform | None
    place: Place


def named(document: "Document") -> Iterator[Named]:
    """The images of a document, in its order."""
    if is_dockerfile(document):
        yield from _of_dockerfile(document)
    elif is_json(document) and document.task_definition is not None:
        yield from _of_task(document.task_definition)


def _of_task(task: "TaskDefinition") -> Iterator[Named]:
    wanted = _platform(task)
    for container in task.containers:
        value = container.image
        image = parse(value.value) if value.value else None
        if image is not None:
            place = Place(value.span, value.pointer, value.container, value.logical, is_run=True)
            yield Named(image, wanted, place)


def _platform(task: "TaskDefinition") -> Platform | None:
    """The platform of a task; None where a template or a file of containers alone leaves it open."""
    if task.is_container_array or task.runtime_platform.unknown:
        return None
    cpu, family = task.runtime_platform.cpu_architecture, task.runtime_platform.operating_system_family
    if cpu.unknown or family.unknown:
        return None
    return platforms.of_task(cpu.value, family.value, on_fargate=task.is_fargate)


def _of_dockerfile(dockerfile: "Dockerfile") -> Iterator[Named]:
    for stage in dockerfile.graph.stages:
        base = stage.base
        image = None if base.is_stage or base.expansion.value is None else parse(base.expansion.value)
        if image is not None:
            flag = stage.from_.flags.get("platform")
            wanted = platforms.of_flag(flag) if flag else None
            yield Named(image, wanted, Place(base.span, None, None, stage.logical, is_run=stage.is_shipped))


def passed(document: "Document") -> Iterator[Passed]:
    """The places of a document whose images may be of ECR and have no scan that could be asked for, in its order."""
    if is_dockerfile(document):
        for stage in document.graph.stages:
            expansion = stage.base.expansion
            if not stage.base.is_stage:
                yield from _passed(expansion.value, expansion.prefix, stage.base.span)
    elif is_json(document) and document.task_definition is not None:
        for container in document.task_definition.containers:
            image = container.image
            if not image.absent:
                yield from _passed(image.value, image.literal_prefix, image.span)


def _passed(value: str | None, prefix: str, span: Span) -> Iterator[Passed]:
    if value is None:
        # A template that begins with the name of another registry is of that one.
        if not prefix or ".dkr" in prefix:
            yield Passed("", span)
    elif value.startswith(PUBLIC_GALLERY):
        # Its own part alone: whatever else stands there is not for a terminal.
        yield Passed(PUBLIC_GALLERY + value[len(PUBLIC_GALLERY) :].partition("@")[0], span)
    elif ".dkr" in value and not _TEMPLATE_SIGNS.isdisjoint(value):
        yield Passed("", span)
