"""Availability Zone rebalancing where it cannot work

To rebalance, ECS starts a task in a better zone before it stops one. So `maximumPercent` has to be above 100, a Classic Load
Balancer is not supported, and of the placement strategies the first one spreads over Availability Zones.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
-   "availabilityZoneRebalancing": "ENABLED",
+   "availabilityZoneRebalancing": "DISABLED",
    "deploymentConfiguration": {"maximumPercent": 100, "minimumHealthyPercent": 50}
  }
```

```json
{
  "serviceName": "web",
  "taskDefinition": "web:3",
  "desiredCount": 2,
  "availabilityZoneRebalancing": "ENABLED",
  "placementStrategy": [
    {"type": "spread", "field": "attribute:ecs.availability-zone"},
    {"type": "binpack", "field": "memory"}
  ]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.source import Span
from ecslint.taskdefinition import Service
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "SV034",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html",),
)


@rule.check
def impossible(service: Service) -> Iterator[Finding]:
    rebalancing = service.availability_zone_rebalancing
    if rebalancing.value != "ENABLED":
        return
    for place, found, allowed in _obstacles(service):
        yield rule.finding(
            rebalancing,
            f"`availabilityZoneRebalancing` is `ENABLED` with {found}, allowed is {allowed}",
            notes=(Note(place, "does not go with it"),),
        )


def _obstacles(service: Service) -> Iterator[tuple[Span, str, str]]:
    maximum = service.deployment_configuration.maximum_percent
    if maximum.value is not None and maximum.value <= 100:
        yield maximum.span, f"`maximumPercent` {shown(maximum.value)}", "a `maximumPercent` above 100"
    for balancer in service.load_balancers:
        if balancer.load_balancer_name.present:
            yield balancer.load_balancer_name.span, "a Classic Load Balancer", "a target group"
            break
    strategies = service.placement_strategy
    if not len(strategies) or strategies.open:
        return
    kind, field = strategies[0].type, strategies[0].field
    is_other_field = field.value is not None and field.value != "attribute:ecs.availability-zone"
    if kind.value is not None and (kind.value != "spread" or is_other_field):
        yield (
            kind.span,
            f"{shown(kind.value)} as first placement strategy",
            "`spread` over `attribute:ecs.availability-zone` first, or no strategy",
        )
