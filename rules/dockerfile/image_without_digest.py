"""Image without a digest

A tag can be moved to another image, even one that looks like a version. Where every build must take the very same base, pin the
digest next to the tag and let a bot raise both. Few files do, so this rule waits to be selected.

```diff
- FROM alpine:3.20
+ FROM alpine:3.20@sha256:beefdbd8a1da6d2915566fde36db9db0b524eb737fc57cd1367effd16dc0d06d
```

Arguments with a default count, and so do images that only lend files:

```diff
  ARG VERSION=3.20
- FROM alpine:$VERSION
- COPY --from=ghcr.io/astral-sh/uv:0.5.11 /uv /bin/
+ FROM alpine@sha256:beefdbd8a1da6d2915566fde36db9db0b524eb737fc57cd1367effd16dc0d06d
+ COPY --from=uv /uv /bin/
```

Stages, `scratch` and what an argument without a default decides have none to name:

```dockerfile
ARG BASE
ARG DIGEST
FROM $BASE AS base
FROM base
FROM alpine:3.20@${DIGEST}
FROM scratch
COPY --from=base /a /b
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import ImageUse
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF120",
    Severity.INFO,
    since="0.1",
    categories=("images",),
    references=("https://docs.docker.com/build/building/best-practices/#pin-base-image-versions",),
    default=False,
)


@rule.check
def undigested(image: ImageUse) -> Iterator[Finding]:
    certain = image.certain_tag
    if certain is not None and not certain[0]:
        yield rule.finding(
            image,
            f"`{image.resolved}` has no digest: its tag may be moved to another image",
            help="add `@sha256:...`, as `docker buildx imagetools inspect` shows it",
            notes=image.origin_notes,
        )
