"""Launch type beside a capacity provider strategy

A service takes its capacity from a launch type or from a capacity provider strategy, never from both. The managed instances
of ECS are reached through a strategy only.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
-   "launchType": "FARGATE",
    "capacityProviderStrategy": [{"capacityProvider": "FARGATE_SPOT", "weight": 1}]
  }
```

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
-   "launchType": "MANAGED_INSTANCES"
  }
```

An empty text is how some tools leave a member out:

```json
{
  "serviceName": "web",
  "taskDefinition": "web:3",
  "desiredCount": 2,
  "launchType": "",
  "capacityProviderStrategy": [{"capacityProvider": "FARGATE_SPOT", "weight": 1}]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import Service
from ecslint.taskdefinition.service_facts import is_output
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "SV008",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",),
    peers=("cdk-preflight:service-launch-type-capacity-provider",),
)


@rule.check
def both(service: Service) -> Iterator[Finding]:
    kind, strategy = service.launch_type, service.capacity_provider_strategy
    if kind.value is None or is_output(service):
        return
    if len(strategy):
        yield rule.finding(
            kind,
            f"`launchType` is {shown(kind.value)} beside a `capacityProviderStrategy`, allowed is one of the two "
            "(AWS: Specifying both a launch type and capacity provider strategy is not supported)",
            notes=(Note(strategy[0].capacity_provider.span, "the strategy"),),
        )
    elif kind.value == "MANAGED_INSTANCES":
        yield rule.finding(
            kind,
            "`launchType` is `MANAGED_INSTANCES`, allowed for these is a `capacityProviderStrategy` only",
        )
