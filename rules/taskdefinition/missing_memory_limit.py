"""Container without a hard memory limit

Without `memory` a container may use all that the task, or the instance, has, and take the others down with it. A hard
limit makes the container that leaks the one that is stopped.

```diff
  [
-   {"name": "web", "image": "nginx:1.27", "essential": true}
+   {"name": "web", "image": "nginx:1.27", "essential": true, "memory": 512}
  ]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD963",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
    peers=(
        "control-tower:CT.ECS.PR.7",
        "config:ecs-task-definition-memory-hard-limit",
    ),
    default=False,
)


@rule.check
def unlimited(container: Container) -> Iterator[Finding]:
    if container.memory.absent or container.memory.value == 0:
        yield rule.finding(
            container, f"container {shown(container.label)} has no `memory`, which would be its hard limit"
        )
