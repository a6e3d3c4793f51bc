"""Setting that daemon services do not support

A `DAEMON` service puts one task on every instance of the cluster. It cannot run above 100 percent, knows no placement
strategy and no rebalancing over Availability Zones, does not exist on Fargate, and is deployed by ECS alone.

```diff
  {
    "serviceName": "agent",
    "taskDefinition": "agent:3",
    "schedulingStrategy": "DAEMON",
-   "deploymentConfiguration": {"maximumPercent": 200, "minimumHealthyPercent": 0}
+   "deploymentConfiguration": {"maximumPercent": 100, "minimumHealthyPercent": 0}
  }
```

```diff
  {
    "serviceName": "agent",
    "taskDefinition": "agent:3",
    "schedulingStrategy": "DAEMON",
-   "placementStrategy": [{"type": "spread", "field": "instanceId"}],
    "launchType": "EC2"
  }
```

```diff
  {
    "serviceName": "agent",
    "taskDefinition": "agent:3",
-   "launchType": "FARGATE",
+   "launchType": "EC2",
    "schedulingStrategy": "DAEMON"
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import Service
from ecslint.taskdefinition.service_facts import controller, is_daemon, launch_type
from ecslint.taskdefinition.values import Value
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "SV006",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html",),
    peers=(
        "cfn-lint:E3044",
        "cdk-preflight:svc-daemon-max-percent",
        "cdk-preflight:svc-daemon-with-placement-strategies",
        "cdk-preflight:svc-az-rebalancing-with-daemon",
    ),
)


@rule.check
def unsupported(service: Service) -> Iterator[Finding]:
    if is_daemon(service):
        for place, message in _faults(service):
            yield rule.finding(
                place, message, notes=(Note(service.scheduling_strategy.span, "a daemon service"),)
            )


def _faults(service: Service) -> Iterator[tuple[Value, str]]:
    maximum = service.deployment_configuration.maximum_percent
    if maximum.value is not None and maximum.value > 100:
        yield (
            maximum,
            (
                f"`maximumPercent` is {shown(maximum.value)}, allowed in a `DAEMON` service is 100 "
                "(AWS: The daemon scheduling strategy does not support values above 100 for maximumPercent)"
            ),
        )
    if len(service.placement_strategy):
        yield (
            service.placement_strategy,
            (
                "`placementStrategy` is given, allowed in a `DAEMON` service is none "
                "(AWS: The daemon scheduling strategy does not support placement strategies)"
            ),
        )
    rebalancing = service.availability_zone_rebalancing
    if rebalancing.value == "ENABLED":
        yield (
            rebalancing,
            (
                "`availabilityZoneRebalancing` is `ENABLED`, allowed in a `DAEMON` service is `DISABLED` "
                "(AWS: Availability Zone Rebalancing does not support DAEMON services)"
            ),
        )
    if launch_type(service) == "FARGATE":
        place = service.launch_type if service.launch_type.present else service.capacity_provider_strategy
        yield place, "the launch type is `FARGATE`, allowed for a `DAEMON` service are instances"
    kind = service.deployment_controller.type
    if controller(service) in {"CODE_DEPLOY", "EXTERNAL"}:
        yield (
            kind,
            f"the deployment controller is {shown(kind.value)}, allowed for a `DAEMON` service is `ECS`",
        )
