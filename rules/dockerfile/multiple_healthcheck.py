"""Several HEALTHCHECK in one stage

Only the last `HEALTHCHECK` of a stage counts, and a container has no more than one. Delete those above it, or join the commands
with `&&`.

```diff
  FROM nginx:1.27
- HEALTHCHECK NONE
- healthcheck --interval=10s CMD curl -fsS localhost
  HEALTHCHECK --interval=30s CMD curl -fsS localhost/ready
```

```dockerfile
FROM nginx:1.27 AS base
HEALTHCHECK CMD curl -fsS localhost
FROM base
HEALTHCHECK NONE
ONBUILD HEALTHCHECK NONE
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Healthcheck, Stage
from ecslint.dockerfile.edits import deletion
from ecslint.rule import Finding, Fix, Note, Rule, Severity

rule = Rule(
    "DF024",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/",),
    peers=(
        "buildkit:MultipleInstructionsDisallowed",
        "hadolint:DL3012",
        "trivy:DS-0023",
        "dockerfile-utils:MULTIPLE_INSTRUCTIONS",
    ),
    fix="unsafe",
)


@rule.check
def overridden(stage: Stage) -> Iterator[Finding]:
    for ignored, last in stage.overridden(Healthcheck):
        yield rule.finding(
            ignored.keyword_span,
            "this `HEALTHCHECK` is ignored, only the last one of a stage counts",
            notes=(Note(last.keyword_span, "the one that counts"),),
            fix=Fix("Delete it", (deletion(ignored),)),
        )
