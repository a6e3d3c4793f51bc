"""Named container port that is mapped by TCP and by UDP

ECS registers one container port in two mappings, TCP and UDP, but Service Connect does not take it: a service whose task definition
has it is refused. The name on the mapping says that Service Connect or VPC Lattice is meant to use it. Listen on another port for
one of the two.

```diff
  [
    {
      "name": "dns",
      "image": "example.com/dns:1.11",
      "portMappings": [
        {"containerPort": 53, "protocol": "tcp", "name": "dns"},
-       {"containerPort": 53, "protocol": "udp"}
+       {"containerPort": 5353, "protocol": "udp"}
      ]
    }
  ]
```

Without a name nothing but a load balancer can use them, and that takes both:

```json
[
  {
    "name": "dns",
    "image": "example.com/dns:1.11",
    "portMappings": [{"containerPort": 53, "protocol": "tcp"}, {"containerPort": 53, "protocol": "udp"}]
  }
]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import Container, PortMapping
from ecslint.taskdefinition.ports import protocol_of
from ecslint.taskdefinition.wording import cut, shown

rule = Rule(
    "TD309",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect.html",),
)


@rule.check
def twice(container: Container) -> Iterator[Finding]:
    first: dict[int, PortMapping] = {}
    for mapping in container.port_mappings:
        port, protocol = mapping.container_port, protocol_of(mapping)
        if port.value is None or protocol is None:
            continue
        other = first.setdefault(port.value, mapping)
        if other is mapping or protocol_of(other) == protocol:
            continue
        if other.name.present or mapping.name.present:
            yield rule.finding(
                port,
                f"container port {shown(port.value)} is mapped by tcp and by udp, allowed with Service Connect is one of them "
                f"(AWS: Container port {port.value} is used in more than one port mapping for container {cut(container.label)})",
                notes=(Note(other.container_port.span, "mapped here first"),),
            )
