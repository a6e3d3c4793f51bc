r"""ARG from above the first FROM used in a stage

An `ARG` above the first `FROM` counts for `FROM` lines only. In a stage it stands for nothing until `ARG NAME` repeats it there,
without a value; so do `TARGETARCH`, `TARGETPLATFORM` and the other variables of the platform. The builder warns of some places;
in the text of a `RUN` nobody does, and the shell simply finds an empty variable.

```diff
  ARG VERSION=1.2
  FROM debian:12-slim
+ ARG VERSION
- LABEL org.opencontainers.image.version=$VERSION
+ LABEL org.opencontainers.image.version=$VERSION
```

```diff
  ARG VERSION=1.2
  FROM debian:12-slim AS build
+ ARG VERSION
  # The archive is some 40 MB.
  RUN set -e; \
-     curl -fsSLO https://example.com/app-${VERSION}.tar.gz
+     curl -fsSLO https://example.com/app-${VERSION}.tar.gz
```

```diff
  FROM alpine:3.20
+ ARG TARGETARCH
- COPY bin/app-$TARGETARCH /usr/bin/app
+ COPY bin/app-$TARGETARCH /usr/bin/app
```

Repeated in the stage or in one it is built from, set by something else, and the image's own variable:

```dockerfile
ARG VERSION=1.2
ARG NODE_VERSION=22
FROM node:${NODE_VERSION} AS base
ARG VERSION
RUN echo $VERSION $NODE_VERSION
FROM base
RUN echo $VERSION
FROM debian:12-slim
RUN VERSION=2; echo $VERSION
RUN echo '$VERSION' ${VERSION:-none}
RUN for VERSION in 1 2; do echo $VERSION; done
RUN . /etc/os-release && echo $VERSION
ENV VERSION=3
RUN ["sh", "-c", "echo $VERSION"]
CMD echo $NODE_VERSION
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Undeclared
from ecslint.dockerfile.edits import insertion_above
from ecslint.rule import Finding, Fix, Note, Rule, Severity

rule = Rule(
    "DF034",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/build/building/variables/#scoping",),
    peers=("buildkit:UndefinedVar",),
    fix="safe",
)


@rule.check
def not_repeated(one: Undeclared) -> Iterator[Finding]:
    if one.reason != "global":
        return
    edit = insertion_above(one.instruction, f"ARG {one.name}")
    yield rule.finding(
        one,
        f"`{one.name}` is empty in this stage, `ARG {one.name}` makes it known here",
        notes=(Note(one.declared, "this one counts for `FROM` lines only"),)
        if one.declared is not None
        else (),
        fix=Fix(f"Insert `ARG {one.name}`", (edit,), safe=True),
    )
