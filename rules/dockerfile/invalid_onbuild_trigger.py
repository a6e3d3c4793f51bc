"""Instruction that cannot wait in an ONBUILD

`ONBUILD` stores one instruction for the builds that start from this image. `FROM`, `MAINTAINER` and another `ONBUILD` cannot be
stored: the build ends there. What a stored `COPY --from` names are stages of the later build.

```diff
  FROM alpine:3.20
- ONBUILD ONBUILD COPY . /app
- ONBUILD FROM alpine:3.21
- onbuild maintainer me@example.com
+ ONBUILD COPY . /app
+ ONBUILD RUN apk upgrade
+ onbuild label org.opencontainers.image.authors=me@example.com
```

```dockerfile
FROM alpine:3.20
ONBUILD RUN make
ONBUILD COPY --from=build /app /app
RUN echo ONBUILD FROM
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Problem
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF008",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/dockerfile/#onbuild",),
    peers=(
        "hadolint:DL3043",
        "dockerfile-utils:ONBUILD_CHAINING_DISALLOWED",
        "dockerfile-utils:ONBUILD_TRIGGER_DISALLOWED",
        "tally:invalid-onbuild-trigger",
    ),
)


@rule.check
def invalid(problem: Problem) -> Iterator[Finding]:
    if problem.kind == "onbuild":
        yield rule.finding(problem, problem.message)
