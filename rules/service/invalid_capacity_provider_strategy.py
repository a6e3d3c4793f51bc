"""Capacity provider strategy that ECS refuses

A strategy names up to 20 capacity providers, all of Fargate or all of Auto Scaling groups. `base` (0 to 100000 tasks) may
stand on one of them, and of several at least one needs a `weight` (0 to 1000) above 0; left out, a weight is 0.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "capacityProviderStrategy": [
      {"capacityProvider": "FARGATE", "base": 1, "weight": 1},
-     {"capacityProvider": "FARGATE_SPOT", "base": 1, "weight": 3}
+     {"capacityProvider": "FARGATE_SPOT", "weight": 3}
    ]
  }
```

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
-   "capacityProviderStrategy": [{"capacityProvider": "FARGATE", "base": 1}, {"capacityProvider": "FARGATE_SPOT"}]
+   "capacityProviderStrategy": [{"capacityProvider": "FARGATE", "base": 1}, {"capacityProvider": "FARGATE_SPOT", "weight": 1}]
  }
```

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "capacityProviderStrategy": [
      {"capacityProvider": "FARGATE", "weight": 1},
-     {"capacityProvider": "my-instances", "weight": 1}
    ]
  }
```

```json
{
  "serviceName": "web",
  "taskDefinition": "web:3",
  "desiredCount": 2,
  "capacityProviderStrategy": [
    {"capacityProvider": "FARGATE", "weight": 1},
    {"capacityProvider": "${provider}", "weight": 1}
  ]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import Service
from ecslint.taskdefinition.service_facts import FARGATE_PROVIDERS
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "SV009",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html",
    ),
    peers=(
        "cdk-preflight:svc-capacity-provider-multiple-base",
        "cdk-preflight:svc-capacity-provider-zero-weight",
    ),
)


@rule.check
def several_bases(service: Service) -> Iterator[Finding]:
    first = None
    for item in service.capacity_provider_strategy:
        if not item.base.value:
            continue
        if first is None:
            first = item.base
        else:
            yield rule.finding(
                item.base,
                f"`base` is {shown(item.base.value)} on a second provider, allowed is one provider with a base "
                "(AWS: There are multiple capacity providers in the specified capacity provider strategy with a base "
                "value defined)",
                notes=(Note(first.span, "the first base"),),
            )


@rule.check
def no_weight(service: Service) -> Iterator[Finding]:
    strategy = service.capacity_provider_strategy
    if strategy.open or len(strategy) < 2:
        return
    if all(item.weight.value == 0 or item.weight.absent for item in strategy):
        yield rule.finding(
            strategy,
            f"none of {len(strategy)} capacity providers has a `weight`, allowed is one above 0 or more "
            "(AWS: There are no capacity providers in the capacity provider strategy with a weight value greater than "
            "zero)",
        )


@rule.check
def out_of_range(service: Service) -> Iterator[Finding]:
    strategy = service.capacity_provider_strategy
    if len(strategy) > 20:
        yield rule.finding(strategy[20], f"{len(strategy)} capacity providers, allowed are 20")
    for item in strategy:
        for number, name, most in ((item.base, "base", 100_000), (item.weight, "weight", 1000)):
            if number.value is not None and not 0 <= number.value <= most:
                yield rule.finding(number, f"`{name}` is {shown(number.value)}, allowed is 0 to {most}")


@rule.check
def mixed(service: Service) -> Iterator[Finding]:
    names = [item.capacity_provider for item in service.capacity_provider_strategy]
    fargate = next((name for name in names if name.value in FARGATE_PROVIDERS), None)
    for name in names if fargate is not None else ():
        if name.value is not None and name.value not in FARGATE_PROVIDERS and fargate is not None:
            yield rule.finding(
                name,
                f"{shown(name.value)} stands beside {shown(fargate.value)}, allowed are providers of one sort: Fargate's "
                "`FARGATE` and `FARGATE_SPOT`, or others",
                notes=(Note(fargate.span, "a provider of Fargate"),),
            )
            break
