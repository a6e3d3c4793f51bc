"""What package managers leave in a layer, and whether the same step removes it or keeps it out of the image."""

from collections.abc import Iterable
from functools import lru_cache

from ecslint.dockerfile.model import Run
from ecslint.dockerfile.shell_command import Command
from ecslint.finding import Edit
from ecslint.source import Span


def is_mounted(run: Run, paths: Iterable[str]) -> bool:
    """Is one of the folders, or one above it, a cache or tmpfs mount, so that nothing of it gets into the layer?"""
    targets = [(mount.target or "").rstrip("/") for mount in run.mounts if mount.type in {"cache", "tmpfs"}]
    return any(
        target and (path == target or path.startswith(target + "/")) for path in paths for target in targets
    )


def removes(command: Command, folder: str, before: Command | None = None) -> bool:
    """Does a command delete a folder, what is in it, or a folder above it? `before` is the command that may have gone there."""
    inner = command.unwrapped
    is_there = (
        before is not None
        and before.name == "cd"
        and any((word.value or "").rstrip("/") == folder for word in before.arguments)
    )
    if is_there and inner.name == "rm" and any(word.text in {"*", "./*"} for word in inner.arguments):
        return True
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
    exported = _exports(run).get(name)
    return exported is not None and exported < command.start


@lru_cache(maxsize=1)
def _exports(run: Run) -> dict[str, int]:
    """The names that `export` gives a value in a step, and where it first does."""
    found: dict[str, int] = {}
    if "export" in run.span.text:
        for other in run.commands:
            for word in other.arguments if other.name == "export" else ():
                name, equals, _ = word.prefix.partition("=")
                if equals:
                    found.setdefault(name, other.start)
    return found


def is_shipped(run: Run) -> bool:
    """Do the layers of this step end up in the image?"""
    return run.stage is None or run.stage.is_shipped


def appended(run: Run, command: Command, text: str) -> Edit | None:
    """An edit that ends a step with one more command, run as the same user as `command`; None where that is not safe to say."""
    script = run.scripts[0] if run.scripts and run.json_words is None else None
    if script is None or not script.known or script.problems or not script.lists:
        return None
    last = script.lists[-1].pipelines[-1].elements[-1]
    excerpt = script.excerpt
    # A comment, a semicolon or an ampersand behind the last command would swallow or detach what is added.
    if last.operator is not None or excerpt.text[last.end :].strip() or last.heredocs or last.end == 0:
        return None
    if isinstance(last, Command) and (
        last.end == last.start or last.name in {"exit", "exec", "return", None}
    ):
        return None
    if command.words and command.words[0].value == "sudo":
        text = "sudo " + text
    source = excerpt.source
    at = excerpt.offset(last.end - 1) + 1
    joint = " "
    start = source.text.rfind("\n", 0, at) + 1
    if not run.heredocs and start > run.span.start:
        line = source.text[start:at]
        line_end = "\r\n" if source.text[:start].endswith("\r\n") else "\n"
        joint = f" {run.escape}{line_end}{line[: len(line) - len(line.lstrip())]}"
    return Edit(Span(source, at, at), f"{joint}&& {text}")
