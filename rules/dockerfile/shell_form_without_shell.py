"""Shell form where there is no shell

`scratch` holds nothing, and distroless images hold no shell, so that `RUN make` or `CMD serve` in shell form finds no `/bin/sh`: the
build ends, or the container never starts. Use the JSON form, and run what needs a shell in an earlier stage. On distroless bases it
is a warning, since some of their tags bring a shell.

```diff
  FROM golang:1.24 AS build
  FROM scratch
  COPY --from=build /out/app /app
- HEALTHCHECK CMD /app health
- ENTRYPOINT /app serve
+ HEALTHCHECK CMD ["/app", "health"]
+ ENTRYPOINT ["/app", "serve"]
```

```diff
  FROM scratch AS base
  FROM base
- RUN <<EOF
  echo hello
  EOF
```

```diff
  FROM gcr.io/distroless/static-debian12:nonroot
  COPY app /app
- CMD /app
+ CMD ["/app"]
```

A root file system or a shell that was copied in, a shell that was named, and images that bring one:

```dockerfile
FROM scratch AS one
ADD rootfs.tar.gz /
RUN true
FROM scratch AS two
COPY --from=busybox:1.36 /bin/busybox /bin/sh
CMD echo hello
FROM scratch
COPY --from=one / /
CMD echo hello
FROM gcr.io/distroless/base-debian12:debug
SHELL ["/busybox/sh", "-c"]
RUN true
FROM gcr.io/distroless/base-debian12:debug-nonroot
CMD echo hello
FROM scratch
RUN --mount=from=busybox:1.36,target=/bin true
ONBUILD RUN true
CMD ["/app"]
HEALTHCHECK NONE
```
"""

import re
from collections.abc import Iterator

from ecslint.dockerfile import Dockerfile, Executed, ImageUse, Run, Shell, Transfer
from ecslint.rule import Finding, Rule, Severity

_ARCHIVE = r"(?i)\.(tar(\.\w+)?|tgz|tbz2?|txz)$|://|\$"
_SHELL_NAMES = r"(^|/)(sh|bash|ash|dash|busybox(\.\w+)?|bin|rootfs)/?$"

rule = Rule(
    "DF038",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/dockerfile/#shell-and-exec-form",),
    peers=("tally:shell-run-in-scratch",),
)


@rule.check
def without_shell(dockerfile: Dockerfile) -> Iterator[Finding]:
    with_shell: set[int] = set()
    for stage in dockerfile.stages:
        base = stage.root_base
        if not base.is_scratch and not _is_distroless(base.resolved if base.is_certain else ""):
            continue
        if stage.parent is not None and stage.parent.index in with_shell:
            with_shell.add(stage.index)
            continue
        for instruction in stage.instructions:
            if _may_bring_shell(instruction):
                with_shell.add(stage.index)
                break
            if isinstance(instruction, Executed):
                yield from _finding(instruction, base)


def _finding(instruction: Executed, base: ImageUse) -> Iterator[Finding]:
    if not instruction.is_shell_form or not instruction.scripts:
        return
    if isinstance(instruction, Run) and (instruction.mounts or instruction.scripts[0].shebang):
        return
    where = "`scratch`" if base.is_scratch else "a distroless image"
    yield rule.finding(
        instruction.keyword_span,
        f"`{instruction.keyword}` in shell form on {where}, there is no shell for it",
        help='write it as a JSON array: `["program", "argument"]`',
        severity=None if base.is_scratch else Severity.WARNING,
    )


def _is_distroless(image: str) -> bool:
    name, _, tag = image.partition("@")[0].rpartition(":")
    if "distroless" in image and "debug" not in image:
        return True
    return name == "cgr.dev/chainguard/static" and tag in {"latest", ""}


def _may_bring_shell(instruction: object) -> bool:
    """A shell that is named or copied, an archive, or a whole file system."""
    if isinstance(instruction, Shell):
        return True
    if not isinstance(instruction, Transfer) or instruction.destination is None:
        return False
    target = instruction.destination.text
    if "$" in target or re.search(_SHELL_NAMES, target):
        return True
    return any(
        not word.text.strip("/.") or "*" in word.text or re.search(f"{_ARCHIVE}|{_SHELL_NAMES}", word.text)
        for word in instruction.sources
    )
