"""Image name that Docker refuses

A reference is `registry[:port]/path:tag@digest`. The path is lower case (`ghcr.io/Owner/app` is refused), a tag has up to 128
letters, digits, `_`, `.` and `-`, and a digest is `sha256:` with 64 hexadecimal digits. Anything else ends the build. The same
holds for `COPY --from` and for mounts.

```diff
- FROM ghcr.io/Example/App:1.2
+ FROM ghcr.io/example/app:1.2
- FROM --platform=linux/amd64 MyBase AS base
+ FROM --platform=linux/amd64 mybase AS base
- COPY --from=ghcr.io/Example/tools:1 /a /a
+ COPY --from=ghcr.io/example/tools:1 /a /a
```

```diff
  ARG TAG=1.2
- FROM alpine:3.20:latest
- FROM registry.example.com/app@sha256:beefdbd8
- FROM https://registry.example.com/app:1.2
- FROM example//app
- FROM registry.example.com/Team/app:${TAG} AS last
- RUN --mount=from=alpine:-1,target=/a true
+ FROM registry.example.com/team/app:${TAG} AS last
```

```dockerfile
ARG IMAGE
ARG REGISTRY
ARG BRANCH=Main
FROM registry.example.com:5000/team/app-1_x__y.z:Release-1.2 AS Build
FROM localhost/app@sha256:beefdbd8a1da6d2915566fde36db9db0b524eb737fc57cd1367effd16dc0d06d
FROM $IMAGE
FROM ${REGISTRY}/app:${BRANCH}
FROM ${REGISTRY:+$REGISTRY/}app
FROM scratch
COPY --from=Build /a /a
COPY --from=0 /a /b
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Dockerfile, ImageUse
from ecslint.dockerfile.expand import expand
from ecslint.image import why_invalid
from ecslint.rule import Edit, Finding, Fix, Rule, Severity

# Signs of a template that another program fills in.
_TEMPLATE_SIGNS = ("{{", "<", "%", "@@", "#", "__")

rule = Rule(
    "DF103",
    Severity.ERROR,
    since="0.1",
    categories=("images",),
    references=("https://docs.docker.com/reference/cli/docker/image/tag/",),
    peers=("dockerfile-utils:INVALID_REFERENCE_FORMAT",),
    fix="unsafe",
)


@rule.check
def invalid(dockerfile: Dockerfile) -> Iterator[Finding]:
    names = {stage.name for stage in dockerfile.stages}
    for use in dockerfile.graph.images:
        is_name = use.text.lower() in names or use.is_stage or use.is_scratch
        if not use.text or is_name or any(sign in use.text for sign in _TEMPLATE_SIGNS):
            continue
        fault = _fault(use)
        if not fault:
            continue
        lower = use.text.lower()
        is_cured = "$" not in use.text and use.span.text == use.text and not why_invalid(lower)
        fix = Fix("Write it in lower case", (Edit(use.span, lower),)) if is_cured else None
        yield rule.finding(use, f"`{use.text[:60]}` is no reference to an image: {fault}", fix=fix)


def _fault(use: ImageUse) -> str:
    if "$" not in use.text:
        return why_invalid(use.expansion.value or "")
    if use.instruction.keyword != "FROM" or use.expansion.problem:
        return ""
    # Variables can be overridden, so only what stands between them is judged.
    name, _, _ = use.text.partition("@")
    if any(part.modifier for part in use.expansion.used):
        return ""
    sample = expand(name, {part.name: "0" for part in use.expansion.used})
    return why_invalid(sample.value) if sample.value else ""
