"""Container without a health check

ECS learns from `healthCheck` that a program hangs, and replaces the task; the `HEALTHCHECK` of an image it never runs.
Behind a load balancer the health check of the target group does the same.

```diff
  [
-   {"name": "web", "image": "nginx:1.27", "essential": true}
  ]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD965",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html",),
    peers=("kics:d24389b4",),
    default=False,
)


@rule.check
def without(container: Container) -> Iterator[Finding]:
    if container.health_check.absent and container.is_essential:
        yield rule.finding(container, f"essential container {shown(container.label)} has no `healthCheck`")
