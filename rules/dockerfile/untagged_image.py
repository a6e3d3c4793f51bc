"""Image without a tag or digest

`FROM alpine` means `alpine:latest`: whatever the registry holds at that minute, so one commit builds two different
images, and a base that is rebuilt upstream reaches production without review. Name a version; add the digest where
the build must be exact. The same holds for images that only lend files: `COPY --from` and `RUN --mount=from`.

```diff
- FROM python
+ FROM python:3.13-slim
  COPY . /app
```

```diff
  FROM alpine:3.20
- COPY --from=busybox /bin/busybox /bin/
- RUN --mount=type=bind,from=registry.example.com:5000/tools,target=/tools /tools/setup
+ COPY --from=busybox:1.36 /bin/busybox /bin/
+ RUN --mount=type=bind,from=registry.example.com:5000/tools:2.1,target=/tools /tools/setup
```

The default of a build argument counts, for it is what a plain `docker build` uses:

```diff
  ARG BASE=debian
- FROM --platform=$BUILDPLATFORM $BASE
+ FROM --platform=$BUILDPLATFORM $BASE:12-slim
```

An unknown part need not hide what is certain:

```diff
  ARG REGISTRY
- FROM ${REGISTRY}/team/app
+ FROM ${REGISTRY}/team/app:4.2
```

An earlier stage, `scratch`, a family of stages and an image chosen by an argument without a default have no tag to name:

```dockerfile
ARG BASE
ARG TARGETARCH
FROM golang:1.24 AS build-amd64
FROM build-amd64 AS Test
FROM ${BASE} AS other
FROM build-${TARGETARCH} AS pick
FROM busybox@sha256:3fbc632167424a6d997e74f52b878d7cc478225cffac6bc977eedfe51c7f4e79 AS tools
FROM scratch
COPY --from=0 /a /a
COPY --from=BUILD-AMD64 /a /b
COPY --from=tools /a /c
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import ImageUse
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF101",
    Severity.WARNING,
    since="0.1",
    categories=("images",),
    references=("https://docs.docker.com/build/building/best-practices/#pin-base-image-versions",),
    peers=(
        "hadolint:DL3006",
        "trivy:DS-0001",
        "checkov:CKV_DOCKER_7",
        "kics:image_version_not_explicit",
        "dockerfilelint:missing_tag",
        "dockerfile_lint:no_tag",
    ),
)


@rule.check
def untagged(image: ImageUse) -> Iterator[Finding]:
    if image.certain_tag == (False, None):
        yield rule.finding(
            image,
            f"`{image.resolved}` has no tag, so it means `latest`",
            label="no tag, no digest",
            help=f"name a version, such as `{image.resolved}:1.2.3`, or a digest",
            notes=image.origin_notes,
        )
