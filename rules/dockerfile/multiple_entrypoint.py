"""Several ENTRYPOINT in one stage

Only the last `ENTRYPOINT` of a stage counts; the builder drops those above it. Delete them, or start what they start from one
script.

```diff
  FROM node:22-alpine
- ENTRYPOINT ["tini", "--"]
  COPY . /app
  ENTRYPOINT ["node", "/app/server.js"]
```

```dockerfile
FROM node:22-alpine AS base
ENTRYPOINT ["tini", "--"]
ONBUILD ENTRYPOINT ["node"]
FROM base
ENTRYPOINT ["node", "/app/server.js"]
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Entrypoint, Stage
from ecslint.dockerfile.edits import deletion
from ecslint.rule import Finding, Fix, Note, Rule, Severity

rule = Rule(
    "DF023",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/",),
    peers=(
        "buildkit:MultipleInstructionsDisallowed",
        "hadolint:DL4004",
        "trivy:DS-0007",
        "kics:multiple_entrypoint_instructions_listed",
        "dockerfile-utils:MULTIPLE_INSTRUCTIONS",
    ),
    fix="unsafe",
)


@rule.check
def overridden(stage: Stage) -> Iterator[Finding]:
    for ignored, last in stage.overridden(Entrypoint):
        yield rule.finding(
            ignored.keyword_span,
            "this `ENTRYPOINT` is ignored, only the last one of a stage counts",
            notes=(Note(last.keyword_span, "the one that counts"),),
            fix=Fix("Delete it", (deletion(ignored),)),
        )
