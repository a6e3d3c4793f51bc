"""No FROM where one has to be

A Dockerfile describes a change to an image, so the first instruction is `FROM`; only comments, directives and global `ARG`s
may stand before it. Without one, or with anything else before it, the build ends at once. A file whose `FROM` got lost in a
merge, or that was meant to be included somewhere, looks like this.

```diff
- RUN make
+ FROM debian:12-slim
+ RUN make
```

```diff
  ARG VERSION=12
- ENV A=b
  FROM debian:${VERSION}-slim
+ ENV A=b
```

```dockerfile
# escape=`

# a comment
ARG VERSION=12
FROM debian:${VERSION}-slim
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Problem
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF004",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/dockerfile/#from",),
    peers=(
        "hadolint:DL3061",
        "dockerfile-utils:NO_SOURCE_IMAGE",
        "dockerfilelint:from_first",
        "tally:require-stages",
    ),
)


@rule.check
def missing(problem: Problem) -> Iterator[Finding]:
    if problem.kind == "no-from":
        yield rule.finding(problem, problem.message)
