"""Task that shares memory with its host

With `"ipcMode": "host"` the containers can reach the shared memory, queues and semaphores of every process on the
instance that has any. `task` shares them among the containers of the task only.

```diff
  {
    "family": "agent",
-   "ipcMode": "host",
+   "ipcMode": "task",
    "containerDefinitions": [{"name": "agent", "image": "example.com/agent:2.1"}]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition

rule = Rule(
    "TD956",
    Severity.WARNING,
    since="0.1",
    categories=("security",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html",),
)


@rule.check
def host(task: TaskDefinition) -> Iterator[Finding]:
    # Fargate refuses it, which is a rule of its own.
    if task.ipc_mode.value == "host" and not task.is_fargate:
        yield rule.finding(task.ipc_mode, "the task shares memory with its host, safer are `task` and `none`")
