"""Deployment that may neither start nor stop a task

With both percentages at 100 ECS may not start a task above the desired count and may not stop one below it: no deployment
could ever move. AWS refuses that. Allow 200 percent for a while, or fewer healthy tasks.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "deploymentConfiguration": {
      "minimumHealthyPercent": 100,
-     "maximumPercent": 100
+     "maximumPercent": 200
    }
  }
```

Where `minimumHealthyPercent` is absent it is 100 for replicas:

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
-   "deploymentConfiguration": {"maximumPercent": 100}
+   "deploymentConfiguration": {"maximumPercent": 200}
  }
```

```json
{
  "serviceName": "worker",
  "taskDefinition": "worker:3",
  "desiredCount": 2,
  "deploymentConfiguration": {"minimumHealthyPercent": 50, "maximumPercent": 100}
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import Service
from ecslint.taskdefinition.service_facts import controller, deployment_strategy, is_replica, percent

rule = Rule(
    "SV004",
    Severity.ERROR,
    since="0.1",
    categories=("correctness", "reliability"),
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html",
    ),
    peers=("cdk-preflight:service-deployment-percent",),
    fix="unsafe",
)


@rule.check
def blocked(service: Service) -> Iterator[Finding]:
    if not is_replica(service) or controller(service) != "ECS" or deployment_strategy(service) != "ROLLING":
        return
    if percent(service, "minimum") != 100 or percent(service, "maximum") != 100:
        return
    maximum = service.deployment_configuration.maximum_percent
    is_default = service.deployment_configuration.minimum_healthy_percent.absent
    yield rule.finding(
        maximum,
        f"`maximumPercent` is `100` and `minimumHealthyPercent` is `100`{' by default' if is_default else ''}, "
        "allowed is a larger `maximumPercent` or a smaller `minimumHealthyPercent` "
        "(AWS: Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments)",
        fix=Fix("use 200", (maximum.replace("200"),)),
    )
