"""Placement constraints or strategy on Fargate

Placement chooses among instances, and on Fargate there are none. Fargate spreads the tasks of a service over the
Availability Zones of its subnets by itself; delete the member.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "launchType": "FARGATE",
-   "placementConstraints": [{"type": "distinctInstance"}],
    "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-0a1b2c3d4e5f60718"]}}
  }
```

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "capacityProviderStrategy": [{"capacityProvider": "FARGATE_SPOT", "weight": 1}],
-   "placementStrategy": [{"type": "spread", "field": "attribute:ecs.availability-zone"}],
    "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-0a1b2c3d4e5f60718"]}}
  }
```

```json
{
  "serviceName": "web",
  "taskDefinition": "web:3",
  "desiredCount": 2,
  "launchType": "FARGATE",
  "placementConstraints": [],
  "placementStrategy": []
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import Service
from ecslint.taskdefinition.service_facts import launch_type

rule = Rule(
    "SV015",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",),
    peers=("cdk-preflight:service-fargate-placement",),
    fix="unsafe",
)


@rule.check
def on_fargate(service: Service) -> Iterator[Finding]:
    if launch_type(service) != "FARGATE":
        return
    constraints, strategy = service.placement_constraints, service.placement_strategy
    if len(constraints):
        yield rule.finding(
            constraints,
            "`placementConstraints` are given, allowed on Fargate are none "
            "(AWS: Placement constraints are not supported with FARGATE launch type.)",
            fix=Fix("delete `placementConstraints`", constraints.remove()),
        )
    if len(strategy):
        yield rule.finding(
            strategy,
            "`placementStrategy` is given, allowed on Fargate is none",
            fix=Fix("delete `placementStrategy`", strategy.remove()),
        )
