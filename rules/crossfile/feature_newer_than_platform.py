"""Task that needs a newer platform version than the service runs

The service pins an old platform version of Fargate, and the task definition uses what came with 1.4.0: more than 4 vCPU, EFS volumes, ephemeral
storage, `pidMode`, `SYS_PTRACE`, kernel parameters, environment files. Leave `platformVersion` out, which means the latest.

```diff
  {
    "ecs-service-def.json": {
      "serviceName": "web",
      "taskDefinition": "web",
      "desiredCount": 2,
      "launchType": "FARGATE",
-     "platformVersion": "1.3.0",
+     "platformVersion": "LATEST",
      "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-0a1b2c3d4e5f60718"]}}
    },
    "ecs-task-def.json": {
      "family": "web",
      "requiresCompatibilities": ["FARGATE"],
      "networkMode": "awsvpc",
      "cpu": "1024",
      "memory": "2048",
      "ephemeralStorage": {"sizeInGiB": 50},
      "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
    }
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import TaskDefinition, Value
from ecslint.taskdefinition.sizes import cpu_units
from ecslint.taskdefinition.wording import shown
from ecslint.workspace import ServicePair

rule = Rule(
    "XF113",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-versions.html",),
)

OLD_VERSIONS = frozenset({"1.0.0", "1.1.0", "1.2.0", "1.3.0"})


@rule.check
def newer(pair: ServicePair) -> Iterator[Finding]:
    version = pair.service.platform_version
    # Windows counts its platform versions on its own.
    if version.value not in OLD_VERSIONS or pair.task.is_windows is not False:
        return
    feature = next(_features(pair.task), None)
    if feature is not None:
        name, place = feature
        yield rule.finding(
            version,
            f"platform version {shown(version.value)} has no {name}, allowed are `1.4.0` and `LATEST`",
            notes=(Note(place.span, "needs 1.4.0"),),
            severity=pair.severity(rule.severity),
        )


def _features(task: TaskDefinition) -> Iterator[tuple[str, Value]]:
    """What of a task definition came with platform version 1.4.0."""
    if (cpu_units(task.cpu) or 0) > 4096:
        yield "more than 4 vCPU", task.cpu
    if task.ephemeral_storage.present:
        yield "`ephemeralStorage`", task.ephemeral_storage
    if task.pid_mode.present:
        yield "`pidMode`", task.pid_mode
    for volume in task.volumes:
        if volume.efs_volume_configuration.present:
            yield "EFS volumes", volume.efs_volume_configuration
    for container in task.containers:
        if len(container.linux_parameters.capabilities.add_capabilities):
            yield "added capabilities", container.linux_parameters.capabilities.add_capabilities
        if len(container.system_controls):
            yield "`systemControls`", container.system_controls
        if len(container.environment_files):
            yield "`environmentFiles`", container.environment_files
