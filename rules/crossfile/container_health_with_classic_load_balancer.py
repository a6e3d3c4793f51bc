"""Container health check behind a Classic Load Balancer

In a service with a Classic Load Balancer, ECS does not use the health checks of containers: only the balancer's own check counts. Move
to a target group, or have the balancer check the same thing.

```diff
  {
    "ecs-service-def.json": {
      "serviceName": "web",
      "taskDefinition": "web",
      "desiredCount": 2,
      "loadBalancers": [
-       {"loadBalancerName": "web", "containerName": "web", "containerPort": 8080}
+       {"targetGroupArn": "${target_group}", "containerName": "web", "containerPort": 8080}
      ]
    },
    "ecs-task-def.json": {
      "family": "web",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "nginx:1.27",
          "memory": 128,
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
from ecslint.taskdefinition.wording import shown
from ecslint.workspace import ServicePair

rule = Rule(
    "XF114",
    Severity.WARNING,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html",),
)


@rule.check
def ignored(pair: ServicePair) -> Iterator[Finding]:
    checked = [container for container in pair.task.containers if len(container.health_check.command)]
    for balancer in pair.service.load_balancers:
        name = balancer.load_balancer_name
        if name.present and checked:
            yield rule.finding(
                name,
                f"the health check of container {shown(checked[0].label)} does not count behind a Classic Load Balancer, "
                "allowed is a `targetGroupArn`",
                notes=(Note(checked[0].health_check.span, "does not count"),),
            )
            return
