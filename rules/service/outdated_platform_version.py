"""Platform version of Fargate that is not the latest

A service that names an old platform version keeps its kernel and runtime, without the fixes of the newer ones, until somebody
edits the file. `LATEST` takes the newest with each deployment.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "launchType": "FARGATE",
-   "platformVersion": "1.3.0",
+   "platformVersion": "LATEST",
    "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-0a1b2c3d4e5f60718"]}}
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import Service
from ecslint.taskdefinition.service_facts import launch_type
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "SV956",
    Severity.INFO,
    since="0.1",
    categories=("security", "hardening"),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html",),
    peers=(
        "checkov:CKV_AWS_332",
        "prowler:ecs_service_fargate_latest_platform_version",
        "securityhub:ECS.10",
        "config:ecs-fargate-latest-platform-version",
        "control-tower:CT.ECS.PR.1",
    ),
    default=False,
    fix="unsafe",
)


@rule.check
def outdated(service: Service) -> Iterator[Finding]:
    version = service.platform_version
    if version.value is not None and version.value != "LATEST" and launch_type(service) == "FARGATE":
        yield rule.finding(
            version,
            f"`platformVersion` is {shown(version.value)}, allowed is `LATEST` or none",
            fix=Fix("use `LATEST`", (version.replace('"LATEST"'),)),
        )
