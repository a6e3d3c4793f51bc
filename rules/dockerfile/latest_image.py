"""Image with the tag `latest`

`latest` is only a name: it moves whenever somebody pushes, it need not be the newest version, and a roll-back to the
same Dockerfile gives another image. Name a version; add the digest where the build must be exact.

```diff
- FROM node:latest
+ FROM node:22-alpine
  COPY . /app
```

```diff
  ARG TAG=latest
  FROM debian:12-slim
- COPY --from=ghcr.io/astral-sh/uv:latest /uv /bin/
+ COPY --from=ghcr.io/astral-sh/uv:0.5.11 /uv /bin/
```

The default of a build argument counts:

```diff
  ARG TAG=latest
- FROM alpine:${TAG}
+ FROM alpine:3.20
```

```diff
  ARG REGISTRY
- FROM $REGISTRY/app:latest
+ FROM $REGISTRY/app:${VERSION:-4.2}
```

A tag such as `latest-alpine` is at least narrower, so there it is only advice. Name further tags that move, such as `edge`
or `nightly`, in the option `moving`:

```diff moving=edge,nightly
- FROM alpine:edge AS build
- FROM rocker/rstudio:latest-daily
+ FROM alpine:3.20 AS build
+ FROM rocker/rstudio:4.4
```

A digest decides, whatever the tag says, and an argument without a default is not known:

```dockerfile
ARG TAG
FROM alpine:latest@sha256:beefdbd8a1da6d2915566fde36db9db0b524eb737fc57cd1367effd16dc0d06d
FROM alpine:$TAG
FROM alpine:3.20 AS latest
FROM latest
FROM alpine:edge
FROM mcr.microsoft.com/mssql/server:2022-latest
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import ImageUse
from ecslint.record import NamedTuple
from ecslint.rule import Finding, Rule, Severity


class Options(NamedTuple):
    """moving: further tags that are known to move"""

    moving: tuple[str, ...] = ()


rule = Rule(
    "DF102",
    Severity.WARNING,
    since="0.1",
    categories=("images",),
    references=("https://docs.docker.com/build/building/best-practices/#pin-base-image-versions",),
    peers=(
        "hadolint:DL3007",
        "trivy:DS-0001",
        "checkov:CKV_DOCKER_7",
        "kics:image_version_using_latest",
        "dockerfilelint:latest_tag",
        "dockerfile_lint:is_latest_tag",
        "dockle:DKL-DI-0006",
    ),
    options=Options,
)


@rule.check
def latest(image: ImageUse, options: Options) -> Iterator[Finding]:
    is_pinned, tag = image.certain_tag or (True, None)
    if is_pinned or tag is None:
        return
    is_narrower = tag.startswith("latest-")
    if tag == "latest" or is_narrower or tag in options.moving:
        yield rule.finding(
            image,
            f"`{image.resolved}` names no version: `{tag}` moves",
            label=f"tag `{tag}`, no digest",
            help="name a version, or add a digest",
            notes=image.origin_notes,
            severity=Severity.INFO if is_narrower else Severity.WARNING,
        )
