"""Which images of ECR a file names, where it does, and which platform they are to run on."""

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


class Place(NamedTuple):
    """Where an image is named; `is_run` is False where it only helps to build another one."""

    span: Span
    pointer: str | None
    container: str | None
    logical: str
    is_run: bool


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
