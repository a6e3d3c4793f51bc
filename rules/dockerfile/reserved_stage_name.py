"""Stage with a reserved name

`FROM scratch` always means the empty image and `context` the files of the build, also where a stage carries such a name. The
stage cannot be reached under it, or only by some versions of the builder.

```diff
- FROM alpine:3.20 AS scratch
+ FROM alpine:3.20 AS base
  RUN apk add --no-cache curl
- FROM alpine:3.20 as Context
+ FROM alpine:3.20 as sources
  COPY . /src
```

```dockerfile
FROM scratch AS empty
FROM alpine:3.20 AS build-context
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import From
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF014",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/build-checks/reserved-stage-name/",),
    peers=("buildkit:ReservedStageName", "hadolint:DL3063"),
)


@rule.check
def reserved(from_: From) -> Iterator[Finding]:
    alias = from_.alias
    if alias is not None and alias.text.lower() in {"scratch", "context"}:
        yield rule.finding(alias, f"`{alias.text}` is reserved, allowed is any other name")
