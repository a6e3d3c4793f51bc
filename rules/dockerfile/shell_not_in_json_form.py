"""SHELL that is no JSON array

`SHELL` is the one instruction that takes nothing but the JSON form: the program and its options, each in double quotes. Anything
else, the empty array included, ends the build.

```diff
  FROM debian:12-slim
- SHELL /bin/bash -o pipefail -c
+ SHELL ["/bin/bash", "-o", "pipefail", "-c"]
```

```diff
  FROM debian:12-slim
- SHELL ['/bin/bash', '-c']
- SHELL []
+ SHELL ["/bin/bash", "-c"]
+ SHELL ["/bin/sh", "-c"]
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Problem
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF009",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/dockerfile/#shell",),
    peers=("dockerfile-utils:SHELL_JSON_FORM",),
)


@rule.check
def plain(problem: Problem) -> Iterator[Finding]:
    if problem.kind == "shell-not-json":
        yield rule.finding(problem, problem.message)
