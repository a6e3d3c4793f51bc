"""Deployment percentage out of range

`minimumHealthyPercent` says how much of the desired count stays healthy while a deployment runs: 0 to 100.
`maximumPercent` says how much may run at the same time: at least 100. Anything else fails the call.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "deploymentConfiguration": {
-     "minimumHealthyPercent": 150,
+     "minimumHealthyPercent": 100,
      "maximumPercent": 200
    }
  }
```

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "deploymentConfiguration": {
      "minimumHealthyPercent": 0,
-     "maximumPercent": 50
+     "maximumPercent": 100
    }
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import DeploymentConfiguration
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "SV003",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html",
    ),
    peers=("cdk-preflight:service-deployment-percent", "cdk-preflight:svc-min-healthy-over-max-percent"),
    fix="unsafe",
)


@rule.check
def out_of_range(configuration: DeploymentConfiguration) -> Iterator[Finding]:
    minimum, maximum = configuration.minimum_healthy_percent, configuration.maximum_percent
    if minimum.value is not None and not 0 <= minimum.value <= 100:
        nearest = 0 if minimum.value < 0 else 100
        aws = " (AWS: minimumHealthyPercent must be at most 100)" if nearest else ""
        yield rule.finding(
            minimum,
            f"`minimumHealthyPercent` is {shown(minimum.value)}, allowed is 0 to 100{aws}",
            fix=Fix(f"use {nearest}", (minimum.replace(str(nearest)),)),
        )
    if maximum.value is not None and maximum.value < 100:
        yield rule.finding(
            maximum,
            f"`maximumPercent` is {shown(maximum.value)}, allowed is 100 or more "
            "(AWS: maximumPercent must be at least 100)",
            fix=Fix("use 100", (maximum.replace("100"),)),
        )
