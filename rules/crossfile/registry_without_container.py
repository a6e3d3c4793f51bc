"""Service registry that cannot tell which port to announce

Tasks in `bridge` and `host` mode share the address of their instance, so Cloud Map announces address and port: the registry of the service names
the container and its port.

```diff
  {
    "ecs-service-def.json": {
      "serviceName": "web",
      "taskDefinition": "web",
      "desiredCount": 2,
      "serviceRegistries": [
-       {"registryArn": "${registry}"}
+       {"registryArn": "${registry}", "containerName": "web", "containerPort": 8080}
      ]
    },
    "ecs-task-def.json": {
      "family": "web",
      "networkMode": "bridge",
      "containerDefinitions": [
        {"name": "web", "image": "nginx:1.27", "memory": 128, "portMappings": [{"containerPort": 8080}]}
      ]
    }
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition.wording import shown
from ecslint.workspace import ServicePair

rule = Rule(
    "XF109",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRegistry.html",),
)


@rule.check
def without_container(pair: ServicePair) -> Iterator[Finding]:
    mode = pair.task.network_mode
    if mode.value not in {"bridge", "host"}:
        return
    for registry in pair.service.service_registries:
        if registry.container_name.absent and registry.container_port.absent:
            yield rule.finding(
                registry.registry_arn,
                f"registry of a task in {shown(mode.value)} mode, which needs `containerName` and `containerPort`",
                notes=(Note(mode.span, "the network mode"),),
                severity=pair.severity(rule.severity),
            )
