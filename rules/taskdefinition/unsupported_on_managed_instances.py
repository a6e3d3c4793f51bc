"""What managed instances cannot run

ECS Managed Instances run Linux containers, and have no Docker volumes: their instances come and go, and nothing that Docker keeps on one would
be on the next. Use EFS for what has to last.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["MANAGED_INSTANCES"],
    "networkMode": "awsvpc",
    "cpu": "1024",
    "memory": "2048",
    "volumes": [
      {
        "name": "data",
-       "dockerVolumeConfiguration": {"scope": "shared"}
+       "efsVolumeConfiguration": {"fileSystemId": "fs-0123456789abcdef0"}
      }
    ],
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```

```diff
  {
    "family": "web",
-   "requiresCompatibilities": ["MANAGED_INSTANCES"], "runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"},
+   "requiresCompatibilities": ["EC2"], "runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"},
    "networkMode": "awsvpc",
    "containerDefinitions": [{"name": "web", "image": "example.com/web:1.4", "memory": 1024}]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD426",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ManagedInstances.html",),
)


@rule.check
def unsupported(task: TaskDefinition) -> Iterator[Finding]:
    if not task.is_for("MANAGED_INSTANCES"):
        return
    family = task.runtime_platform.operating_system_family
    if task.is_windows:
        yield rule.finding(
            family, f"operating system {shown(family.value)}, allowed on managed instances is `LINUX`"
        )
    # Fargate refuses these volumes with a text of its own.
    if task.is_fargate:
        return
    for volume in task.volumes:
        docker = volume.docker_volume_configuration
        if docker.present and not docker.unknown:
            yield rule.finding(
                docker, "`dockerVolumeConfiguration` on managed instances, allowed are EFS and host volumes"
            )
