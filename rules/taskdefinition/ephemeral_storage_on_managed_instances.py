"""Ephemeral storage for a task on managed instances

`ephemeralStorage` sizes the disk of a task on Fargate. A task on ECS Managed Instances shares the disk of its instance, whose
size the capacity provider sets, and cannot ask for one of its own.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["MANAGED_INSTANCES"],
    "networkMode": "awsvpc",
-   "ephemeralStorage": {"sizeInGiB": 50},
    "cpu": "1024",
    "memory": "2048",
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import TaskDefinition

rule = Rule(
    "TD114",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EphemeralStorage.html",),
    fix="unsafe",
)


@rule.check
def on_managed_instances(task: TaskDefinition) -> Iterator[Finding]:
    if task.is_for("MANAGED_INSTANCES") and task.ephemeral_storage.present:
        yield rule.finding(
            task.ephemeral_storage,
            "`ephemeralStorage` on managed instances, allowed is it on Fargate only",
            fix=Fix("delete it", task.ephemeral_storage.remove()),
        )
