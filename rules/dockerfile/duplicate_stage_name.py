"""Two stages with one name

Names of stages are compared without regard to case, and the later of two wins: `COPY --from=build` in the last stage takes its
files from the second `build`, `FROM build` between the two from the first. Give each stage a name of its own.

```diff
  FROM golang:1.24 AS build
  RUN make server
- FROM --platform=linux/amd64 node:22 as BUILD
+ FROM --platform=linux/amd64 node:22 as assets
  RUN npm run build
  FROM alpine:3.20
  COPY --from=build /out /
```

```dockerfile
FROM golang:1.24 AS build
FROM golang:1.24 AS build-arm
FROM build
FROM build
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Dockerfile, Word
from ecslint.rule import Finding, Note, Rule, Severity

rule = Rule(
    "DF012",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/build-checks/duplicate-stage-name/",),
    peers=(
        "buildkit:DuplicateStageName",
        "hadolint:DL3024",
        "trivy:DS-0012",
        "checkov:CKV_DOCKER_11",
        "kics:same_alias_in_different_froms",
        "dockerfile-utils:DUPLICATE_BUILD_STAGE_NAME",
    ),
)


@rule.check
def duplicate(dockerfile: Dockerfile) -> Iterator[Finding]:
    first: dict[str, Word] = {}
    for stage in dockerfile.stages:
        alias = stage.from_.alias
        if alias is None or stage.name is None:
            continue
        earlier = first.setdefault(stage.name, alias)
        if earlier is not alias:
            message = f"a second stage `{alias.text}`, each needs a name of its own"
            yield rule.finding(alias, message, notes=(Note(earlier.span, "the first one"),))
