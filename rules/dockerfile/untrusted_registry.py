"""Image from a registry outside of the allow list

A build runs whatever its base images hold, so many teams allow only their own registry and a few others. This rule is idle until the
option `registries` names them. `*` stands for any part of a name, Docker Hub is `docker.io` however it is written, and an entry with a
`/` allows a part of a registry only.

```diff registries=*.dkr.ecr.*.amazonaws.com,docker.io/library/*
- FROM ghcr.io/acme/base:4.2
- FROM acme/base:4.2
+ FROM 123456789012.dkr.ecr.eu-west-1.amazonaws.com/base:4.2
+ FROM alpine:3.20
```

Images that lend files count, and so does the front end that a `# syntax=` line loads:

```diff registries=quay.io
- # syntax=example.com/frontend:1
+ # syntax=quay.io/frontend:1
  ARG TAG
- FROM docker.io/acme/base:$TAG
- COPY --from=nginx:1.27 /etc/nginx /etc/nginx
- RUN --mount=type=bind,from=localhost:5000/tools:2,target=/t /t/run
+ FROM quay.io/acme/base:$TAG
+ COPY --from=quay.io/nginx:1.27 /etc/nginx /etc/nginx
+ RUN --mount=type=bind,from=quay.io/tools:2,target=/t /t/run
```

Without the option nothing is reported, nor is a registry that an argument decides, a stage, or `scratch`:

```dockerfile
FROM example.com/anything:1
```

```dockerfile registries=quay.io
ARG REGISTRY
FROM ${REGISTRY}/base:1 AS base
FROM base
FROM scratch
COPY --from=base / /base
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Dockerfile, ImageUse
from ecslint.image import DEFAULT_REGISTRY, fits, parse_reference
from ecslint.record import NamedTuple
from ecslint.rule import Finding, Rule, Severity


class Options(NamedTuple):
    """registries: registries that images may come from; `*` stands for any part of a name"""

    registries: tuple[str, ...] = ()


rule = Rule(
    "DF121",
    Severity.ERROR,
    since="0.1",
    categories=("images", "security"),
    references=("https://docs.docker.com/build/building/best-practices/#choose-the-right-base-image",),
    peers=("hadolint:DL3026",),
    options=Options,
)


@rule.check
def untrusted(image: ImageUse, options: Options) -> Iterator[Finding]:
    if not options.registries or image.is_stage:
        return
    reference = image.reference
    if reference is not None:
        registry = reference.registry
        is_foreign = not reference.is_among(options.registries)
    else:
        registry = _certain_registry(image)
        is_foreign = not any(fits(pattern.partition("/")[0], registry) for pattern in options.registries)
    if registry and is_foreign:
        yield rule.finding(image, _message(registry, options), notes=image.origin_notes)


@rule.check
def untrusted_front_end(dockerfile: Dockerfile, options: Options) -> Iterator[Finding]:
    for directive in dockerfile.directives if options.registries else ():
        reference = parse_reference(directive.value) if directive.name == "syntax" else None
        if reference is not None and not reference.is_among(options.registries):
            yield rule.finding(directive.value_span, _message(reference.registry, options))


def _certain_registry(image: ImageUse) -> str:
    """The registry of a FROM whose unknown part stands further right; empty if it is not certain."""
    prefix = image.expansion.prefix
    if image.is_certain or image.instruction.keyword != "FROM" or not set(prefix) & set("/:@"):
        return ""
    start = parse_reference(prefix.partition("/")[0] + "/x") if "/" in prefix else None
    return start.registry if start is not None else DEFAULT_REGISTRY


def _message(registry: str, options: Options) -> str:
    allowed = ", ".join(f"`{pattern}`" for pattern in options.registries)
    return f"registry `{registry}` is not in the allow list: {allowed}"
