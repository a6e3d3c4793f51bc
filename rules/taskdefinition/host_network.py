"""Task in the network of its host

In `host` mode the containers use the network interfaces of the instance. They reach its loopback services and the
credentials of its role, and no security group of their own protects them. `awsvpc` gives a task its own interface,
`bridge` at least a network namespace.

```diff
  {
    "family": "agent",
-   "networkMode": "host",
+   "networkMode": "awsvpc",
    "containerDefinitions": [{"name": "agent", "image": "example.com/agent:2.1"}]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition

rule = Rule(
    "TD954",
    Severity.WARNING,
    since="0.1",
    categories=("security",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html",),
    peers=(
        "securityhub:ECS.17",
        "config:ecs-task-definition-network-mode-not-host",
        "control-tower:CT.ECS.PR.4",
        "kics:027a4b7a",
        "kics:9f4a9409",
        "kics:01aec7c2",
    ),
)


@rule.check
def host(task: TaskDefinition) -> Iterator[Finding]:
    # Fargate refuses it, which is a rule of its own.
    if task.network_mode.value == "host" and not task.is_fargate:
        yield rule.finding(
            task.network_mode, "the task uses the network of its host, safer are `awsvpc` and `bridge`"
        )
