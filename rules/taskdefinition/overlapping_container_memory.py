"""Containers that may together use more memory than the task has

The `memory` of a container is its limit. When the limits of all containers add up to more than the task has, AWS takes the definition, and as
long as they do not all grow at once it works. When they do, the kernel ends one of them though it kept within its limit.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["FARGATE"],
    "networkMode": "awsvpc",
    "cpu": "256",
    "memory": "1024",
    "containerDefinitions": [
      {"name": "web", "image": "nginx:1.27", "memory": 768},
-     {"name": "log", "image": "fluent-bit:3.1", "memory": 512}
+     {"name": "log", "image": "fluent-bit:3.1", "memory": 256}
    ]
  }
```

```json
{
  "family": "web",
  "memory": "1024",
  "containerDefinitions": [
    {"name": "web", "image": "nginx:1.27", "memory": 1024},
    {"name": "log", "image": "fluent-bit:3.1"}
  ]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.sizes import memory_mib
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD116",
    Severity.WARNING,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
)


@rule.check
def overlapping(task: TaskDefinition) -> Iterator[Finding]:
    limit = memory_mib(task.memory)
    if limit is None or task.containers.open:
        return
    total = 0
    for container in task.containers:
        mib = container.memory.value
        # One that is more than the task by itself is refused, which is a rule of its own.
        if mib is None or not 0 < mib <= limit:
            continue
        before, total = total, total + mib
        if before <= limit < total:
            yield rule.finding(
                container.memory,
                f"with this container the limits are {shown(total)} MiB together, allowed are the {shown(limit)} of the task",
                notes=(Note(task.memory.span, "the memory of the task"),),
            )
