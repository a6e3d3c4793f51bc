"""More than five target groups

A service can be registered with up to five target groups. The sixth belongs to another service, or to rules of a listener
that share a target group.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "loadBalancers": [
      {"targetGroupArn": "${group_1}", "containerName": "web", "containerPort": 8001},
      {"targetGroupArn": "${group_2}", "containerName": "web", "containerPort": 8002},
      {"targetGroupArn": "${group_3}", "containerName": "web", "containerPort": 8003},
      {"targetGroupArn": "${group_4}", "containerName": "web", "containerPort": 8004},
      {"targetGroupArn": "${group_5}", "containerName": "web", "containerPort": 8005},
-     {"targetGroupArn": "${group_6}", "containerName": "web", "containerPort": 8006}
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Service

rule = Rule(
    "SV021",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html",),
)
MOST = 5


@rule.check
def too_many(service: Service) -> Iterator[Finding]:
    groups = [balancer for balancer in service.load_balancers if balancer.target_group_arn.present]
    if len(groups) > MOST:
        yield rule.finding(groups[MOST].target_group_arn, f"{len(groups)} target groups, allowed are {MOST}")
