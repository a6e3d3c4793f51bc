"""Container without any memory setting

Where the task has no `memory` of its own, every container says how much it may use (`memory`) or what is set aside for
it (`memoryReservation`); ECS needs one of them to find an instance with room. Fargate tasks have a size instead.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["EC2"],
    "containerDefinitions": [
      {
-       "name": "web",
+       "name": "web",
+       "memory": 512,
        "image": "nginx:1.27"
      },
      {"name": "agent", "image": "example.com/agent:2.1", "memoryReservation": 64}
    ]
  }
```

```json
{
  "family": "web",
  "memory": "512",
  "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
}
```

The task definition around a list of containers is not known:

```json
[{"name": "web", "image": "nginx:1.27", "essential": true}]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.wording import cut, shown

rule = Rule(
    "TD109",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
    peers=("cdk-preflight:container-memory-required",),
)


@rule.check
def without_memory(container: Container) -> Iterator[Finding]:
    task = container.task_definition
    # Without a family it is a fragment that some tool completes before it is registered.
    if task.is_container_array or task.family.absent or not task.memory.absent:
        return
    # Without launch types ECS checks what it checks for EC2; types that nobody can read may be Fargate.
    if task.launch_types is None and not task.requires_compatibilities.absent:
        return
    if task.launch_types is not None and not task.launch_types <= {"EC2", "EXTERNAL"}:
        return
    if all(size.absent or size.value == 0 for size in (container.memory, container.memory_reservation)):
        yield rule.finding(
            container,
            f"container {shown(container.label)} has neither `memory` nor `memoryReservation`, and the task no `memory` "
            f"(AWS: Invalid setting for container '{cut(container.label)}'. At least one of 'memory' or "
            "'memoryReservation' must be specified)",
        )
