"""What is certain of the images that most Dockerfiles stand on: which programs they lack, and that they expose no port."""

from collections.abc import Iterator

from ecslint.dockerfile.instruction import Instruction
from ecslint.dockerfile.model import Add, Copy, Run
from ecslint.dockerfile.stages import Stage

_MIRROR = "docker/library/"
# They expose no port. Servers such as nginx, httpd and php with Apache do.
_WITHOUT_PORTS = frozenset(
    "alpine amazoncorretto amazonlinux busybox debian eclipse-temurin golang gradle maven node openjdk python ruby rust ubuntu".split()
)
# Of these the slim, Alpine and plain distribution images have neither curl nor wget, but for the wget of busybox in Alpine.
_SMALL = frozenset({"node", "python", "ruby"})
_DISTRIBUTIONS = frozenset({"debian", "ubuntu"})
_INSTALLERS = ("apt", "apk", "yum", "dnf", "install", "curl", "wget", "nix", "brew", "pip", "npm", "gem")
_PROGRAM_FOLDERS = frozenset(
    {"/", "/bin", "/sbin", "/usr", "/usr/bin", "/usr/sbin", "/usr/local", "/usr/local/bin", "/usr/local/sbin"}
)
_SHELLS = ("busybox", "bash", "/sh", "dash")


def official_base(stage: Stage) -> tuple[str, str] | None:
    """Name and tag of the official image that a stage stands on; None for another one and for what is not certain."""
    reference = stage.root_base.reference
    if reference is None:
        return None
    if reference.domain in {None, "docker.io"}:
        path = reference.path.removeprefix("library/")
    elif reference.domain == "public.ecr.aws" and reference.path.startswith(_MIRROR):
        path = reference.path.removeprefix(_MIRROR)
    else:
        return None
    return None if "/" in path else (path, reference.tag or "")


def exposes_nothing(stage: Stage) -> bool:
    """Does the image under a stage certainly expose no port?"""
    base = official_base(stage)
    return stage.root_base.is_scratch or (base is not None and base[0] in _WITHOUT_PORTS)


def has_no_shell(stage: Stage) -> bool:
    """Is there certainly no shell: an empty or a distroless image, to which nothing like one was copied?"""
    if not (stage.root_base.is_scratch or _is_distroless(stage)):
        return False
    return not any(_may_bring(instruction, _SHELLS) for instruction in _all(stage))


def certainly_lacks(stage: Stage, program: str) -> bool:
    """Is curl or wget certainly not in the image of a stage: not in its base, not installed, not copied?"""
    if not _base_lacks(stage, program):
        return False
    for instruction in _all(stage):
        if isinstance(instruction, Run) and any(word in instruction.text for word in _INSTALLERS):
            return False
        if _may_bring(instruction, (program,)):
            return False
    return True


def _base_lacks(stage: Stage, program: str) -> bool:
    if stage.root_base.is_scratch or _is_distroless(stage):
        return True
    base = official_base(stage)
    if base is None:
        return False
    name, tag = base
    if "alpine" in tag or name == "alpine":
        return program == "curl" and (name == "alpine" or name in _SMALL)
    return name in _DISTRIBUTIONS or (name in _SMALL and "slim" in tag)


def _is_distroless(stage: Stage) -> bool:
    reference = stage.root_base.reference
    return (
        reference is not None
        and reference.domain == "gcr.io"
        and reference.path.startswith("distroless/")
        and "debug" not in (reference.tag or "")
    )


def _all(stage: Stage) -> Iterator[Instruction]:
    for one in stage.chain:
        yield from one.instructions


def _may_bring(instruction: Instruction, words: tuple[str, ...]) -> bool:
    """May a COPY or ADD bring one of these programs, by its name or because it fills a folder of programs?"""
    if not isinstance(instruction, Copy | Add):
        return False
    if "$" in instruction.text or any(word in instruction.text for word in words):
        return True
    destination = instruction.destination
    if destination is None:
        return True
    folder = destination.text.rstrip("/") or "/"
    # One file under its own name is that file; whole folders may hold anything.
    is_folder = destination.text.endswith("/") or folder in _PROGRAM_FOLDERS
    return is_folder and folder in _PROGRAM_FOLDERS
