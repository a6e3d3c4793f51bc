"""Image without a HEALTHCHECK

Docker and Compose know only that the process lives, not that it answers. ECS ignores the image's `HEALTHCHECK` and wants one in the
task definition, so this rule is off unless it is selected.

```diff
  FROM debian:12-slim AS build
  HEALTHCHECK CMD true
- FROM debian:12-slim
+ FROM debian:12-slim
+ HEALTHCHECK CMD curl -f http://localhost/ || exit 1
  CMD ["/app"]
```

```dockerfile
FROM debian:12-slim AS base
HEALTHCHECK NONE
FROM base
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Dockerfile, Healthcheck
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF412",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.docker.com/reference/dockerfile/#healthcheck",),
    peers=(
        "hadolint:DL3057",
        "trivy:DS-0026",
        "checkov:CKV_DOCKER_2",
        "kics:healthcheck_instruction_missing",
        "dockle:CIS-DI-0006",
    ),
    default=False,
)


@rule.check
def missing(dockerfile: Dockerfile) -> Iterator[Finding]:
    final = dockerfile.final_stage
    if final is not None and final.in_force(Healthcheck) is None:
        yield rule.finding(
            final.base, "no `HEALTHCHECK` in the final stage", label="the final stage begins here"
        )
