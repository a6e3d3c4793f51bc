"""Gateway connector or monitoring that ECS refuses

A service has one gateway connector at most, and up to five metric configurations, which collect `CPUUtilization` and
`MemoryUtilization` every 20 or 60 seconds.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "monitoring": {
      "metricConfigurations": [
-       {"metricNames": ["CPUUtilization"], "resolutionSeconds": 10}
+       {"metricNames": ["CPUUtilization"], "resolutionSeconds": 20}
      ]
    }
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Service
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "SV036",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",),
)


@rule.check
def invalid(service: Service) -> Iterator[Finding]:
    connectors = service.gateway_connectors
    if len(connectors) > 1:
        yield rule.finding(connectors[1], f"{len(connectors)} `gatewayConnectors`, allowed is 1")
    configurations = service.monitoring.metric_configurations
    if len(configurations) > 5:
        yield rule.finding(configurations[5], f"{len(configurations)} `metricConfigurations`, allowed are 5")
    for configuration in configurations:
        resolution = configuration.resolution_seconds
        if resolution.value is not None and resolution.value not in {20, 60}:
            yield rule.finding(
                resolution, f"`resolutionSeconds` is {shown(resolution.value)}, allowed are 20 and 60"
            )
        for name in configuration.metric_names:
            if name.value not in {None, "CPUUtilization", "MemoryUtilization"}:
                yield rule.finding(
                    name,
                    f"the metric is {shown(name.value)}, allowed are `CPUUtilization` and `MemoryUtilization`",
                )
