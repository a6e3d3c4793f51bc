"""Task in which no container is essential

A task ends when one of its essential containers ends; without any it would have no end, so AWS refuses it. Containers are
essential unless `"essential": false` says otherwise.

```diff
  {
    "family": "web",
    "containerDefinitions": [
      {
        "name": "web",
-       "essential": false,
        "image": "nginx:1.27"
      }
    ]
  }
```

```diff
  [
-   {"name": "web", "image": "nginx:1.27", "essential": false},
+   {"name": "web", "image": "nginx:1.27", "essential": true},
    {"name": "agent", "image": "example.com/agent:2.1", "essential": false}
  ]
```

```json
[
  {"name": "web", "image": "nginx:1.27", "essential": ${essential}},
  {"name": "agent", "image": "example.com/agent:2.1", "essential": false}
]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import TaskDefinition

rule = Rule(
    "TD204",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
    peers=("cfn-lint:E3042", "cdk-preflight:essential-container"),
    fix="unsafe",
)


@rule.check
def without_essential(task: TaskDefinition) -> Iterator[Finding]:
    containers = task.containers
    if (
        containers.open
        or not len(containers)
        or any(each.essential.value is not False for each in containers)
    ):
        return
    essential = containers[0].essential
    sole = len(containers) == 1
    yield rule.finding(
        essential,
        "no container of the task is essential, allowed is at least one "
        "(AWS: Task definition doesn't have any essential container)",
        help="" if sole else "make the container the task lives for essential",
        fix=Fix("delete `essential`", essential.remove()) if sole else None,
    )
