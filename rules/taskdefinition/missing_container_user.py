"""Container whose user only the image decides

Without `user` a container runs as what the image says, which is root unless someone changed it. Naming a user here holds
whatever the image says. A Windows container is left alone.

```diff
  [
-   {"name": "web", "image": "nginx:1.27", "essential": true}
+   {"name": "web", "image": "nginx:1.27", "essential": true, "user": "1000:1000"}
  ]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD968",
    Severity.INFO,
    since="0.1",
    categories=(
        "security",
        "hardening",
    ),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
    peers=(
        "securityhub:ECS.20",
        "config:ecs-task-definition-nonroot-user",
        "config:ecs-task-definition-linux-user-non-root",
        "control-tower:CT.ECS.PR.3",
    ),
    default=False,
)


@rule.check
def without(container: Container) -> Iterator[Finding]:
    if container.user.absent and not container.task_definition.is_windows:
        yield rule.finding(
            container, f"container {shown(container.label)} has no `user`, so the image decides"
        )
