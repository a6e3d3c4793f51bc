"""Volume of the host on Fargate

A volume with a `sourcePath` is a folder of the instance, one with a `dockerVolumeConfiguration` is made by its Docker. A
Fargate task has neither, and AWS refuses the definition. A volume with only a name lives as long as the task; EFS or EBS
keep data.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["FARGATE"],
    "networkMode": "awsvpc",
    "cpu": "256",
    "memory": "512",
    "volumes": [
-     {"name": "data", "host": {"sourcePath": "/srv/data"}},
-     {"name": "cache", "dockerVolumeConfiguration": {"scope": "task"}},
+     {"name": "data", "host": {}},
+     {"name": "cache"},
      {"name": "tmp", "host": {"sourcePath": null}}
    ],
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition

rule = Rule(
    "TD412",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html",),
    peers=("cdk-preflight:fargate-docker-volume", "cdk-preflight:fargate-host-source-path"),
)


@rule.check
def host_volume(task: TaskDefinition) -> Iterator[Finding]:
    if not task.is_fargate:
        return
    for volume in task.volumes:
        path = volume.host.source_path
        if path.value:
            yield rule.finding(
                path,
                "a folder of the host as a volume, allowed on Fargate is none "
                "(AWS: Fargate compatible task definitions do not support sourcePath)",
            )
        if volume.docker_volume_configuration.present:
            yield rule.finding(
                volume.docker_volume_configuration,
                "a Docker volume, allowed on EC2 only "
                "(AWS: Fargate compatible task definitions do not support dockerVolumeConfiguration)",
            )
