"""Rollout that cannot move with this number of tasks

ECS rounds `minimumHealthyPercent` of the desired count up and `maximumPercent` of it down. With few tasks both can come to
the same number: then no new task may start and no old one may stop. Nothing is refused; the deployment waits for ever.
One task with 100 and 150 percent is the usual case: floor(1 * 150 / 100) is 1.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 1,
    "deploymentConfiguration": {
      "minimumHealthyPercent": 100,
-     "maximumPercent": 150
+     "maximumPercent": 200
    }
  }
```

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 1,
    "deploymentConfiguration": {
-     "minimumHealthyPercent": 50,
+     "minimumHealthyPercent": 0,
      "maximumPercent": 100
    }
  }
```

With two tasks the same numbers leave room:

```json
{
  "serviceName": "web",
  "taskDefinition": "web:3",
  "desiredCount": 2,
  "deploymentConfiguration": {"minimumHealthyPercent": 50, "maximumPercent": 100}
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Note, Rule, Severity
from ecslint.taskdefinition import Service
from ecslint.taskdefinition.service_facts import rollout

rule = Rule(
    "SV005",
    Severity.WARNING,
    since="0.1",
    categories=("reliability",),
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html",
    ),
    fix="unsafe",
)


@rule.check
def stuck(service: Service) -> Iterator[Finding]:
    numbers = rollout(service)
    # Both at 100 is refused at once, and another page says so.
    if numbers is None or not numbers.is_stuck or numbers.minimum_percent == numbers.maximum_percent:
        return
    desired, low, high = numbers
    configuration = service.deployment_configuration
    if high > 100:
        place, better = configuration.maximum_percent, -(-100 * (desired + 1) // desired)
        allowed = f"`maximumPercent` of {better} or more"
    else:
        place, better = configuration.minimum_healthy_percent, 100 * (desired - 1) // desired
        allowed = f"`minimumHealthyPercent` of {better} or less"
    yield rule.finding(
        place,
        f"with `desiredCount` `{desired}` at least ceil({desired} * {low} / 100) = {numbers.fewest} must stay healthy and "
        f"at most floor({desired} * {high} / 100) = {numbers.most} may run, so a deployment can neither start nor stop a "
        f"task, allowed is {allowed}",
        notes=(Note(service.desired_count.span, "the number of tasks"),),
        fix=Fix(f"use {better}", (place.replace(str(better)),)),
    )
