"""Container with a writable root file system

Unless `readonlyRootFilesystem` is true, whoever breaks into the container can change its programs. Most programs write to
few places, such as `/tmp`; give those a volume or a `tmpfs` and make the rest read-only. Windows containers cannot do so.

```diff
  [
-   {"name": "web", "image": "nginx:1.27", "essential": true}
+   {"name": "web", "image": "nginx:1.27", "essential": true, "readonlyRootFilesystem": true}
  ]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD953",
    Severity.INFO,
    since="0.1",
    categories=(
        "security",
        "hardening",
    ),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
    peers=(
        "checkov:CKV_AWS_336",
        "prowler:ecs_task_definitions_containers_readonly_access",
        "securityhub:ECS.5",
        "config:ecs-containers-readonly-access",
        "control-tower:CT.ECS.PR.6",
    ),
)


@rule.check
def writable(container: Container) -> Iterator[Finding]:
    flag = container.readonly_root_filesystem
    if flag.unknown or flag.value or container.task_definition.is_windows:
        return
    yield rule.finding(
        container,
        f"container {shown(container.label)} can write to its root file system, allowed is `readonlyRootFilesystem` `true`",
    )
