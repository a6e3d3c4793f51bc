"""Whole root file system of another stage copied over the image

`COPY --from=build / /` writes everything over what is there: another `/etc/passwd`, another libc, another package database, and with
it every tool, cache and credential that the stage was meant to leave behind. Copy the folders that the program needs. Into an empty
image, `FROM scratch`, it is the usual way to squash layers, and from one it brings only what was put there: both are fine.

```diff
  FROM golang:1.24 AS build
  RUN make install
  FROM debian:12-slim
- COPY --from=build / /
+ COPY --from=build /usr/local/bin/app /usr/local/bin/
```

From an image, in the JSON form, in quotes, and relative to a `WORKDIR`:

```diff
  FROM debian:12-slim
- COPY --from=ghcr.io/acme/tools:2 --link ["/", "/"]
- COPY --from=busybox:1.36 "/." //
  WORKDIR /
- COPY --from=busybox:1.36 /* ./
```

```dockerfile
FROM alpine:3.20 AS build
ARG TARGET
FROM scratch AS squashed
COPY --from=build / /
FROM squashed
COPY --from=build / .
FROM tonistiigi/xx:1.6.1 AS xx
FROM debian:12-slim AS cross
COPY --from=xx / /
COPY --from=squashed / /
FROM debian:12-slim
COPY --from=build / /rootfs
COPY --from=build /rootfs/ /
COPY --from=build / $TARGET
COPY / /
```
"""

import posixpath
from collections.abc import Iterator

from ecslint.dockerfile import Copy, ImageUse
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF217",
    Severity.WARNING,
    since="0.1",
    categories=("security", "size"),
    references=("https://docs.docker.com/build/building/multi-stage/",),
    peers=("hadolint:DL3067",),
)


# Images that are nothing but a few scripts, made to be copied whole.
_OVERLAYS = ("tonistiigi/xx",)


@rule.check
def root(image: ImageUse) -> Iterator[Finding]:
    copy = image.instruction
    stage = copy.stage
    if not isinstance(copy, Copy) or stage is None or copy.destination is None or stage.root_base.is_scratch:
        return
    origin = image.stage.root_base if image.stage is not None else image
    scope = stage.scope(copy)
    target = scope.value(copy.destination.text)
    if target is None or origin.is_scratch or any(name in origin.text for name in _OVERLAYS):
        return
    if not _is_root(posixpath.join(stage.workdir_at(copy) or "?", target)):
        return
    for word in copy.sources:
        source = scope.value(word.text)
        if source is not None and _is_root(source.removesuffix("*") or "/"):
            yield rule.finding(
                word,
                f"`{word.text}` of `{image.text}` is copied over the whole image: single folders are allowed",
                help="name the files that the program needs",
            )


def _is_root(path: str) -> bool:
    return path.startswith("/") and not posixpath.normpath(path).strip("/")
