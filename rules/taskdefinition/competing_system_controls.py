"""Kernel parameter of the network that two containers set

In the mode `awsvpc` all containers of a task share one network, and its kernel parameters: the container that starts last wins, and
which one that is changes from start to start. Set each parameter in one container.

```diff
  {
    "family": "web",
    "networkMode": "awsvpc",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "systemControls": [{"namespace": "net.core.somaxconn", "value": "1024"}]
      },
      {
-       "systemControls": [{"namespace": "net.core.somaxconn", "value": "4096"}],
        "name": "proxy",
        "image": "example.com/proxy:2"
      }
    ]
  }
```

```json
{
  "family": "web",
  "networkMode": "awsvpc",
  "containerDefinitions": [
    {"name": "a", "image": "a:1", "systemControls": [{"namespace": "net.core.somaxconn", "value": "1024"}]},
    {"name": "b", "image": "b:1", "systemControls": [{"namespace": "net.core.somaxconn", "value": "1024"}]},
    {"name": "c", "image": "c:1", "systemControls": [{"namespace": "kernel.msgmax", "value": "1"}]},
    {"name": "d", "image": "d:1", "systemControls": [{"namespace": "kernel.msgmax", "value": "2"}]}
  ]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import SystemControl, TaskDefinition
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD424",
    Severity.WARNING,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_SystemControl.html",),
)


@rule.check
def competing(task: TaskDefinition) -> Iterator[Finding]:
    if task.effective_network_mode != "awsvpc":
        return
    first: dict[str, SystemControl] = {}
    for container in task.containers:
        for control in container.system_controls:
            name = control.namespace.value
            if name is None or not name.startswith("net."):
                continue
            other = first.setdefault(name, control)
            values = {other.value.value, control.value.value}
            if other.owner is not control.owner and None not in values and len(values) == 2:
                yield rule.finding(
                    control.namespace,
                    f"{shown(name)} is set by two containers that share a network, allowed is one",
                    notes=(Note(other.namespace.span, "set here first"),),
                )
