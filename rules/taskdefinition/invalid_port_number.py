"""Port mapping without a valid port

A port mapping names the port the container listens on, `containerPort`, from 1 to 65535, unless it names a
`containerPortRange`. In `bridge` mode `hostPort` may choose a port of the instance; 0 asks for any free one.

```diff
  {
    "family": "web",
    "networkMode": "awsvpc",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "portMappings": [
-         {"containerPort": 80800}
+         {"containerPort": 8080}
        ]
      }
    ]
  }
```

```diff
  {
    "family": "web",
    "networkMode": "bridge",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "memory": 128,
        "portMappings": [
-         {"hostPort": 8080},
-         {"containerPort": 80, "hostPort": 80800}
+         {"hostPort": 8080, "containerPort": 8080},
+         {"containerPort": 80, "hostPort": 8081}
        ]
      }
    ]
  }
```

```json
[
  {
    "name": "web",
    "image": "nginx:1.27",
    "portMappings": [{"containerPort": ${port}}, {"containerPort": "80"}, {"containerPortRange": "9000-9010"}]
  }
]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.wording import cut, shown

rule = Rule(
    "TD310",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html",),
)


@rule.check
def invalid(container: Container) -> Iterator[Finding]:
    aws = f"(AWS: Invalid 'containerPort' setting for container '{cut(container.label)}')"
    for mapping in container.port_mappings:
        port, host_port = mapping.container_port, mapping.host_port
        if port.absent and mapping.container_port_range.absent:
            yield rule.finding(port, f"the port mapping has no `containerPort`, allowed are 1 to 65535 {aws}")
        elif port.value is not None and not 1 <= port.value <= 65535:
            yield rule.finding(port, f"`containerPort` is {shown(port.value)}, allowed are 1 to 65535 {aws}")
        if host_port.value is not None and not 0 <= host_port.value <= 65535:
            yield rule.finding(
                host_port, f"`hostPort` is {shown(host_port.value)}, allowed are 1 to 65535, and 0 for any"
            )
