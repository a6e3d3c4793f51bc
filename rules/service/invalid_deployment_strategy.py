"""Blue/green, linear or canary deployment that is not complete

ECS itself shifts traffic with the strategies `BLUE_GREEN`, `LINEAR` and `CANARY`. Each entry of `loadBalancers` then says in
`advancedConfiguration` which target group is the other one, which listener rule to change, and with which role. Blue/green
needs a bake time. The steps of `LINEAR` (3 to 100 percent) and the first part of `CANARY` (0.1 to 100) have one decimal, bake
times 0 to 1440 minutes, and each configuration belongs to its own strategy.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "deploymentConfiguration": {
-     "strategy": "BLUE_GREEN"
+     "strategy": "BLUE_GREEN",
+     "bakeTimeInMinutes": 5
    }
  }
```

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "deploymentConfiguration": {
      "strategy": "LINEAR",
-     "linearConfiguration": {"stepPercent": 1, "stepBakeTimeInMinutes": 5}
+     "linearConfiguration": {"stepPercent": 10, "stepBakeTimeInMinutes": 5}
    }
  }
```

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "deploymentConfiguration": {"strategy": "CANARY", "canaryConfiguration": {"canaryPercent": 5.0}},
    "loadBalancers": [
-     {"targetGroupArn": "${blue}", "containerName": "web", "containerPort": 80}
+     {
+       "targetGroupArn": "${blue}",
+       "containerName": "web",
+       "containerPort": 80,
+       "advancedConfiguration": {
+         "alternateTargetGroupArn": "${green}",
+         "productionListenerRule": "${listener_rule}",
+         "roleArn": "${role}"
+       }
+     }
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import Decimal, DeploymentConfiguration, LoadBalancer, Service
from ecslint.taskdefinition.service_facts import SHIFTING, deployment_strategy, is_output
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "SV027",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html",
    ),
)


@rule.check
def no_bake_time(service: Service) -> Iterator[Finding]:
    configuration = service.deployment_configuration
    if is_output(service) or configuration.strategy.value != "BLUE_GREEN":
        return
    if configuration.bake_time_in_minutes.absent:
        yield rule.finding(
            configuration.strategy,
            "`strategy` is `BLUE_GREEN` and `deploymentConfiguration` has no `bakeTimeInMinutes`, allowed is 0 to 1440",
        )


@rule.check
def no_alternative(balancer: LoadBalancer) -> Iterator[Finding]:
    strategy = balancer.service.deployment_configuration.strategy
    if strategy.value not in SHIFTING or not balancer.target_group_arn.present:
        return
    advanced = balancer.advanced_configuration
    lacking = [
        f"`{name}`"
        for name, member in (
            ("alternateTargetGroupArn", advanced.alternate_target_group_arn),
            ("productionListenerRule", advanced.production_listener_rule),
            ("roleArn", advanced.role_arn),
        )
        if member.absent
    ]
    if lacking and not advanced.unknown:
        yield rule.finding(
            advanced if advanced.present else balancer.target_group_arn,
            f"the target group has no {', '.join(lacking)} in `advancedConfiguration`, which strategy "
            f"{shown(strategy.value)} needs to shift its traffic",
            notes=(Note(strategy.span, "the strategy"),),
        )


@rule.check
def other_strategy(service: Service) -> Iterator[Finding]:
    strategy = deployment_strategy(service)
    configuration = service.deployment_configuration
    for part, name, wanted in (
        (configuration.linear_configuration, "linearConfiguration", "LINEAR"),
        (configuration.canary_configuration, "canaryConfiguration", "CANARY"),
    ):
        if part.present and strategy is not None and strategy != wanted:
            yield rule.finding(
                part, f"`{name}` stands beside strategy {shown(strategy)}, allowed is it with `{wanted}` only"
            )


@rule.check
def out_of_range(configuration: DeploymentConfiguration) -> Iterator[Finding]:
    linear, canary = configuration.linear_configuration, configuration.canary_configuration
    for number, name in (
        (configuration.bake_time_in_minutes, "bakeTimeInMinutes"),
        (linear.step_bake_time_in_minutes, "stepBakeTimeInMinutes"),
        (canary.canary_bake_time_in_minutes, "canaryBakeTimeInMinutes"),
    ):
        if number.value is not None and not 0 <= number.value <= 1440:
            yield rule.finding(number, f"`{name}` is {shown(number.value)}, allowed is 0 to 1440")
    yield from _share(linear.step_percent, "stepPercent", 3.0)
    yield from _share(canary.canary_percent, "canaryPercent", 0.1)


def _share(share: Decimal, name: str, least: float) -> Iterator[Finding]:
    value = share.value
    if value is None:
        return
    if not least <= value <= 100 or abs(value * 10 - round(value * 10)) > 1e-6:
        yield rule.finding(
            share, f"`{name}` is {shown(share.raw)}, allowed is {least} to 100.0 with one decimal at most"
        )
