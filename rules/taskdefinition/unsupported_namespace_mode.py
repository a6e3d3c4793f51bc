"""Process or IPC namespace mode where there is none

Windows containers know neither `pidMode` nor `ipcMode`, and tasks on managed instances have no `ipcMode`, not even `none` or
`task`: leave them out. (On Fargate, namespace-mode-on-fargate says it.)

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["EC2"],
    "runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"},
-   "pidMode": "task",
-   "ipcMode": "none",
    "containerDefinitions": [{"name": "web", "image": "example.com/web:1.4", "memory": 1024}]
  }
```

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["MANAGED_INSTANCES"],
    "networkMode": "awsvpc",
-   "ipcMode": "task",
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27", "memory": 128}]
  }
```

```json
{
  "family": "web",
  "requiresCompatibilities": ["EC2"],
  "ipcMode": "task",
  "pidMode": "task",
  "containerDefinitions": [{"name": "web", "image": "nginx:1.27", "memory": 128}]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD212",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html",),
)


@rule.check
def unsupported(task: TaskDefinition) -> Iterator[Finding]:
    if task.is_fargate:
        return
    pid, ipc = task.pid_mode, task.ipc_mode
    if task.is_windows and pid.value:
        yield rule.finding(pid, f"`pidMode` is {shown(pid.value)}, allowed on Windows is none")
    if ipc.value and (task.is_windows or task.is_for("MANAGED_INSTANCES")):
        where = "Windows" if task.is_windows else "managed instances"
        yield rule.finding(ipc, f"`ipcMode` is {shown(ipc.value)}, allowed on {where} is none")
