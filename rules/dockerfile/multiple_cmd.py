"""Several CMD in one stage

Only the last `CMD` of a stage counts; the builder drops those above it without a word to the one who waits for the first
program to start. To run two programs, start them from one script, or make two containers of them.

```diff
  FROM node:22-alpine
- CMD ["node", "migrate.js"]
  EXPOSE 8080
  CMD ["node", "server.js"]
```

One in each stage, one for the builds that start from this image, and one that overrides what is inherited:

```dockerfile
FROM node:22-alpine AS base
CMD ["node"]
ONBUILD CMD ["npm", "start"]
FROM base
CMD ["node", "server.js"]
HEALTHCHECK CMD true
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Cmd, Stage
from ecslint.dockerfile.edits import deletion
from ecslint.rule import Finding, Fix, Note, Rule, Severity

rule = Rule(
    "DF022",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/",),
    peers=(
        "buildkit:MultipleInstructionsDisallowed",
        "hadolint:DL4003",
        "trivy:DS-0016",
        "kics:multiple_cmd_instructions_listed",
        "dockerfile-utils:MULTIPLE_INSTRUCTIONS",
    ),
    fix="unsafe",
)


@rule.check
def overridden(stage: Stage) -> Iterator[Finding]:
    for ignored, last in stage.overridden(Cmd):
        yield rule.finding(
            ignored.keyword_span,
            "this `CMD` is ignored, only the last one of a stage counts",
            notes=(Note(last.keyword_span, "the one that counts"),),
            fix=Fix("Delete it", (deletion(ignored),)),
        )
