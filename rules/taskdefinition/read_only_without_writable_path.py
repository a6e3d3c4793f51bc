"""Read-only container without a place to write to

With `readonlyRootFilesystem` a program cannot write anywhere but on a mount, and most programs need at least a directory for temporary
files. Mount a volume there, or a `tmpfs`, which works on Fargate too.

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
-     "readonlyRootFilesystem": true
+     "readonlyRootFilesystem": true,
+     "linuxParameters": {"tmpfs": [{"containerPath": "/tmp", "size": 64}]}
    }
  ]
```

```json
[
  {
    "name": "web",
    "image": "nginx:1.27",
    "readonlyRootFilesystem": true,
    "mountPoints": [{"sourceVolume": "tmp", "containerPath": "/tmp"}]
  },
  {"name": "api", "image": "nginx:1.27", "readonlyRootFilesystem": false}
]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD812",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
    default=False,
)


@rule.check
def without(container: Container) -> Iterator[Finding]:
    if not container.readonly_root_filesystem.value or container.task_definition.is_windows:
        return
    mounts, inherited, tmpfs = (
        container.mount_points,
        container.volumes_from,
        container.linux_parameters.tmpfs,
    )
    if mounts.open or inherited.open or tmpfs.open or len(tmpfs):
        return
    # Of a mount that may be read-only, only the template knows.
    if any(not mount.read_only.value for mount in (*mounts, *inherited)):
        return
    yield rule.finding(
        container.readonly_root_filesystem,
        f"container {shown(container.label)} can write nowhere, allowed are a volume or a `tmpfs` for temporary files",
    )
