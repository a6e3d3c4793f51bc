"""Parser directive that does not hold or breaks the build

`# syntax=`, `# escape=` and `# check=` are read only at the very top of the file, each once, and only with values that the
builder knows. A second one, or an `escape` that is neither a backslash nor a backtick, ends the build.

```diff
- # escape=/
+ # escape=`
  FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
```

```diff
  # syntax=docker/dockerfile:1
- # syntax=docker/dockerfile:1.7
  FROM alpine:3.20
```

```dockerfile
# syntax=docker/dockerfile:1
#  Escape = `
# check=skip=JSONArgsRecommended
# foo=bar
FROM alpine:3.20
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Problem
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF007",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/dockerfile/#parser-directives",),
    peers=("dockerfile-utils:INVALID_ESCAPE_DIRECTIVE", "dockerfile-utils:DUPLICATED_ESCAPE_DIRECTIVE"),
)


@rule.check
def misused(problem: Problem) -> Iterator[Finding]:
    if problem.kind == "directive":
        yield rule.finding(problem, problem.message)
