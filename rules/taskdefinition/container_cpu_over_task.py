"""Containers that ask for more CPU than the task has

The `cpu` of the containers is taken out of the `cpu` of the task, so together they may not exceed it; AWS refuses the
definition otherwise. Lower the shares, or give the task the size they need.

```diff
  {
    "family": "web",
    "cpu": "512",
    "memory": "1024",
    "containerDefinitions": [
      {"name": "web", "image": "nginx:1.27", "cpu": 256},
-     {"name": "agent", "image": "example.com/agent:2.1", "cpu": 512}
+     {"name": "agent", "image": "example.com/agent:2.1", "cpu": 128}
    ]
  }
```

```json
{
  "family": "web",
  "cpu": "1 vCPU",
  "memory": "2048",
  "containerDefinitions": [
    {"name": "web", "image": "nginx:1.27", "cpu": 1024},
    {"name": "agent", "image": "example.com/agent:2.1", "cpu": 0}
  ]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.sizes import cpu_units
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD106",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
    peers=("cdk-preflight:fargate-container-cpu-over-task",),
)


@rule.check
def over_task(task: TaskDefinition) -> Iterator[Finding]:
    limit = cpu_units(task.cpu)
    if limit is None or task.containers.open:
        return
    total = 0
    for container in task.containers:
        share = container.cpu.value
        if share is None or share <= 0:
            continue
        before, total = total, total + share
        if before <= limit < total:
            # The one that no longer fits; what comes after it is no second fault.
            yield rule.finding(
                container.cpu,
                f"the containers ask for {shown(sum(_shares(task)))} CPU units, allowed are the {shown(limit)} of the "
                "task (AWS: The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu')",
                notes=(Note(task.cpu.span, "the CPU of the task"),),
            )


def _shares(task: TaskDefinition) -> Iterator[int]:
    for container in task.containers:
        if container.cpu.value is not None and container.cpu.value > 0:
            yield container.cpu.value
