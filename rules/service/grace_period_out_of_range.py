"""Grace period out of range

`healthCheckGracePeriodSeconds` is a number of seconds from 0 to 2147483647, which is 68 years. The call
fails for any other.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
-   "healthCheckGracePeriodSeconds": -1,
    "loadBalancers": [{"targetGroupArn": "${target_group}", "containerName": "web", "containerPort": 80}]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Service
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "SV901",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",),
)
MOST = 2_147_483_647


@rule.check
def out_of_range(service: Service) -> Iterator[Finding]:
    period = service.health_check_grace_period_seconds
    if period.value is not None and not 0 <= period.value <= MOST:
        yield rule.finding(
            period, f"`healthCheckGracePeriodSeconds` is {shown(period.value)}, allowed is 0 to {MOST}"
        )
