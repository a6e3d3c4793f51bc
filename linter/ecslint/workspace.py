"""All task and service definitions of a run side by side, and which service runs which task."""

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from ecslint.annotations import TYPE_CHECKING
from ecslint.finding import Severity
from ecslint.record import NamedTuple
from ecslint.regex import LazyPattern
from ecslint.source import Source, Span

if TYPE_CHECKING:
    from ecslint.taskdefinition import JsonFile, Service, TaskDefinition

# Longer files are made by machines and were never meant to be paired by hand.
MAX_CHARACTERS = 1024 * 1024
_REFERENCE = LazyPattern(r"(?:arn:[^:]+:ecs:[^:]*:[^:]*:task-definition/)?([A-Za-z0-9_-]+)(?::([0-9]+))?")
# Two members of the configuration of ecspresso; the rest of it says nothing about which files belong together.
_ECSPRESSO = LazyPattern(
    r"^(task_definition|service_definition):[ \t]*[\"']?([^\"'#\r\n]+?)[\"']?[ \t]*(?:#.*)?\r?$", re.MULTILINE
)
ECSPRESSO_NAMES = ("ecspresso.yml", "ecspresso.yaml")


class Reference(NamedTuple):
    """What a service says it runs: the family, and the revision where it names one."""

    family: str
    revision: str | None


def parse_reference(text: str) -> Reference | None:
    """A `taskDefinition` such as `web`, `web:3` or an ARN; None for what names no family."""
    match = _REFERENCE.fullmatch(text)
    return Reference(match[1], match[2]) if match else None


class ServicePair:
    """A service and the task definition that it runs.

    `is_exact`: nothing says that the service runs another revision than the one in the file. `file` and `task_file` are
    the documents that the two stand in.
    """

    __slots__ = ("file", "is_exact", "service", "task", "task_file")

    def __init__(
        self,
        file: "JsonFile",
        service: "Service",
        task_file: "JsonFile",
        task: "TaskDefinition",
        *,
        is_exact: bool,
    ) -> None:
        self.file = file
        self.service = service
        self.task_file = task_file
        self.task = task
        self.is_exact = is_exact

    @property
    def source(self) -> Source:
        return self.file.source

    @property
    def span(self) -> Span:
        return self.service.span

    def walk(self) -> Iterator[object]:
        """The pair is a document of its own for the engine, with one node in it."""
        yield self

    def severity(self, severity: Severity) -> Severity:
        """How much a fault matters: of a task definition that may be another revision it is no certain error."""
        return severity if self.is_exact else min(severity, Severity.WARNING)


class _Task(NamedTuple):
    """What is kept of a task definition: where it is, and its family if that is known."""

    source: Source
    family: str | None


class _Service(NamedTuple):
    """What is kept of a service definition: where it is, and what each service in it runs.

    The reference is None where a service does not say, and `""` where it says something that nobody can read.
    """

    source: Source
    references: tuple[str | None, ...]


class Workspace:
    """What is remembered of the documents of a run: texts and names; the trees are built again for those that pair.

    `services` is what the configuration says: the real path of a service definition -> that of its task definition.
    """

    def __init__(self, services: Mapping[str, str] | None = None) -> None:
        self._said = services or {}
        self._tasks: dict[str, _Task] = {}
        self._services: list[_Service] = []

    def add(self, document: "JsonFile") -> None:
        """Remember a document, if it can be one half of a pair."""
        source = document.source
        if len(source.text) > MAX_CHARACTERS:
            return
        task = document.task_definition
        if task is not None and not task.is_container_array:
            self._tasks[source.path] = _Task(source, task.family.value)
        if document.services:
            references = (service.task_definition for service in document.services)
            self._services.append(
                _Service(source, tuple(None if one.absent else one.value or "" for one in references))
            )

    def pairs(
        self, parse: "Callable[[Source], JsonFile | None]", read: Callable[[str], str | None]
    ) -> Iterator[ServicePair]:
        """Every service whose task definition is certain, by path; `parse` builds the documents, `read` opens other files."""
        if not self._tasks:
            return
        folders = _by_folder(self._tasks)
        for entry in sorted(self._services, key=lambda one: one.source.path):
            found = [self._partner(entry, reference, folders, read) for reference in entry.references]
            if not any(found):
                continue
            file = parse(entry.source)
            for index, link in enumerate(found):
                if link is None or file is None:
                    continue
                task_file = parse(link[0].source)
                if task_file is not None and task_file.task_definition is not None:
                    task = task_file.task_definition
                    yield ServicePair(file, file.services[index], task_file, task, is_exact=link[1])

    def _partner(
        self,
        entry: _Service,
        written: str | None,
        folders: Mapping[str, Sequence[_Task]],
        read: Callable[[str], str | None],
    ) -> tuple[_Task, bool] | None:
        """The task definition of one service, and whether it is certainly this revision."""
        folder, name = os.path.split(entry.source.path)
        reference = parse_reference(written) if written else None
        is_exact = reference is None or reference.revision is None
        path = self._said.get(os.path.realpath(entry.source.path)) if self._said else None
        if path is not None:
            said = [task for task in self._tasks.values() if os.path.realpath(task.source.path) == path]
            return (said[0], True) if said else None
        named = self._named_by_ecspresso(folder, name, read)
        if named is not None:
            # Whoever deploys with it deploys both files together.
            return named, True
        beside = folders.get(folder, ())
        if reference is not None:
            same = [task for task in beside if task.family == reference.family]
            same = same or [task for task in self._tasks.values() if task.family == reference.family]
            return (same[0], is_exact) if len(same) == 1 else None
        if written is not None or len(beside) != 1 or len(entry.references) != 1:
            return None
        alone = sum(os.path.dirname(other.source.path) == folder for other in self._services) == 1
        return (beside[0], True) if alone else None

    def _named_by_ecspresso(self, folder: str, name: str, read: Callable[[str], str | None]) -> _Task | None:
        for configuration in ECSPRESSO_NAMES:
            text = read(os.path.join(folder, configuration))
            if text is None:
                continue
            files = {match[1]: match[2].strip() for match in _ECSPRESSO.finditer(text)}
            if os.path.normpath(files.get("service_definition", "")) == name and "task_definition" in files:
                path = os.path.normpath(os.path.join(folder, files["task_definition"])).replace(os.sep, "/")
                return self._tasks.get(path)
        return None


def _by_folder(tasks: Mapping[str, _Task]) -> dict[str, list[_Task]]:
    folders: dict[str, list[_Task]] = {}
    for path, task in tasks.items():
        folders.setdefault(os.path.dirname(path), []).append(task)
    return folders
