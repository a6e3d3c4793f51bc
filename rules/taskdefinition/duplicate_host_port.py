"""Port of the host used twice

Containers of a task share one network interface in `awsvpc` and `host` mode, and one instance in `bridge` mode. Two of
them cannot listen on the same port and protocol; AWS refuses the definition, across containers too.

```diff
  {
    "family": "web",
    "networkMode": "awsvpc",
    "containerDefinitions": [
      {"name": "web", "image": "nginx:1.27", "portMappings": [{"containerPort": 8080}]},
      {
        "name": "agent",
        "image": "example.com/agent:2.1",
-       "portMappings": [{"containerPort": 8080, "hostPort": 8080}]
+       "portMappings": [{"containerPort": 8081, "hostPort": 8081}]
      }
    ]
  }
```

```diff
  {
    "family": "dns",
    "networkMode": "bridge",
    "containerDefinitions": [
      {
        "name": "dns",
        "image": "example.com/dns:1.9",
        "portMappings": [
          {"containerPort": 5353, "hostPort": 53},
          {"containerPort": 5353, "hostPort": 53, "protocol": "udp"},
-         {"containerPort": 5454, "hostPort": 53, "protocol": "udp"}
+         {"containerPort": 5454, "hostPort": 54, "protocol": "udp"}
        ]
      }
    ]
  }
```

In `bridge` mode each container has its own ports, and 0 or nothing asks for a free one of the instance:

```json
{
  "family": "web",
  "networkMode": "bridge",
  "containerDefinitions": [
    {"name": "web", "image": "nginx:1.27", "portMappings": [{"containerPort": 80}, {"containerPort": 81, "hostPort": 0}]},
    {"name": "api", "image": "nginx:1.27", "portMappings": [{"containerPort": 80}, {"containerPort": 81, "hostPort": 0}]}
  ]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.source import Span
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.ports import protocol_of
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD308",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html",),
)


@rule.check
def duplicate(task: TaskDefinition) -> Iterator[Finding]:
    if task.containers.open or any(container.port_mappings.open for container in task.containers):
        return
    shares_ports = task.effective_network_mode in {"awsvpc", "host"}
    first: dict[tuple[int, str], Span] = {}
    for container in task.containers:
        for mapping in container.port_mappings:
            port = mapping.host_port
            if shares_ports and not port.value:
                port = mapping.container_port
            protocol = protocol_of(mapping)
            if not port.value or protocol is None:
                continue
            used = first.setdefault((port.value, protocol), port.span)
            if used != port.span:
                yield rule.finding(
                    port,
                    f"{protocol} port {shown(port.value)} is used a second time, allowed is once in the whole task "
                    f"(AWS: {protocol.upper()} host port '{port.value}' is mapped multiple times in task)",
                    notes=(Note(used, "used here first"),),
                )
