"""Fargate service of a task definition that Fargate does not run

A service on Fargate, by its `launchType` or by the capacity providers `FARGATE` and `FARGATE_SPOT`, runs task definitions that are compatible
with it: `requiresCompatibilities` names `FARGATE`, the network mode is `awsvpc`, and the task has a `cpu` and a `memory`.

```diff
  {
    "ecs-service-def.json": {
      "serviceName": "web",
      "taskDefinition": "web",
      "desiredCount": 2,
-     "launchType": "FARGATE",
+     "launchType": "EC2",
      "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-0a1b2c3d4e5f60718"]}}
    },
    "ecs-task-def.json": {
      "family": "web",
      "requiresCompatibilities": ["EC2"],
      "networkMode": "awsvpc",
      "containerDefinitions": [{"name": "web", "image": "nginx:1.27", "memory": 128}]
    }
  }
```

```diff
  {
    "ecs-service-def.json": {
      "serviceName": "web",
      "taskDefinition": "web",
      "desiredCount": 2,
      "capacityProviderStrategy": [
-       {"capacityProvider": "FARGATE_SPOT", "weight": 1}
+       {"capacityProvider": "my-instances", "weight": 1}
      ],
      "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-0a1b2c3d4e5f60718"]}}
    },
    "ecs-task-def.json": {
      "family": "web",
      "networkMode": "awsvpc",
      "containerDefinitions": [{"name": "web", "image": "nginx:1.27", "memory": 128}]
    }
  }
```

```json
{
  "ecs-service-def.json": {
    "serviceName": "web",
    "taskDefinition": "web",
    "desiredCount": 2,
    "launchType": "FARGATE",
    "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-0a1b2c3d4e5f60718"]}}
  },
  "ecs-task-def.json": {
    "family": "web",
    "networkMode": "awsvpc",
    "cpu": "256",
    "memory": "512",
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.source import Span
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.service_facts import launch_type
from ecslint.workspace import ServicePair

rule = Rule(
    "XF103",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/launch_types.html",),
    peers=("cfn-lint:E3054", "cfn-lint:E3713"),
)


@rule.check
def incompatible(pair: ServicePair) -> Iterator[Finding]:
    service = pair.service
    if launch_type(service) != "FARGATE":
        return
    reason = _reason(pair.task)
    if reason is not None:
        why, place = reason
        kind = service.launch_type
        yield rule.finding(
            kind if kind.present else service.capacity_provider_strategy[0].capacity_provider,
            f"the service runs on Fargate, and its task definition {why} "
            "(AWS: Task definition does not support launch_type FARGATE)",
            notes=(Note(place, "the task definition"),),
            severity=pair.severity(rule.severity),
        )


def _reason(task: TaskDefinition) -> tuple[str, Span] | None:
    """Why a task definition does not run on Fargate, if that is certain."""
    types = task.requires_compatibilities
    if types.present:
        known = {item.value for item in types}
        if types.open or None in known or "FARGATE" in known:
            return None
        return "does not name it in `requiresCompatibilities`", types.span
    if types.unknown:
        return None
    mode = task.network_mode
    if mode.absent or (mode.value is not None and mode.value != "awsvpc"):
        return "is not in `awsvpc` mode", mode.span
    for name, size in (("cpu", task.cpu), ("memory", task.memory)):
        if size.absent:
            return f"has no `{name}`", size.span
    if len(task.placement_constraints):
        return "has placement constraints", task.placement_constraints.span
    return None
