"""Grace period that ends before the container may be healthy

While a task starts, the load balancer calls it unhealthy, and ECS replaces it as soon as `healthCheckGracePeriodSeconds` is over. A container whose
own health check allows it more time than that never gets to use it: the task is replaced again and again.

```diff
  {
    "ecs-service-def.json": {
      "serviceName": "web",
      "taskDefinition": "web",
      "desiredCount": 2,
      "loadBalancers": [{"targetGroupArn": "${target_group}", "containerName": "web", "containerPort": 8080}],
-     "healthCheckGracePeriodSeconds": 30
+     "healthCheckGracePeriodSeconds": 180
    },
    "ecs-task-def.json": {
      "family": "web",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "nginx:1.27",
          "portMappings": [{"containerPort": 8080}],
          "healthCheck": {"command": ["CMD", "/ready"], "startPeriod": 120, "interval": 10, "retries": 3}
        }
      ]
    }
  }
```

Without a start period nobody has said that the program is slow:

```json
{
  "ecs-service-def.json": {
    "serviceName": "web",
    "taskDefinition": "web",
    "desiredCount": 2,
    "loadBalancers": [{"targetGroupArn": "${target_group}", "containerName": "web", "containerPort": 8080}]
  },
  "ecs-task-def.json": {
    "family": "web",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "portMappings": [{"containerPort": 8080}],
        "healthCheck": {"command": ["CMD", "/ready"]}
      }
    ]
  }
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import HealthCheck
from ecslint.taskdefinition.service_facts import is_output, is_update
from ecslint.taskdefinition.wording import shown
from ecslint.workspace import ServicePair

DEFAULT_INTERVAL, DEFAULT_RETRIES = 30, 3

rule = Rule(
    "XF110",
    Severity.WARNING,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",),
)


@rule.check
def short(pair: ServicePair) -> Iterator[Finding]:
    service = pair.service
    period = service.health_check_grace_period_seconds
    if not len(service.load_balancers) or period.unknown or is_output(service):
        return
    if period.absent and is_update(service):
        return  # what is absent stays as it is
    given = period.value or 0
    for container in pair.task.containers:
        needed = _start(container.health_check)
        if container.is_essential and needed is not None and given < needed:
            yield rule.finding(
                period if period.present else service.load_balancers,
                f"container {shown(container.label)} has up to {shown(needed)} seconds to become healthy, and "
                f"`healthCheckGracePeriodSeconds` is {shown(given)}",
                notes=(Note(container.health_check.span, "start period and retries of the health check"),),
            )


def _start(check: HealthCheck) -> int | None:
    """Seconds until a container that starts slowly counts as unhealthy; None where nothing says that it does."""
    if not check.start_period.value or check.interval.unknown or check.retries.unknown:
        return None
    interval = DEFAULT_INTERVAL if check.interval.value is None else check.interval.value
    retries = DEFAULT_RETRIES if check.retries.value is None else check.retries.value
    return check.start_period.value + interval * retries
