"""All task and service definitions of a run side by side, and which service runs which task."""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from ecslint.annotations import TYPE_CHECKING
from ecslint.finding import Severity
from ecslint.record import NamedTuple
from ecslint.regex import LazyPattern
from ecslint.source import Source, Span

if TYPE_CHECKING:
    from ecslint.taskdefinition import JsonFile, Service, TaskDefinition

# Longer files are made by machines and were never meant to be paired by hand.
MAX_CHARACTERS = 256 * 1024
# `describe-services` shows ten at most; a file with more is looked at for this many.
MAX_SERVICES = 100
# Parsed task definitions that are held at a time.
_KEPT = 8
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

    @property
    def other(self) -> "JsonFile":
        """The document whose lines a finding on `file` may show too."""
        return self.task_file

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
            references = (service.task_definition for service in document.services[:MAX_SERVICES])
            self._services.append(
                _Service(source, tuple(None if one.absent else one.value or "" for one in references))
            )

    def pairs(
        self, parse: "Callable[[Source], JsonFile | None]", read: Callable[[str], str | None]
    ) -> Iterator[ServicePair]:
        """Every service whose task definition is certain, by path; `parse` builds the documents, `read` opens other files."""
        if not self._tasks or not self._services:
            return
        links = _Links(self._tasks, self._services, self._said, read)
        # Services beside each other often run the same few definitions.
        parsed: dict[Source, JsonFile | None] = {}
        for entry in sorted(self._services, key=lambda one: one.source.path):
            found = links.of(entry)
            if not any(found):
                continue
            file = parse(entry.source)
            for index, link in enumerate(found):
                if link is None or file is None:
                    continue
                if link.source not in parsed:
                    if len(parsed) == _KEPT:
                        parsed.clear()
                    parsed[link.source] = parse(link.source)
                other = parsed[link.source]
                if other is not None and other.task_definition is not None:
                    service, task = file.services[index], other.task_definition
                    yield ServicePair(file, service, other, task, is_exact=link.is_exact)


class _Link(NamedTuple):
    """The task definition that a service runs, and whether it is certainly this revision."""

    source: Source
    is_exact: bool


class _Links:
    """Finds the task definition of each service, in the order in which the ways to name one are trusted."""

    def __init__(
        self,
        tasks: Mapping[str, _Task],
        services: Sequence[_Service],
        said: Mapping[str, str],
        read: Callable[[str], str | None],
    ) -> None:
        self._tasks = tasks
        self._said = said
        self._read = read
        self._real = {os.path.realpath(path): task for path, task in tasks.items()} if said else {}
        # By family in a folder, by family anywhere (with no folder), and all of a folder (with no family).
        self._groups: dict[tuple[str | None, str | None], list[_Task]] = {}
        for path, task in tasks.items():
            folder = os.path.dirname(path)
            self._groups.setdefault((folder, None), []).append(task)
            if task.family is not None:
                self._groups.setdefault((folder, task.family), []).append(task)
                self._groups.setdefault((None, task.family), []).append(task)
        self._crowds = Counter(os.path.dirname(entry.source.path) for entry in services)

    def of(self, entry: _Service) -> list[_Link | None]:
        """The task definition of each service in a file."""
        path = entry.source.path
        said = self._said.get(os.path.realpath(path)) if self._said else None
        if said is not None:
            chosen = self._real.get(said)
        else:
            chosen = self._named_by_ecspresso(*os.path.split(path))
        if chosen is not None or said is not None:
            # Whoever says that the two belong together deploys them together.
            link = _Link(chosen.source, is_exact=True) if chosen is not None else None
            return [link] * len(entry.references)
        return [self._named(os.path.dirname(path), entry, written) for written in entry.references]

    def _named(self, folder: str, entry: _Service, written: str | None) -> _Link | None:
        """What a `taskDefinition` names; without one, what stands alone beside a service that stands alone."""
        if written is None:
            beside = self._groups.get((folder, None), [])
            is_only = len(beside) == len(entry.references) == self._crowds[folder] == 1
            return _Link(beside[0].source, is_exact=True) if is_only else None
        reference = parse_reference(written)
        if reference is None:
            return None
        same = self._groups.get((folder, reference.family)) or self._groups.get((None, reference.family), [])
        if len(same) != 1:
            return None
        return _Link(same[0].source, is_exact=reference.revision is None)

    def _named_by_ecspresso(self, folder: str, name: str) -> _Task | None:
        for configuration in ECSPRESSO_NAMES:
            text = self._read(os.path.join(folder, configuration))
            if text is None:
                continue
            files = {match[1]: match[2].strip() for match in _ECSPRESSO.finditer(text)}
            if os.path.normpath(files.get("service_definition", "")) == name and "task_definition" in files:
                path = os.path.normpath(os.path.join(folder, files["task_definition"])).replace(os.sep, "/")
                return self._tasks.get(path)
        return None
