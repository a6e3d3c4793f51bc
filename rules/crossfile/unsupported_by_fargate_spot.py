"""Task that Fargate Spot does not run

Fargate Spot runs Linux containers; on ARM64 from platform version 1.4.0 on. Run Windows tasks on `FARGATE`.

```diff
  {
    "ecs-service-def.json": {
      "serviceName": "web",
      "taskDefinition": "web",
      "desiredCount": 2,
      "capacityProviderStrategy": [
-       {"capacityProvider": "FARGATE_SPOT", "weight": 1}
+       {"capacityProvider": "FARGATE", "weight": 1}
      ],
      "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-0a1b2c3d4e5f60718"]}}
    },
    "ecs-task-def.json": {
      "family": "web",
      "requiresCompatibilities": ["FARGATE"],
      "networkMode": "awsvpc",
      "cpu": "1024",
      "memory": "2048",
      "runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"},
      "containerDefinitions": [{"name": "web", "image": "example.com/web:1.4"}]
    }
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition.wording import shown
from ecslint.workspace import ServicePair

rule = Rule(
    "XF111",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html",
    ),
)

OLD_VERSIONS = frozenset({"1.0.0", "1.1.0", "1.2.0", "1.3.0"})


@rule.check
def unsupported(pair: ServicePair) -> Iterator[Finding]:
    platform, version = pair.task.runtime_platform, pair.service.platform_version
    for item in pair.service.capacity_provider_strategy:
        provider = item.capacity_provider
        if provider.value != "FARGATE_SPOT":
            continue
        if pair.task.is_windows:
            family = platform.operating_system_family
            yield rule.finding(
                provider,
                f"`FARGATE_SPOT` for a task on {shown(family.value)}, allowed is `LINUX`",
                notes=(Note(family.span, "the operating system"),),
                severity=pair.severity(rule.severity),
            )
        elif platform.cpu_architecture.value == "ARM64" and version.value in OLD_VERSIONS:
            yield rule.finding(
                version,
                f"platform version {shown(version.value)} for ARM64 on `FARGATE_SPOT`, allowed is `1.4.0` or `LATEST`",
                notes=(Note(platform.cpu_architecture.span, "the architecture"),),
                severity=pair.severity(rule.severity),
            )
