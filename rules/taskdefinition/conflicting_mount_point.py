r"""Mount point that Docker refuses

Each path in a container has one thing mounted on it, and is absolute: it begins with `/`, on Windows with a drive letter. AWS registers
something else, and Docker then does not start the container.

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
      "mountPoints": [
        {"sourceVolume": "data", "containerPath": "/var/data"},
-       {"sourceVolume": "cache", "containerPath": "/var/data/"},
-       {"sourceVolume": "logs", "containerPath": "logs"}
+       {"sourceVolume": "cache", "containerPath": "/var/cache"},
+       {"sourceVolume": "logs", "containerPath": "/logs"}
      ],
      "linuxParameters": {
        "tmpfs": [
-         {"containerPath": "/var/data", "size": 16},
          {"containerPath": "/tmp", "size": 16}
        ]
      }
    }
  ]
```

```json
[
  {
    "name": "web",
    "image": "example.com/web:1.4",
    "mountPoints": [
      {"sourceVolume": "data", "containerPath": "C:\\data"},
      {"sourceVolume": "more", "containerPath": "d:/data"},
      {"sourceVolume": "pipe", "containerPath": "\\\\.\\pipe\\docker_engine"},
      {"sourceVolume": "some", "containerPath": "${path}"}
    ]
  }
]
```
"""

import re
from collections.abc import Iterator

from ecslint.regex import LazyPattern
from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.source import Span
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.wording import shown

WINDOWS_PATH = LazyPattern(r"(?:[A-Za-z]:|\\\\\.)(?:[\\/].*)?", re.DOTALL)

rule = Rule(
    "TD811",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_MountPoint.html",),
)


@rule.check
def conflicting(container: Container) -> Iterator[Finding]:
    windows = container.task_definition.is_windows
    first: dict[str, Span] = {}
    for mount in (*container.mount_points, *container.linux_parameters.tmpfs):
        path = mount.container_path
        if not path.value:
            continue
        if WINDOWS_PATH.fullmatch(path.value):
            is_absolute, name = windows is not False, path.value.rstrip("\\/").lower()
        else:
            is_absolute, name = path.value.startswith("/"), path.value.rstrip("/")
        if not is_absolute:
            yield rule.finding(
                path, f"path {shown(path.value)} in the container, allowed is an absolute path"
            )
            continue
        used = first.setdefault(name, path.span)
        if used != path.span:
            yield rule.finding(
                path,
                f"path {shown(path.value)} has something mounted already, allowed is each path once",
                notes=(Note(used, "mounted here first"),),
            )
