"""Which files earlier steps may have put where a step runs."""

from fnmatch import fnmatchcase
from functools import lru_cache
from itertools import islice
from math import inf

from ecslint.annotations import TYPE_CHECKING
from ecslint.dockerfile.model import Run, Transfer

if TYPE_CHECKING:
    from ecslint.dockerfile.stages import Stage

# A longer chain of stages is not looked through.
_MAX_STAGES = 32
_FETCHERS = frozenset({"git", "tar", "unzip", "bsdtar"})


def has_copied(run: Run, name: str) -> bool:
    """May a file of this name lie in the image when a step runs: copied by itself, with a folder, or unpacked?"""
    if any(mount.type == "bind" for mount in run.mounts) or run.stage is None or run.is_inner:
        return True
    return any(_first_copy(stage, name) <= run.span.start for stage in islice(run.stage.chain, _MAX_STAGES))


# Once for each stage: every step of a long one asks.
@lru_cache(maxsize=4 * _MAX_STAGES)
def _first_copy(stage: "Stage", name: str) -> float:
    """The offset of the first instruction of a stage that may bring the file, infinite if none does."""
    for one in stage.instructions:
        if isinstance(one, Transfer):
            if "from" in one.flags or any(_may_bring(word.text, name) for word in one.sources):
                return one.span.start
        elif isinstance(one, Run) and any(command.unwrapped.name in _FETCHERS for command in one.commands):
            return one.span.start
    return inf


def _may_bring(source: str, name: str) -> bool:
    """Is a source this file, a pattern for it, or perhaps a folder with it in it?"""
    path = source.strip("\"'").replace("\\", "/")
    last = path.rstrip("/").rpartition("/")[2]
    if path.endswith("/") or "$" in path or last in {"", ".", ".."}:
        return True
    if fnmatchcase(name, last):
        return True
    # Folders seldom have a dot in their name, files seldom have none.
    return "." not in last.strip(".") or last.endswith((".git", ".tar", ".tgz", ".gz", ".xz", ".bz2"))
