"""Process or IPC namespace that Fargate does not share

On Fargate `pidMode` may only be `task`, on Linux, and `ipcMode` may not be given at all, not even as `none`. There is no
host whose namespaces a task could enter.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["FARGATE"],
    "networkMode": "awsvpc",
    "cpu": "256",
    "memory": "512",
-   "pidMode": "host",
-   "ipcMode": "task",
+   "pidMode": "task",
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```

```json
{
  "family": "web",
  "requiresCompatibilities": ["FARGATE"],
  "networkMode": "awsvpc",
  "cpu": "256",
  "memory": "512",
  "pidMode": "",
  "ipcMode": "",
  "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD211",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html",),
    peers=(
        "cdk-preflight:fargate-pid-mode-host",
        "cdk-preflight:fargate-ipc-mode",
        "checkov:CKV_AWS_335",
        "prowler:ecs_task_definitions_host_namespace_not_shared",
        "securityhub:ECS.3",
        "config:ecs-task-definition-pid-mode-check",
        "control-tower:CT.ECS.PR.10",
    ),
)


@rule.check
def namespace_mode(task: TaskDefinition) -> Iterator[Finding]:
    if not task.is_fargate:
        return
    pid, ipc = task.pid_mode, task.ipc_mode
    if pid.value and task.is_windows:
        yield rule.finding(pid, f"`pidMode` is {shown(pid.value)}, allowed on Windows is none")
    elif pid.value and pid.value != "task":
        yield rule.finding(
            pid,
            f"`pidMode` is {shown(pid.value)}, allowed on Fargate is `task` (AWS: Tasks using the Fargate launch type do not "
            "support pidMode 'host'. The supported value for pidMode is 'task')",
        )
    if ipc.value:
        yield rule.finding(
            ipc,
            f"`ipcMode` is {shown(ipc.value)}, allowed on Fargate is none "
            "(AWS: Fargate compatible task definitions do not support ipcMode)",
        )
