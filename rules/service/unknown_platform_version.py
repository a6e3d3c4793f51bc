"""Platform version that Fargate does not have

Fargate's platform versions are `LATEST`, `1.4.0` and older ones down to `1.0.0`, which Windows still uses. A name that is
none of them fails when the service is created.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "launchType": "FARGATE",
-   "platformVersion": "1.4",
+   "platformVersion": "1.4.0",
    "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-0a1b2c3d4e5f60718"]}}
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Service
from ecslint.taskdefinition.service_facts import launch_type
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "SV902",
    # A version may be newer than this page.
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html",),
)
VERSIONS = frozenset({"LATEST", "1.4.0", "1.3.0", "1.2.0", "1.1.0", "1.0.0"})


@rule.check
def unknown(service: Service) -> Iterator[Finding]:
    version = service.platform_version
    if version.value is not None and version.value not in VERSIONS and launch_type(service) == "FARGATE":
        yield rule.finding(
            version,
            f"`platformVersion` is {shown(version.value)}, allowed are `LATEST`, `1.4.0` and older ones",
        )
