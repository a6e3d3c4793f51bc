"""Privileged container

A privileged container has every right of root on the instance: whoever takes the container over has taken the host, and
every other task on it. Add the one Linux capability or device that the program needs instead.

```diff
  [
    {
      "name": "agent",
      "image": "example.com/agent:2.1",
-     "privileged": true,
+     "privileged": false,
      "essential": true
    }
  ]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD952",
    Severity.ERROR,
    since="0.1",
    categories=("security",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
    peers=(
        "checkov:CKV_AWS_334",
        "prowler:ecs_task_definitions_no_privileged_containers",
        "securityhub:ECS.4",
        "config:ecs-containers-nonprivileged",
        "control-tower:CT.ECS.PR.11",
    ),
)


@rule.check
def privileged(container: Container) -> Iterator[Finding]:
    # Fargate refuses it, which is a rule of its own.
    if container.privileged.value and not container.task_definition.is_fargate:
        yield rule.finding(
            container.privileged,
            f"container {shown(container.label)} is privileged and has every right of root on its host, allowed is `false`",
            help="add the one capability or device it needs under `linuxParameters`",
        )
