"""Instruction that cannot wait in an ONBUILD

`ONBUILD` stores one instruction for the builds that start from this image. `FROM`, `MAINTAINER` and another `ONBUILD` cannot be
stored, and neither can nothing: the build ends there.

```diff
  FROM alpine:3.20
- ONBUILD ONBUILD COPY . /app
+ ONBUILD COPY . /app
```

```dockerfile
FROM alpine:3.20
ONBUILD RUN make
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
