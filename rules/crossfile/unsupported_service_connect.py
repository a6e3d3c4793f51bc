"""Service Connect with a task that it cannot reach

The proxy of Service Connect needs a network of the task's own, so it works in the modes `awsvpc` and `bridge`. And it takes each container
port once: with one port by TCP and by UDP in two mappings, AWS refuses the service.

```diff
  {
    "ecs-service-def.json": {
      "serviceName": "dns",
      "taskDefinition": "dns",
      "desiredCount": 2,
-     "serviceConnectConfiguration": {"enabled": true, "namespace": "internal"}
+     "serviceConnectConfiguration": {"enabled": false}
    },
    "ecs-task-def.json": {
      "family": "dns",
      "networkMode": "host",
      "containerDefinitions": [
        {"name": "dns", "image": "example.com/dns:1.11", "memory": 128, "portMappings": [{"containerPort": 53}]}
      ]
    }
  }
```

```diff
  {
    "ecs-service-def.json": {
      "serviceName": "dns",
      "taskDefinition": "dns",
      "desiredCount": 2,
-     "serviceConnectConfiguration": {"enabled": true, "namespace": "internal", "services": [{"portName": "dns"}]}
+     "serviceConnectConfiguration": {"enabled": true, "namespace": "internal"}
    },
    "ecs-task-def.json": {
      "family": "dns",
      "networkMode": "bridge",
      "containerDefinitions": [
        {
          "name": "dns",
          "image": "example.com/dns:1.11",
          "memory": 128,
          "portMappings": [
            {"containerPort": 53, "protocol": "tcp", "name": "dns"},
            {"containerPort": 53, "protocol": "udp"}
          ]
        }
      ]
    }
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import Container, PortMapping
from ecslint.taskdefinition.wording import cut, shown
from ecslint.workspace import ServicePair

rule = Rule(
    "XF106",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect.html",),
)


@rule.check
def unsupported(pair: ServicePair) -> Iterator[Finding]:
    connect, task = pair.service.service_connect_configuration, pair.task
    if not connect.enabled.value:
        return
    mode = task.network_mode
    if mode.value in {"host", "none"}:
        yield rule.finding(
            connect,
            f"Service Connect and a task definition in {shown(mode.value)} mode, allowed are `awsvpc` and `bridge`",
            notes=(Note(mode.span, "the network mode"),),
            severity=pair.severity(rule.severity),
        )
        return
    names = {service.port_name.value for service in connect.services} - {None}
    for container in task.containers:
        twice = _port_twice(container, names)
        if twice is not None:
            port = twice.container_port
            yield rule.finding(
                connect.services,
                f"container {shown(container.label)} maps port {shown(port.value)} twice, allowed with Service Connect is once "
                f"(AWS: Container port {port.value} is used in more than one port mapping for container "
                f"{cut(container.label)})",
                notes=(Note(port.span, "the second mapping"),),
                severity=pair.severity(rule.severity),
            )


def _port_twice(container: Container, names: set[str | None]) -> PortMapping | None:
    """The second mapping of a port that one of these names is on."""
    first: dict[int, PortMapping] = {}
    for mapping in container.port_mappings:
        port = mapping.container_port.value
        if port is None:
            continue
        other = first.setdefault(port, mapping)
        if other is not mapping and {other.name.value, mapping.name.value} & names:
            return mapping
    return None
