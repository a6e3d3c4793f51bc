"""Fault injection in a network mode that has none

With `enableFaultInjection` the containers of a task can ask for lost packets and delays, to see how the program bears them. ECS
offers it in the modes `awsvpc` and `host`.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["EC2"],
    "enableFaultInjection": true,
-   "networkMode": "bridge",
+   "networkMode": "awsvpc",
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27", "memory": 128}]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD222",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fault-injection.html",),
)


@rule.check
def in_other_mode(task: TaskDefinition) -> Iterator[Finding]:
    mode = task.effective_network_mode
    if task.enable_fault_injection.value and mode in {"bridge", "none"}:
        yield rule.finding(
            task.network_mode,
            f"`networkMode` is {shown(mode)}, allowed with `enableFaultInjection` are `awsvpc` and `host`",
            notes=(Note(task.enable_fault_injection.span, "fault injection is on"),),
        )
