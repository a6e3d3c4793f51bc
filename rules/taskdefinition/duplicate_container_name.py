"""Two containers of one name

Services, dependencies, volumes and logs find a container by its name, so it may stand only once in a task definition.

```diff
  {
    "family": "web",
    "containerDefinitions": [
      {"name": "web", "image": "nginx:1.27"},
-     {"name": "web", "image": "example.com/agent:2.1"}
+     {"name": "agent", "image": "example.com/agent:2.1"}
    ]
  }
```

```json
[
  {"name": "web-${colour}", "image": "nginx:1.27", "essential": true},
  {"name": "web-${colour}", "image": "nginx:1.27", "essential": true}
]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.values import repeated
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD205",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
    peers=("cdk-preflight:duplicate-container-names",),
)


@rule.check
def duplicate(task: TaskDefinition) -> Iterator[Finding]:
    if task.containers.open:
        return
    for _, name, first in repeated(task.containers, lambda one: one.name):
        yield rule.finding(
            name,
            f"container name {shown(name.value)} is used a second time, allowed is once "
            "(AWS: Container names must be unique within a task definition)",
            notes=(Note(first, "used here first"),),
        )
