"""Health check with a number out of range

`interval` takes 5 to 300 seconds, `timeout` 2 to 60 seconds, `retries` 1 to 10 and `startPeriod` 0 to 300 seconds. AWS
refuses anything else. Numbers left out are 30, 5, 3 and no start period.

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
      "healthCheck": {
        "command": ["CMD-SHELL", "curl -f http://localhost/ || exit 1"],
-       "interval": 600,
-       "timeout": 90,
+       "interval": 300,
+       "timeout": 60,
        "retries": 3
      }
    }
  ]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import HealthCheck
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD506",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html",),
    peers=(
        "cdk-preflight:healthcheck-interval-range",
        "cdk-preflight:healthcheck-retries-range",
        "cdk-preflight:healthcheck-start-period-range",
        "cdk-preflight:healthcheck-timeout-range",
    ),
    fix="unsafe",
)


LIMITS = (("interval", 5, 300), ("timeout", 2, 60), ("retries", 1, 10), ("startPeriod", 0, 300))


@rule.check
def out_of_range(check: HealthCheck) -> Iterator[Finding]:
    for (name, least, most), value in zip(
        LIMITS, (check.interval, check.timeout, check.retries, check.start_period), strict=True
    ):
        if value.value is None or least <= value.value <= most:
            continue
        nearest = min(max(value.value, least), most)
        yield rule.finding(
            value,
            f"health check with {name} {shown(value.value)}, allowed are {least} to {most}",
            fix=Fix(f"use {nearest}", (value.replace(str(nearest)),)),
        )
