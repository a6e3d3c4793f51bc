"""What package managers leave in a layer, and whether the same step removes it or keeps it out of the image."""

from collections.abc import Iterable

from ecslint.dockerfile.model import Run
from ecslint.dockerfile.shell_command import Command


def is_mounted(run: Run, paths: Iterable[str]) -> bool:
    """Is one of the folders, or one above it, a cache or tmpfs mount, so that nothing of it gets into the layer?"""
    targets = [(mount.target or "").rstrip("/") for mount in run.mounts if mount.type in {"cache", "tmpfs"}]
    return any(
        target and (path == target or path.startswith(target + "/")) for path in paths for target in targets
    )


def removes(command: Command, folder: str) -> bool:
    """Does a command delete a folder, what is in it, or a folder above it?"""
    inner = command.unwrapped
    if inner.name != "rm":
        return (
            inner.name == "find"
            and any(word.prefix.rstrip("/").startswith(folder) for word in inner.arguments[:1])
            and any(word.value in {"-delete", "rm"} for word in inner.arguments)
        )
    for word in inner.arguments:
        for path in _alternatives(word.value or word.prefix):
            bare = path.rstrip("/*").removesuffix("/.")
            if bare and (bare == folder or folder.startswith(bare + "/") or bare.startswith(folder + "/")):
                return True
    return False


def _alternatives(text: str) -> list[str]:
    """The paths that one pair of braces stands for: `/var/{a,b}/*`."""
    start, end = text.find("{"), text.find("}")
    if start < 0 or end < start:
        return [text]
    return [text[:start] + part + text[end + 1 :] for part in text[start + 1 : end].split(",")]


def is_set(run: Run, command: Command, name: str) -> bool:
    """Is a variable given a value for a command: by ENV or ARG, by `export` before it, or on its own line?"""
    if run.stage is not None and name in run.stage.scope(run):
        return True
    if any(given.name == name for given in command.environment):
        return True
    for other in run.commands:
        if other is command:
            break
        if other.name == "export" and any(word.prefix.startswith(name + "=") for word in other.arguments):
            return True
    return False


def is_shipped(run: Run) -> bool:
    """Do the layers of this step end up in the image?"""
    return run.stage is None or run.stage.is_shipped
