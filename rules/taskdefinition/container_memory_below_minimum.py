"""Less memory than Docker gives a container

Docker refuses to start a container with less than 6 MiB of memory, up to version 19.03 with less than 4. AWS registers such a
definition all the same, and on an instance each of its tasks then stops before it has begun.

```diff
  {
    "family": "tick",
    "requiresCompatibilities": ["EC2"],
    "containerDefinitions": [
-     {"name": "tick", "image": "example.com/tick:2", "memory": 4}
+     {"name": "tick", "image": "example.com/tick:2", "memory": 6}
    ]
  }
```

```json
[{"name": "tick", "image": "example.com/tick:2", "memory": 4, "essential": true}]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.wording import shown

SMALLEST = 6

rule = Rule(
    "TD111",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
)


@rule.check
def below(container: Container) -> Iterator[Finding]:
    types = container.task_definition.launch_types
    if types is None or not types <= {"EC2", "EXTERNAL"}:
        return
    for name, limit in (("memory", container.memory), ("memoryReservation", container.memory_reservation)):
        # A 0 stands for none in the output of `describe-task-definition`.
        if limit.value is not None and 0 < limit.value < SMALLEST:
            yield rule.finding(
                limit,
                f"`{name}` is {shown(limit.value)} MiB, Docker starts no container with less than {SMALLEST}",
            )
