"""Files copied from the stage that is being built

`COPY --from` needs a stage that is finished. With the name or the index of its own stage the build ends in a circle; the same
holds for a mount. Within a stage `RUN cp` copies files; mostly another stage was meant.

```diff
  FROM golang:1.24 AS build
- COPY --from=build /src/app /app
+ RUN cp /src/app /app
  FROM alpine:3.20
- COPY --from=1 /app /usr/bin/app
+ COPY --from=0 /app /usr/bin/app
```

```diff
  FROM golang:1.24 AS Build
- RUN --mount=from=build,target=/b cp /b/a /a
+ RUN cp /a /b
```

Two stages on one base differ, and an `ONBUILD` speaks of the stages of another build:

```dockerfile
FROM alpine:3.20 AS base
ONBUILD COPY --from=base /a /a
FROM base AS one
FROM base AS two
COPY --from=base /a /a
COPY --from=one /a /b
RUN --mount=from=one,target=/one cp /one/a /c
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import ImageUse
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF017",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/build/building/multi-stage/",),
    peers=(
        "hadolint:DL3023",
        "trivy:DS-0006",
        "kics:copy_from_references_current_from_alias",
        "dockerfile-utils:FLAG_INVALID_FROM_VALUE",
    ),
)


@rule.check
def own(use: ImageUse) -> Iterator[Finding]:
    if use.stage is not None and use.stage is use.instruction.stage:
        yield rule.finding(
            use, f"`{use.text}` is the stage being built, allowed are earlier stages and images"
        )
