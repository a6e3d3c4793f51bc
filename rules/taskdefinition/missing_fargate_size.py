"""Fargate task without a size

On Fargate the task as a whole is what runs and what is paid for, so `cpu` and `memory` stand at the top of the task
definition; what containers ask for comes out of that. AWS refuses a definition that lacks either.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["FARGATE"],
    "networkMode": "awsvpc",
+   "cpu": "256",
    "memory": "512",
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27", "cpu": 256}]
  }
```

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["EC2", "FARGATE"],
    "networkMode": "awsvpc",
+   "cpu": "256",
+   "memory": "512",
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27", "memory": 512}]
  }
```

A list of containers belongs to a task definition that stands elsewhere, and its size with it:

```json launch-type=FARGATE
[{"name": "web", "image": "nginx:1.27", "essential": true}]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition

rule = Rule(
    "TD101",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html",),
    peers=("cfn-lint:E3048", "cdk-preflight:fargate-task-cpu-memory"),
)


@rule.check
def missing_size(task: TaskDefinition) -> Iterator[Finding]:
    if not task.is_fargate:
        return
    for name, size in (("cpu", task.cpu), ("memory", task.memory)):
        if size.absent:
            yield rule.finding(
                size,
                f"the task has no `{name}`, which Fargate needs at the top level "
                f"(AWS: Fargate requires that '{name}' be defined at the task level)",
            )
