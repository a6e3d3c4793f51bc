"""From a path to a parsed document: what the bytes are, by name first and by content where names say little."""

import os
import stat
from itertools import islice

from ecslint.annotations import TYPE_CHECKING, TypeGuard
from ecslint.errors import UnreadableFileError
from ecslint.record import NamedTuple
from ecslint.source import Source

if TYPE_CHECKING:
    from ecslint.dockerfile import BuildContext, Dockerfile
    from ecslint.taskdefinition import JsonFile

    # Not at run time: the first forward reference wakes the interpreter's compiler, which costs 2 ms.
    Document = Dockerfile | JsonFile

KINDS = ("dockerfile", "task-definition", "service-definition", "lifecycle-policy")
# In a larger folder not all names are looked at.
_MAX_NAMES = 10_000
MAX_BYTES = 64 * 1024 * 1024


class Skipped(NamedTuple):
    """A file that is none of ours, and why; `is_surprise` when its name or the user said it would be."""

    reason: str
    is_surprise: bool


if TYPE_CHECKING:
    Parsed = Document | Skipped


def is_dockerfile(document: "Document") -> "TypeGuard[Dockerfile]":
    """Is it one, asked without importing the room of Dockerfiles?"""
    return document.kind == "dockerfile"


def is_json(document: "Document") -> "TypeGuard[JsonFile]":
    """Is it one of the definitions, asked without importing their room?"""
    return document.kind != "dockerfile"


def read(path: str, *, allow_utf16: bool = False) -> Source:
    """The text of a regular file of at most `MAX_BYTES`; raises `UnreadableFileError` for anything else.

    `allow_utf16` is for what `>` of PowerShell wrote and no other program than this one reads.
    """
    shown = path.replace(os.sep, "/")
    try:
        # Not blocking: opening a FIFO would otherwise wait for a writer for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise UnreadableFileError(shown, "is not a regular file")
            if status.st_size > MAX_BYTES:
                raise UnreadableFileError(shown, f"is larger than {MAX_BYTES // 1024 // 1024} MiB")
            data = file.read()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableFileError(shown, f"cannot be read: {reason}") from error
    if allow_utf16 and data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return Source(shown, data.decode("utf-16", "replace"))
    return Source.from_bytes(shown, data)


def parse(
    source: Source, name_kind: str, *, given: bool, forced: str | None = None, launch_type: str | None = None
) -> "Parsed":
    """The document in a source.

    `name_kind` is what discovery made of the name, `given` whether the user named the file, `forced` the kind
    that `--as` insists on, `launch_type` what to assume where a task definition does not say.
    """
    kind = forced or name_kind
    if kind.startswith("dockerfile") or (kind not in KINDS and given and not _is_json(source)):
        if not forced and not kind.startswith("dockerfile") and not _has_from(source):
            return Skipped("neither a Dockerfile nor JSON", is_surprise=True)
        from ecslint import dockerfile  # noqa: PLC0415 - a run over JSON alone never needs this room

        file = dockerfile.parse_source(source)
        mark = file.template_mark
        if mark is not None and not forced:
            reason = f"a template: `{mark.text}` on line {mark.line} is for another program"
            return Skipped(reason, is_surprise=True)
        return file
    from ecslint import taskdefinition  # noqa: PLC0415 - nor a run over Dockerfiles that one

    if not (given or kind in KINDS or taskdefinition.looks_like(source.text)):
        return Skipped(
            "JSON that is no task or service definition and no lifecycle policy", is_surprise=False
        )
    document = taskdefinition.parse(source, launch_type=launch_type, forced=forced)
    if document.kind != "other":
        return document
    if document.problems and kind in KINDS:
        # Too broken to tell what it is, but its name does.
        return taskdefinition.parse(source, launch_type=launch_type, forced=kind)
    return Skipped(document.reason, is_surprise=given or kind in KINDS)


class FolderNames:
    """The names of what is in a folder, asked for the files in it one after the other."""

    __slots__ = ("_folder", "_names")

    def __init__(self) -> None:
        self._folder: str | None = None
        self._names: frozenset[str] = frozenset()

    def of(self, folder: str) -> frozenset[str]:
        """The names; none where the folder may not be listed, for then nobody knows them."""
        if folder != self._folder:
            self._folder = folder
            try:
                with os.scandir(folder) as entries:
                    self._names = frozenset([entry.name for entry in islice(entries, _MAX_NAMES)])
            except OSError:
                self._names = frozenset()
        return self._names


def build_context(dockerfile: "Dockerfile", names: FolderNames) -> "BuildContext | None":
    """What lies beside a Dockerfile that was read from a file; None if it copies nothing from there.

    Raises `UnreadableFileError` for an ignore file that cannot be read.
    """
    from ecslint.dockerfile import BuildContext, Transfer  # noqa: PLC0415 - only a Dockerfile has a context

    copied = [
        word.text.strip("\"'")
        for one in dockerfile.instructions
        if isinstance(one, Transfer) and "from" not in one.flags
        for word in one.sources
    ]
    if not copied:
        return None
    path = dockerfile.source.path
    folder = os.path.dirname(path)
    candidates = (f"{path}.dockerignore", os.path.join(folder, ".dockerignore"))
    ignore_path = next((one for one in candidates if os.path.lexists(one)), None)
    ignore = None
    if ignore_path is not None:
        from ecslint.dockerfile.dockerignore import DockerIgnore  # noqa: PLC0415 - few files need it

        ignore = DockerIgnore(read(ignore_path))
    is_whole = ignore is None and not {".", "./"}.isdisjoint(copied)
    return BuildContext(dockerfile, ignore, names.of(folder or ".") if is_whole else frozenset())


def _is_json(source: Source) -> bool:
    return source.text.lstrip()[:1] in {"{", "["} or source.path.lower().endswith(
        (".json", ".jsonc", ".yml", ".yaml")
    )


def _has_from(source: Source) -> bool:
    import re  # noqa: PLC0415 - already loaded by the time any file is read

    return re.search(r"^[ \t]*FROM[ \t]", source.text, re.IGNORECASE | re.MULTILINE) is not None
