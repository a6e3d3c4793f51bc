"""Start timeout of a container that nobody waits for

`startTimeout` is how long the containers that depend on a container wait for it. Where none names it in `dependsOn`, `links` or
`volumesFrom`, the number changes nothing.

```diff
  {
    "family": "web",
    "containerDefinitions": [
      {
-       "startTimeout": 60,
        "name": "web",
        "image": "nginx:1.27"
      }
    ]
  }
```

```json
{
  "family": "web",
  "containerDefinitions": [
    {"name": "db", "image": "postgres:17", "startTimeout": 60, "healthCheck": {"command": ["CMD", "pg_isready"]}},
    {"name": "web", "image": "nginx:1.27", "dependsOn": [{"containerName": "db", "condition": "HEALTHY"}]}
  ]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.dependencies import awaited_names
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD512",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
)


@rule.check
def ineffective(task: TaskDefinition) -> Iterator[Finding]:
    awaited = awaited_names(task)
    if awaited is None:
        return
    for container in task.containers:
        if container.start_timeout.value and container.name.value and container.name.value not in awaited:
            yield rule.finding(
                container.start_timeout,
                f"no container waits for {shown(container.name.value)}, so its `startTimeout` has no effect",
            )
