"""Files of a run that belong together: each service with what it runs, a container with what its image is built from."""

import os
from collections.abc import Callable, Iterator, Sequence

from ecslint import document as documents
from ecslint.annotations import TYPE_CHECKING
from ecslint.errors import UnreadableFileError
from ecslint.record import NamedTuple
from ecslint.source import Source
from ecslint.workspace import Workspace

if TYPE_CHECKING:
    from ecslint.builds import ImagePair
    from ecslint.settings import Settings
    from ecslint.taskdefinition import JsonFile
    from ecslint.workspace import ServicePair


class Half(NamedTuple):
    """A file that may be one half: its text, and whether the user named it instead of the folder it is in."""

    source: Source
    given: bool


class Pairs:
    """What a run remembers of its definitions, until all files are known; `parse` builds a text's document once more."""

    def __init__(self, settings: "Settings", parse: "Callable[[Source, str], documents.Parsed]") -> None:
        self._parse = parse
        self._workspace = Workspace(settings.services)
        # Real paths of task definitions -> those of the Dockerfiles of their images, as the configuration says.
        self._said = settings.dockerfiles
        self._said_tasks: dict[str, Source] = {}
        self._tasks: list[Half] = []

    def add(self, file: "JsonFile", *, given: bool) -> None:
        """Remember a definition; `given` if the user named it instead of the folder it is in."""
        self._workspace.add(file)
        if file.task_definition is None:
            return
        if self._said:
            path = os.path.realpath(file.source.path)
            if path in self._said:
                self._said_tasks[path] = file.source
        # Two stand for more than one; of two nobody knows which one is meant.
        if len(self._tasks) < 2:
            self._tasks.append(Half(file.source, given))

    def found(self, dockerfiles: "Sequence[tuple[Source, bool]]") -> "Iterator[ServicePair | ImagePair]":
        """Every pair that is certain, given the texts of Dockerfiles and whether the user named each."""
        yield from self._workspace.pairs(self._definition, _text)
        for task, dockerfile in self._builds([Half(*one) for one in dockerfiles]):
            yield from self._image_pairs(task, dockerfile)

    def _builds(self, dockerfiles: Sequence[Half]) -> "Iterator[tuple[Source, Source]]":
        """Each task definition with the Dockerfile of its images: what the configuration says, or the only two of a run."""
        if self._said:
            real = {os.path.realpath(half.source.path): half.source for half in dockerfiles}
            for task, dockerfile in self._said.items():
                if task in self._said_tasks and dockerfile in real:
                    yield self._said_tasks[task], real[dockerfile]
        if len(dockerfiles) == len(self._tasks) == 1:
            built, run = dockerfiles[0], self._tasks[0]
            if not self._said_tasks and _are_of_one_project(built, run):
                yield run.source, built.source

    def _image_pairs(self, task: Source, dockerfile: Source) -> "Iterator[ImagePair]":
        """The containers of a task definition that run what a Dockerfile builds."""
        from ecslint.builds import image_pairs  # noqa: PLC0415 - few runs are of a Dockerfile and its task definition

        built, file = self._parse(dockerfile, "dockerfile"), self._definition(task)
        if not isinstance(built, documents.Skipped) and documents.is_dockerfile(built) and file is not None:
            yield from image_pairs(built, file)

    def _definition(self, source: Source) -> "JsonFile | None":
        document = self._parse(source, "task-definition")
        if isinstance(document, documents.Skipped) or not documents.is_json(document):
            return None
        return document


def _are_of_one_project(dockerfile: Half, task: Half) -> bool:
    """Do the only Dockerfile and the only task definition of a run belong together?"""
    # A hook names the files that changed, and others of the project may build what the task runs.
    return not (dockerfile.given or task.given) or _are_neighbours(dockerfile.source.path, task.source.path)


def _are_neighbours(dockerfile: str, task: str) -> bool:
    """Do they stand in one folder, or the task definition in a folder of its own such as `.aws` below it?"""
    home, folder = os.path.dirname(dockerfile), os.path.dirname(task)
    return home == folder or (
        home == os.path.dirname(folder) and os.path.basename(folder) in {".aws", "ecs", "aws"}
    )


def _text(path: str) -> str | None:
    """The text of a file that may be there or not."""
    try:
        return documents.read(path).text if os.path.isfile(path) else None
    except UnreadableFileError:
        return None
