"""Container that logs nowhere

Without `logConfiguration` nobody can read on Fargate what a container prints, and on an instance it goes to a file that
disappears with the instance. Send it to CloudWatch Logs or through FireLens.

```diff
  [
-   {"name": "web", "image": "nginx:1.27", "essential": true}
  ]
```

```json
[{"name": "web", "image": "nginx:1.27", "logConfiguration": {"logDriver": "awslogs"}}]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD957",
    Severity.WARNING,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html",),
    peers=(
        "prowler:ecs_task_definitions_logging_enabled",
        "securityhub:ECS.9",
        "config:ecs-task-definition-log-configuration",
        "control-tower:CT.ECS.PR.5",
    ),
)


@rule.check
def nowhere(container: Container) -> Iterator[Finding]:
    if container.log_configuration.absent:
        yield rule.finding(
            container,
            f"container {shown(container.label)} has no `logConfiguration`, so what it prints is lost with it",
        )
