"""Image never sets a user

Without `USER` the container runs as the user of the base image, which is root for nearly every public one: alpine,
debian, ubuntu, and the language images. Create a user, or take the one that the base brings (`node`, `nobody`), and
switch to it in the final stage. The finding stands on the final `FROM`, so that a comment above it can ignore it.

```diff
- FROM python:3.13-slim
+ FROM python:3.13-slim
  COPY . /app
+ USER 10001
  CMD ["python", "/app/main.py"]
```

A `USER` in a stage that is thrown away does not help:

```diff
  FROM golang:1.24 AS build
  USER 1000
  RUN make
- FROM debian:12-slim
+ FROM gcr.io/distroless/static-debian12:nonroot
  COPY --from=build /app /app
```

Silent where the user is inherited from a stage, where the base is known to run unprivileged or is not known at all,
and for a `scratch` image that starts nothing:

```dockerfile
FROM alpine:3.20 AS base
USER nobody
FROM base
```

```dockerfile
ARG BASE
FROM $BASE
```

```dockerfile
FROM nginxinc/nginx-unprivileged:1.27-alpine
```

```dockerfile
FROM alpine:3.20 AS build
FROM scratch
COPY --from=build /out /
```

Scratch has no user to inherit, so a program that it starts runs as root:

```diff
  FROM golang:1.24 AS build
  RUN go build -o /app
- FROM scratch
+ FROM scratch
  COPY --from=build /app /app
+ USER 65532:65532
  ENTRYPOINT ["/app"]
```

Images of your own that do not run as root belong into the option `unprivileged`:

```dockerfile unprivileged=registry.example.com/base,acme/*
FROM registry.example.com/base:4.2
```

```dockerfile unprivileged=registry.example.com/base,acme/*
FROM acme/python:3.13
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Dockerfile
from ecslint.dockerfile.users import is_unprivileged
from ecslint.record import NamedTuple
from ecslint.rule import Finding, Rule, Severity


class Options(NamedTuple):
    """unprivileged: base images, without tag, that are known not to run as root; `*` stands for any part of a name"""

    unprivileged: tuple[str, ...] = ()


rule = Rule(
    "DF202",
    Severity.WARNING,
    since="0.1",
    categories=("security",),
    references=("https://docs.docker.com/build/building/best-practices/#user",),
    peers=(
        "trivy:DS-0002",
        "checkov:CKV_DOCKER_3",
        "kics:missing_user_instruction",
        "dockle:CIS-DI-0001",
    ),
    options=Options,
)


@rule.check
def missing(dockerfile: Dockerfile, options: Options) -> Iterator[Finding]:
    final = dockerfile.final_stage
    if final is None or final.effective_user is not None:
        return
    base = final.root_base
    if base.is_scratch:
        if not final.starts_something:
            return
        message = "no `USER` in the final stage: the program runs as root"
    else:
        reference = base.reference
        if reference is None or reference.is_among(options.unprivileged) or is_unprivileged(base):
            return
        message = (
            f"no `USER` in the final stage: it runs as the user of `{reference.name}`, root for most images"
        )
    yield rule.finding(
        final.base,
        message,
        label="the final stage begins here",
        help="add `USER` with an unprivileged user before `CMD`",
    )
