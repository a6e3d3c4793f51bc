r"""Step that writes below a VOLUME

With the classic builder, and with tools that follow it, what a `RUN` changes below a path after `VOLUME` has named it is thrown away
with the step; BuildKit keeps it. Put the `VOLUME` last. Most builds use BuildKit now, so the rule is off unless it is selected.

```diff
  FROM debian:12-slim
  VOLUME /data /var/log/app
- RUN mkdir -p /data/cache && chown app /data/cache
+ RUN true
- RUN echo start > /var/log/app/log
+ RUN true
```

```dockerfile
FROM debian:12-slim
RUN mkdir -p /data
COPY a /data/
VOLUME ["/data"]
RUN ls /data && mkdir /database && cp /data/a /b && rm -rf /tmp/x
RUN --mount=type=cache,target=/data touch /data/a
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Instruction, Run, Stage, Volume
from ecslint.dockerfile.shell_command import Command
from ecslint.dockerfile.shell_words import Word
from ecslint.rule import Finding, Note, Rule, Severity

rule = Rule(
    "DF423",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.docker.com/reference/dockerfile/#notes-about-specifying-volumes",),
    default=False,
)

_WRITERS = frozenset({"mkdir", "touch", "chown", "chmod", "chgrp", "rm", "rmdir", "tee", "truncate"})
_COPIERS = frozenset({"cp", "mv", "ln", "install", "rsync"})


@rule.check
def lost(stage: Stage) -> Iterator[Finding]:
    volumes: dict[str, Instruction] = {}
    for instruction in stage.instructions:
        if isinstance(instruction, Volume):
            for folder in instruction.words:
                path = (stage.scope(instruction).value(folder.text) or "").strip("\"'").rstrip("/")
                if path.startswith("/"):
                    volumes.setdefault(path, instruction)
        elif isinstance(instruction, Run) and volumes:
            found = _first_write(instruction, volumes)
            if found is not None:
                word, path = found
                note = Note(volumes[path].keyword_span, "declared here")
                yield rule.finding(
                    word,
                    f"a change below the volume `{path}`, which the classic builder drops",
                    notes=(note,),
                )


def _first_write(run: Run, volumes: dict[str, Instruction]) -> tuple[Word, str] | None:
    mounted = {(mount.target or "").rstrip("/") for mount in run.mounts}
    for command in run.commands:
        for word in _written(command.unwrapped):
            path = _volume_of(word.prefix, volumes)
            if path is not None and path not in mounted:
                return word, path
    return None


def _volume_of(path: str, volumes: dict[str, Instruction]) -> str | None:
    """The volume that a path lies in; its parents are looked up, the longest first."""
    for _ in range(50):
        path = path.rstrip("/")
        if not path or path in volumes:
            return path or None
        path = path.rpartition("/")[0]
    return None


def _written(command: Command) -> Iterator[Word]:
    """The words that name what a command writes."""
    operands = command.options().operands
    if command.name in _WRITERS:
        yield from operands
    elif command.name in _COPIERS:
        yield from operands[-1:]
    for redirect in command.redirects:
        if redirect.operator.startswith((">", "&>")) and redirect.target is not None:
            yield redirect.target
