"""Tasks with public IP addresses

`"assignPublicIp": "ENABLED"` gives every task an address on the internet, and only its security groups stand between. Put the
tasks into private subnets behind a load balancer, and reach AWS through a NAT gateway or VPC endpoints. In a small setup
without those it may be the cheaper way to pull images; then keep the security groups closed.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "launchType": "FARGATE",
    "networkConfiguration": {
      "awsvpcConfiguration": {
-       "assignPublicIp": "ENABLED",
+       "assignPublicIp": "DISABLED",
        "subnets": ["subnet-0a1b2c3d4e5f60718"]
      }
    }
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition.service_parts import AwsvpcConfiguration

rule = Rule(
    "SV955",
    Severity.INFO,
    since="0.1",
    categories=("security",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html",),
    peers=(
        "checkov:CKV_AWS_333",
        "prowler:ecs_service_no_assign_public_ip",
        "prowler:ecs_task_set_no_assign_public_ip",
        "securityhub:ECS.2",
        "securityhub:ECS.16",
        "control-tower:CT.ECS.PR.9",
    ),
)


@rule.check
def public(configuration: AwsvpcConfiguration) -> Iterator[Finding]:
    if configuration.assign_public_ip.value == "ENABLED":
        yield rule.finding(
            configuration.assign_public_ip,
            "`assignPublicIp` is `ENABLED`, allowed is `DISABLED` with private subnets",
        )
