"""Fargate task in another network mode than awsvpc

A Fargate task has a network interface of its own, which is what `"networkMode": "awsvpc"` says. It must be written:
without it ECS means `bridge`, and refuses the definition as it does for any other mode.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["FARGATE"],
+   "networkMode": "awsvpc",
    "cpu": "256",
    "memory": "512",
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["EC2", "FARGATE"],
-   "networkMode": "bridge",
+   "networkMode": "awsvpc",
    "cpu": "256",
    "memory": "512",
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["FARGATE"],
-   "networkMode": "",
+   "networkMode": "awsvpc",
    "cpu": "256",
    "memory": "512",
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```

```json
{
  "family": "web",
  "requiresCompatibilities": ["FARGATE"],
  "networkMode": "${network_mode}",
  "cpu": "256",
  "memory": "512",
  "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD209",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html",),
    peers=(
        "cfn-lint:E3048",
        "cdk-preflight:fargate-network-mode",
        "securityhub:ECS.17",
        "config:ecs-task-definition-network-mode-not-host",
        "control-tower:CT.ECS.PR.4",
        "kics:027a4b7a",
        "kics:9f4a9409",
        "kics:01aec7c2",
    ),
    fix="safe",
)

ALLOWED = "allowed on Fargate is `awsvpc` (AWS: Fargate only supports network mode 'awsvpc')"


@rule.check
def other_mode(task: TaskDefinition) -> Iterator[Finding]:
    mode = task.network_mode
    if not task.is_fargate:
        return
    if mode.absent:
        where = task.requires_compatibilities.member
        fix = None
        if mode.member:
            # The key is there with `null` or nothing in it.
            fix = Fix("use `awsvpc`", (mode.replace('"awsvpc"'),), safe=True)
        elif where:
            fix = Fix("add `awsvpc`", (where.add_after("networkMode", '"awsvpc"'),), safe=True)
        yield rule.finding(mode, f"the task has no `networkMode`, {ALLOWED}", fix=fix)
    elif mode.value is not None and mode.value != "awsvpc":
        yield rule.finding(
            mode,
            f"`networkMode` is {shown(mode.value)}, {ALLOWED}",
            fix=Fix("use `awsvpc`", (mode.replace('"awsvpc"'),)),
        )
