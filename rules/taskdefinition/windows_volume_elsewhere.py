"""FSx for Windows volume without Windows on EC2

`fsxWindowsFileServerVolumeConfiguration` mounts a file share through the domain that a Windows instance has joined. Neither Fargate nor
Linux containers can use it; they have EFS.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["FARGATE"],
    "networkMode": "awsvpc",
    "cpu": "1024",
    "memory": "2048",
    "volumes": [
      {
        "name": "share",
-       "fsxWindowsFileServerVolumeConfiguration": {"fileSystemId": "fs-0123456789abcdef0", "rootDirectory": "share"}
+       "efsVolumeConfiguration": {"fileSystemId": "fs-0123456789abcdef0"}
      }
    ],
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```

```json
{
  "family": "web",
  "requiresCompatibilities": ["EC2"],
  "runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"},
  "volumes": [
    {
      "name": "share",
      "fsxWindowsFileServerVolumeConfiguration": {"fileSystemId": "fs-0123456789abcdef0", "rootDirectory": "share"}
    }
  ],
  "containerDefinitions": [{"name": "web", "image": "example.com/web:1.4", "memory": 1024}]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import FsxVolumeConfiguration

rule = Rule(
    "TD414",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/wfsx-volumes.html",),
)


@rule.check
def elsewhere(volume: FsxVolumeConfiguration) -> Iterator[Finding]:
    task = volume.task_definition
    family = task.runtime_platform.operating_system_family.value
    if task.is_fargate:
        where = "on Fargate"
    elif family is not None and not task.is_windows:
        where = f"on `{family}`"
    else:
        return
    yield rule.finding(
        volume,
        f"`fsxWindowsFileServerVolumeConfiguration` {where}, allowed is it for Windows containers on EC2",
    )
