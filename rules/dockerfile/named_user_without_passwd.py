r"""User name where there is no /etc/passwd

`scratch` holds no `/etc/passwd` and no `/etc/group`, so a name in `USER` or `--chown` cannot be looked up: `COPY --chown=app` ends the
build, and a container with `USER app` does not start. Use numbers, or copy the two files in first.

```diff
  FROM golang:1.24 AS build
  RUN useradd -u 10001 app && go build -o /app .
  FROM scratch
- COPY --from=build --chown=app:app /app /app
- USER app
+ COPY --from=build --chown=10001:10001 /app /app
+ USER 10001
```

```diff
  FROM scratch AS base
  FROM base
  ARG OWNER=web
- ADD --chown=$OWNER a /a
+ ADD --chown=10001 a /a
```

Silent once the file, its folder or a whole file system was copied, for numbers, and for what is not known; `USER root` is
understood without the file:

```dockerfile
FROM alpine:3.20 AS build
FROM scratch AS one
COPY --from=build /etc/passwd /etc/group /etc/
USER nobody
FROM scratch AS two
ADD rootfs.tar.xz /
USER app
FROM scratch AS three
COPY --from=build / /
USER app
FROM scratch AS four
COPY --from=build passwd.min /etc/passwd
USER app
FROM scratch AS five
ARG OWNER
COPY --chown=$OWNER a /a
COPY --chown=1:1 a /a
USER 1000
FROM one AS six
USER nobody
FROM scratch
USER root
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Dockerfile, Instruction, Run, Transfer, User
from ecslint.dockerfile.sources import source_kind
from ecslint.rule import Finding, Rule, Severity
from ecslint.source import Span

rule = Rule(
    "DF422",
    Severity.ERROR,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.docker.com/reference/dockerfile/#copy---chown---chmod",),
    peers=("tally:named-identity-in-passwdless-stage",),
)


@rule.check
def unknown_name(dockerfile: Dockerfile) -> Iterator[Finding]:
    with_names: set[int] = set()
    for stage in dockerfile.stages:
        if not stage.root_base.is_scratch:
            continue
        if stage.parent is not None and stage.parent.index in with_names:
            with_names.add(stage.index)
            continue
        for instruction in stage.instructions:
            yield from _names(instruction)
            if isinstance(instruction, Run) or (
                isinstance(instruction, Transfer) and _may_bring_names(instruction)
            ):
                with_names.add(stage.index)
                break


def _names(instruction: Instruction) -> Iterator[Finding]:
    place: Span | None = None
    value: str | None = None
    if isinstance(instruction, User):
        place, value = instruction.value_span, instruction.resolved
    elif isinstance(instruction, Transfer) and instruction.stage is not None:
        flag = next((flag for flag in instruction.flag_list if flag.name == "chown"), None)
        if flag is not None and flag.value:
            place = flag.value_span or flag.span
            value = instruction.stage.scope(instruction).value(flag.value)
    if place is None or not value:
        return
    parts = [part.strip() for part in value.split(":")]
    name = next((part for part in parts if part and not part.isdecimal() and part != "root"), None)
    if name is not None:
        yield rule.finding(
            place,
            f"`{name}` is a name, and `scratch` has no `/etc/passwd` to look it up: numbers are allowed",
        )


def _may_bring_names(transfer: Transfer) -> bool:
    """Does it copy the file, its folder, an archive or a whole tree, or something unknown?"""
    target = transfer.destination.text if transfer.destination is not None else ""
    if "$" in target or target.strip('"').rstrip("/") in {
        "",
        ".",
        "/etc",
        "etc",
        "/etc/passwd",
        "etc/passwd",
    }:
        return not _are_single_files(transfer, target)
    return any(
        source_kind(transfer, word) in {"archive", None} and transfer.keyword == "ADD"
        for word in transfer.sources
    )


def _are_single_files(transfer: Transfer, target: str) -> bool:
    """Are all sources files with an extension or below a folder, so that none is a tree with `/etc` in it?"""
    if "etc" in target or "$" in target:
        return False
    return all(
        source_kind(transfer, word) == "file" and "*" not in word.text and "." in word.text.strip("./")
        for word in transfer.sources
    )
