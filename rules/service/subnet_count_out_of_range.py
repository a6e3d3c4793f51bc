"""Network configuration with too few or too many subnets or security groups

`awsvpcConfiguration` takes 1 to 16 subnets and up to 5 security groups, all of one VPC.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "launchType": "FARGATE",
    "networkConfiguration": {
      "awsvpcConfiguration": {
-       "subnets": [],
+       "subnets": ["subnet-0a1b2c3d4e5f60718"],
        "securityGroups": ["sg-0a1b2c3d4e5f60718"]
      }
    }
  }
```

```json
{
  "serviceName": "web",
  "taskDefinition": "web:3",
  "desiredCount": 2,
  "launchType": "FARGATE",
  "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["${subnets}"]}}
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition.service_parts import AwsvpcConfiguration

rule = Rule(
    "SV012",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html",),
)


@rule.check
def out_of_range(configuration: AwsvpcConfiguration) -> Iterator[Finding]:
    subnets, groups = configuration.subnets, configuration.security_groups
    if not subnets.open and not subnets.unknown and not len(subnets):
        yield rule.finding(
            subnets,
            "`awsvpcConfiguration` has no subnets, allowed are 1 to 16 (AWS: subnets can not be empty.)",
        )
    if len(subnets) > 16:
        yield rule.finding(subnets[16], f"{len(subnets)} subnets, allowed are 1 to 16")
    if len(groups) > 5:
        yield rule.finding(groups[5], f"{len(groups)} security groups, allowed are 5")
