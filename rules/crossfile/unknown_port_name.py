"""Port name that the task definition does not have

Service Connect, VPC Lattice and gateway connectors find a port by the name of its mapping. The task definition that the service runs has
no mapping of that name, and AWS refuses the service.

```diff
  {
    "ecs-service-def.json": {
      "serviceName": "web",
      "taskDefinition": "web",
      "desiredCount": 2,
      "serviceConnectConfiguration": {
        "enabled": true,
        "namespace": "internal",
-       "services": [{"portName": "web"}]
+       "services": [{"portName": "http"}]
      }
    },
    "ecs-task-def.json": {
      "family": "web",
      "networkMode": "awsvpc",
      "containerDefinitions": [
        {"name": "web", "image": "nginx:1.27", "portMappings": [{"containerPort": 8080, "name": "http"}]}
      ]
    }
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import TaskDefinition, Text
from ecslint.taskdefinition.wording import cut, shown
from ecslint.workspace import ServicePair

rule = Rule(
    "XF105",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html",),
    peers=("cdk-preflight:svc-connect-port-name-missing", "ecspresso:verify"),
)


@rule.check
def unknown(pair: ServicePair) -> Iterator[Finding]:
    names = _port_names(pair.task)
    if names is None:
        return
    for written in _asked_for(pair):
        if written.value and written.value not in names:
            allowed = ", ".join(shown(name) for name in sorted(names)) or "none, since no mapping has a name"
            yield rule.finding(
                written,
                f"the task definition has no port {shown(written.value)}, allowed are {allowed} (AWS: portName({cut(written.value)}) "
                "does not refer to any named PortMapping in the container definitions)",
                notes=(Note(pair.task.span, "the task definition that the service runs"),),
                severity=pair.severity(rule.severity),
            )


def _asked_for(pair: ServicePair) -> Iterator[Text]:
    connect = pair.service.service_connect_configuration
    if connect.enabled.value is not False:
        yield from (one.port_name for one in connect.services)
    yield from (one.port_name for one in pair.service.vpc_lattice_configurations)
    yield from (one.port_name for one in pair.service.gateway_connectors)


def _port_names(task: TaskDefinition) -> set[str] | None:
    """The names of all port mappings; None when not all are known."""
    if task.containers.open:
        return None
    names: set[str] = set()
    for container in task.containers:
        if container.port_mappings.open:
            return None
        for mapping in container.port_mappings:
            if mapping.name.unknown:
                return None
            names.add(mapping.name.value or "")
    return names - {""}
