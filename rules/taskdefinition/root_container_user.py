"""Container runs as root

`user` says that the process in the container runs as root, whatever the image says. Whoever breaks out of it through a
kernel or runtime fault is root on the host, and whoever breaks into it may change any file of the image. Name an ordinary
user; on Windows one that is no administrator.

```diff
  [
-   {"name": "web", "user": "root", "image": "nginx:1.27", "essential": true},
-   {"name": "agent", "user": "0:0", "image": "example.com/agent:2.1"}
+   {"name": "web", "user": "nginx", "image": "nginx:1.27", "essential": true},
+   {"name": "agent", "user": "1000:1000", "image": "example.com/agent:2.1"}
  ]
```

```diff
  {
    "family": "web",
    "runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"},
    "containerDefinitions": [
-     {"name": "web", "user": "ContainerAdministrator", "image": "example.com/web:1.4"}
+     {"name": "web", "user": "ContainerUser", "image": "example.com/web:1.4"}
    ]
  }
```

Without `user` the image decides:

```json
[
  {"name": "web", "image": "nginx:1.27", "essential": true},
  {"name": "agent", "user": "${user}", "image": "example.com/agent:2.1"},
  {"name": "proxy", "user": "", "image": "nginx:1.27"}
]
```

A FireLens router is written by the console with `"user": "0"`, and runs as root unless its logs come over the network: there it is a
remark.
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.wording import shown

ADMINISTRATORS = frozenset({"administrator", "containeradministrator"})

rule = Rule(
    "TD951",
    Severity.WARNING,
    since="0.1",
    categories=("security",),
    references=("https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-20",),
    peers=(
        "securityhub:ECS.20",
        "securityhub:ECS.21",
        "config:ecs-task-definition-nonroot-user",
        "config:ecs-task-definition-linux-user-non-root",
        "config:ecs-task-definition-windows-user-non-admin",
        "control-tower:CT.ECS.PR.3",
    ),
)


@rule.check
def root(container: Container) -> Iterator[Finding]:
    user = container.user.value
    if not user:
        return
    name = user.partition(":")[0]
    is_zero = name.isdecimal() and not name.strip("0")
    is_administrator = name.lower() in ADMINISTRATORS and container.task_definition.is_windows is not False
    if name == "root" or is_zero or is_administrator:
        yield rule.finding(
            container.user,
            f"container {shown(container.label)} runs as {shown(user)}: an ordinary user is enough for most programs",
            severity=Severity.INFO if container.firelens_configuration.present else None,
        )
