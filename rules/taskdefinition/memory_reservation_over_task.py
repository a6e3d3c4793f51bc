"""Containers that reserve more memory than the task has

`memoryReservation` is memory set aside for a container, out of the memory of the task. One reservation above it cannot
be met and is refused; several that are too much together leave the task no room it was promised.

```diff
  {
    "family": "web",
    "cpu": "256",
    "memory": "512",
    "containerDefinitions": [
-     {"name": "web", "image": "nginx:1.27", "memoryReservation": 1024}
+     {"name": "web", "image": "nginx:1.27", "memoryReservation": 512}
    ]
  }
```

Too much together is a warning:

```diff
  {
    "family": "web",
    "cpu": "256",
    "memory": "512",
    "containerDefinitions": [
      {"name": "web", "image": "nginx:1.27", "memoryReservation": 384},
-     {"name": "agent", "image": "example.com/agent:2.1", "memoryReservation": 256}
+     {"name": "agent", "image": "example.com/agent:2.1", "memoryReservation": 128}
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
    "TD108",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
)


@rule.check
def over_task(task: TaskDefinition) -> Iterator[Finding]:
    limit = memory_mib(task.memory)
    if limit is None or task.containers.open:
        return
    notes = (Note(task.memory.span, "the memory of the task"),)
    total = 0
    for container in task.containers:
        reserved = container.memory_reservation
        mib = reserved.value
        if mib is None or mib <= 0:
            continue
        if mib > limit:
            yield rule.finding(
                reserved,
                f"{shown(mib)} MiB reserved is more than the task has, allowed are up to {shown(limit)}",
                notes=notes,
            )
            continue
        before, total = total, total + mib
        if before <= limit < total:
            yield rule.finding(
                reserved,
                f"with this container {shown(total)} MiB are reserved, allowed are the {shown(limit)} of the task",
                notes=notes,
                severity=Severity.WARNING,
            )
