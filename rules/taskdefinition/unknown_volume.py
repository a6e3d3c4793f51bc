"""Mount of a volume that does not exist

A mount point names one of the `volumes` of its task definition. AWS refuses a definition in which that volume is missing;
usually one of the two names is misspelt.

```diff
  {
    "family": "web",
    "volumes": [{"name": "data"}],
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "mountPoints": [
-         {"sourceVolume": "date", "containerPath": "/data"}
+         {"sourceVolume": "data", "containerPath": "/data"}
        ]
      }
    ]
  }
```

Volumes of a list of containers stand elsewhere:

```json
[
  {
    "name": "web",
    "image": "nginx:1.27",
    "mountPoints": [{"sourceVolume": "data", "containerPath": "/data"}]
  }
]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.wording import cut, shown

MAX_LISTED = 5

rule = Rule(
    "TD801",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_MountPoint.html",),
    peers=("cdk-preflight:mountpoint-source-volume-missing",),
)


@rule.check
def unknown(task: TaskDefinition) -> Iterator[Finding]:
    volumes = task.volumes
    if (
        task.is_container_array
        or volumes.open
        or volumes.unknown
        or any(each.name.unknown for each in volumes)
    ):
        return
    names = {volume.name.value for volume in volumes}
    known = sorted(shown(name) for name in names if name)
    listed = ", ".join(known[:MAX_LISTED]) + (" and more" if len(known) > MAX_LISTED else "") or "none"
    for container in task.containers:
        for mount in container.mount_points:
            source = mount.source_volume
            if source.value and source.value not in names:
                yield rule.finding(
                    source,
                    f"there is no volume {shown(source.value)}, the task has {listed} "
                    f"(AWS: Unknown volume '{cut(source.value)}')",
                )
