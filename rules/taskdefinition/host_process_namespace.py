"""Task that sees the processes of its host

With `"pidMode": "host"` the containers see every process of the instance, with its arguments and, given the rights, its
memory and environment. `task` shares the processes among the containers of the task only.

```diff
  {
    "family": "agent",
-   "pidMode": "host",
+   "pidMode": "task",
    "containerDefinitions": [{"name": "agent", "image": "example.com/agent:2.1"}]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition

rule = Rule(
    "TD955",
    Severity.ERROR,
    since="0.1",
    categories=("security",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html",),
    peers=(
        "checkov:CKV_AWS_335",
        "prowler:ecs_task_definitions_host_namespace_not_shared",
        "securityhub:ECS.3",
        "config:ecs-task-definition-pid-mode-check",
        "control-tower:CT.ECS.PR.10",
    ),
)


@rule.check
def host(task: TaskDefinition) -> Iterator[Finding]:
    # Fargate refuses it, which is a rule of its own.
    if task.pid_mode.value == "host" and not task.is_fargate:
        yield rule.finding(
            task.pid_mode, "the task sees all processes of its host, allowed are `task` and none"
        )
