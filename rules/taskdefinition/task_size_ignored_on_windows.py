"""Task size that Windows containers ignore

On EC2 instances with Windows, `cpu` and `memory` of the whole task are ignored: the task can take whatever the instance has.
Give each container its own `cpu` and `memory` instead. Windows on Fargate needs the task's size and respects it.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["EC2"],
-   "cpu": "1024",
-   "memory": "2048",
    "runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"},
    "containerDefinitions": [{"name": "web", "image": "example.com/web:1.4", "cpu": 1024, "memory": 2048}]
  }
```

```json
{
  "family": "web",
  "requiresCompatibilities": ["FARGATE"],
  "networkMode": "awsvpc",
  "cpu": "1024",
  "memory": "2048",
  "runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"},
  "containerDefinitions": [{"name": "web", "image": "example.com/web:1.4"}]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition

rule = Rule(
    "TD105",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html",),
)


@rule.check
def ignored(task: TaskDefinition) -> Iterator[Finding]:
    if task.launch_types != frozenset({"EC2"}) or not task.is_windows:
        return
    for name, size in (("cpu", task.cpu), ("memory", task.memory)):
        if size.present:
            yield rule.finding(
                size,
                f"`{name}` of the task is ignored for Windows containers, allowed is `{name}` of each container",
            )
