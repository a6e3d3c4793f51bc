"""Task definition without containers, or with too many

A task definition has 1 to 10 containers. The upper number is a quota that AWS does not raise; split the task, or move
side jobs into tasks of their own.

```diff
  {
    "family": "web",
-   "containerDefinitions": []
+   "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```

```diff
  [
    {"name": "c1", "image": "nginx:1.27", "essential": true},
    {"name": "c2", "image": "nginx:1.27"},
    {"name": "c3", "image": "nginx:1.27"},
    {"name": "c4", "image": "nginx:1.27"},
    {"name": "c5", "image": "nginx:1.27"},
    {"name": "c6", "image": "nginx:1.27"},
    {"name": "c7", "image": "nginx:1.27"},
    {"name": "c8", "image": "nginx:1.27"},
    {"name": "c9", "image": "nginx:1.27"},
    {"name": "c10", "image": "nginx:1.27"},
-   {"name": "c11", "image": "nginx:1.27"}
+   ${sidecars}
  ]
```

```json
{
  "family": "web",
  "containerDefinitions": [ ${containers} ]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition

MAX_CONTAINERS = 10

rule = Rule(
    "TD202",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html",),
    peers=("cdk-preflight:container-definitions-empty",),
)


@rule.check
def out_of_range(task: TaskDefinition) -> Iterator[Finding]:
    containers = task.containers
    if containers.open or containers.unknown:
        return
    if containers.node is not None and not len(containers):
        yield rule.finding(
            containers,
            "the task has no containers, allowed are 1 to 10 (AWS: Container list cannot be empty)",
        )
    elif len(containers) > MAX_CONTAINERS:
        yield rule.finding(
            containers[MAX_CONTAINERS],
            f"the task has `{len(containers)}` containers, allowed are 1 to {MAX_CONTAINERS}",
        )
