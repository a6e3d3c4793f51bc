"""Container that may use more memory than the task has

A container is killed when it passes its `memory`, and the task when it passes its own. A limit above the task's can
never be reached, and AWS refuses the definition.

```diff
  {
    "family": "web",
    "cpu": "256",
    "memory": "512",
    "containerDefinitions": [
-     {"name": "web", "image": "nginx:1.27", "memory": 1024}
+     {"name": "web", "image": "nginx:1.27", "memory": 512}
    ]
  }
```

Limits of several containers may overlap:

```json
{
  "family": "web",
  "cpu": "256",
  "memory": "1 GB",
  "containerDefinitions": [
    {"name": "web", "image": "nginx:1.27", "memory": 1024},
    {"name": "agent", "image": "example.com/agent:2.1", "memory": 1024, "essential": false}
  ]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.sizes import memory_mib
from ecslint.taskdefinition.wording import cut, shown

rule = Rule(
    "TD107",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
    peers=("cdk-preflight:container-memory-over-task",),
)


@rule.check
def over_task(container: Container) -> Iterator[Finding]:
    task = container.task_definition
    limit, memory = memory_mib(task.memory), container.memory.value
    if limit is not None and memory is not None and memory > limit:
        yield rule.finding(
            container.memory,
            f"{shown(memory)} MiB is more than the task has, allowed are up to {shown(limit)} "
            f"(AWS: The 'memory' setting for container '{cut(container.label)}' is greater than for the task)",
            notes=(Note(task.memory.span, "the memory of the task"),),
        )
