"""Volume that no container mounts

AWS registers a volume that nobody mounts. It is left over from something, or a mount point that should name it is missing.

```diff
  {
    "family": "web",
    "volumes": [
      {"name": "data"},
-     {"name": "cache"}
+     {"name": "logs"}
    ],
    "containerDefinitions": [
      {"name": "web", "image": "nginx:1.27", "mountPoints": [{"sourceVolume": "data", "containerPath": "/data"}]},
      {"name": "log", "image": "busybox:1.36", "mountPoints": [{"sourceVolume": "logs", "containerPath": "/logs"}]}
    ]
  }
```

```json
{
  "family": "web",
  "volumes": [{"name": "data"}, {"name": "${cache}"}],
  "containerDefinitions": [
    {"name": "web", "image": "nginx:1.27", "mountPoints": [{"sourceVolume": "${volume}", "containerPath": "/data"}]}
  ]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.volumes import mounted_names
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD813",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html",),
)


@rule.check
def unused(task: TaskDefinition) -> Iterator[Finding]:
    mounted = mounted_names(task)
    if mounted is None or task.is_container_array:
        return
    for volume in task.volumes:
        name = volume.name.value
        # AWS refuses one that is configured at launch, which is a rule of its own.
        if name and name not in mounted and not volume.configured_at_launch.value:
            yield rule.finding(
                volume, f"no container mounts volume {shown(name)}, allowed is to leave it out"
            )
