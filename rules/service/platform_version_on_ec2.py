"""Platform version for a service that is not on Fargate

A platform version is the runtime that Fargate gives a task. Instances of your own have none, and AWS refuses the call, for
services and for task sets.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "launchType": "EC2",
-   "platformVersion": "LATEST",
    "schedulingStrategy": "REPLICA"
  }
```

```json
{
  "serviceName": "web",
  "taskDefinition": "web:3",
  "desiredCount": 2,
  "launchType": "FARGATE",
  "platformVersion": "LATEST"
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Note, Rule, Severity
from ecslint.taskdefinition import Service
from ecslint.taskdefinition.service_facts import launch_type
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "SV010",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html",),
    peers=("cdk-preflight:service-platform-version-ec2", "cdk-preflight:taskset-platform-version-ec2"),
    fix="unsafe",
)


@rule.check
def on_instances(service: Service) -> Iterator[Finding]:
    version = service.platform_version
    if version.value is not None and launch_type(service) == "EC2":
        yield rule.finding(
            version,
            f"`platformVersion` is {shown(version.value)}, allowed with launch type `EC2` is none "
            "(AWS: The platform version must be null when specifying an EC2 launch type)",
            notes=(Note(service.launch_type.span, "the launch type"),),
            fix=Fix("delete `platformVersion`", version.remove()),
        )
