"""Volume that only the service or only the task definition knows

The task definition says which volume is `configuredAtLaunch`, and the service says in `volumeConfigurations` what it is. The names have to be
the same, and neither goes without the other.

```diff
  {
    "ecs-service-def.json": {
      "serviceName": "web",
      "taskDefinition": "web",
      "desiredCount": 2,
      "volumeConfigurations": [
-       {"name": "files", "managedEBSVolume": {"roleArn": "${role}", "sizeInGiB": 20}}
+       {"name": "data", "managedEBSVolume": {"roleArn": "${role}", "sizeInGiB": 20}}
      ]
    },
    "ecs-task-def.json": {
      "family": "web",
      "volumes": [{"name": "data", "configuredAtLaunch": true}],
      "containerDefinitions": [
        {"name": "web", "image": "nginx:1.27", "mountPoints": [{"sourceVolume": "data", "containerPath": "/data"}]}
      ]
    }
  }
```

```diff
  {
    "ecs-service-def.json": {
-     "serviceName": "web",
+     "serviceName": "web",
+     "volumeConfigurations": [{"name": "data", "managedEBSVolume": {"roleArn": "${role}", "sizeInGiB": 20}}],
      "taskDefinition": "web",
      "desiredCount": 2
    },
    "ecs-task-def.json": {
      "family": "web",
      "volumes": [{"name": "data", "configuredAtLaunch": true}],
      "containerDefinitions": [
        {"name": "web", "image": "nginx:1.27", "mountPoints": [{"sourceVolume": "data", "containerPath": "/data"}]}
      ]
    }
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition.service_facts import is_input
from ecslint.taskdefinition.wording import cut, shown
from ecslint.workspace import ServicePair

rule = Rule(
    "XF107",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceVolumeConfiguration.html",
    ),
    peers=("cdk-preflight:svc-ebs-name-not-in-taskdef",),
)


@rule.check
def mismatch(pair: ServicePair) -> Iterator[Finding]:
    volumes, configurations = pair.task.volumes, pair.service.volume_configurations
    if volumes.open or any(one.name.unknown or one.configured_at_launch.unknown for one in volumes):
        return
    at_launch = {one.name.value: one for one in volumes if one.configured_at_launch.value}
    for configuration in configurations:
        name = configuration.name
        if name.value and name.value not in at_launch:
            allowed = (
                ", ".join(shown(one) for one in at_launch) or "none, since no volume is `configuredAtLaunch`"
            )
            yield rule.finding(
                name,
                f"the task definition has no volume {shown(name.value)} that is configured at launch, allowed are {allowed} "
                f"(AWS: The volume name '{cut(name.value)}' in your request does not have a matching volume in your Task Definition)",
                notes=(Note(pair.task.span, "the task definition that the service runs"),),
                severity=pair.severity(rule.severity),
            )
    if configurations.absent and is_input(pair.service):
        for left_open, volume in at_launch.items():
            yield rule.finding(
                pair.service,
                f"the task definition leaves volume {shown(left_open)} to the service, which has no `volumeConfigurations` for it",
                notes=(Note(volume.span, "is configured at launch"),),
                severity=pair.severity(rule.severity),
            )
