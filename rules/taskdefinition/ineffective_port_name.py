"""Port name or protocol that nothing can use

`name` and `appProtocol` of a port mapping are for Service Connect and VPC Lattice. Both need `awsvpc` or `bridge` mode,
and `appProtocol` says nothing about a port that has no name.

```diff
  {
    "family": "web",
    "networkMode": "awsvpc",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "portMappings": [
-         {"containerPort": 8080, "appProtocol": "http"}
+         {"containerPort": 8080, "appProtocol": "http", "name": "web"}
        ]
      }
    ]
  }
```

```diff
  {
    "family": "web",
    "networkMode": "host",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "memory": 128,
        "portMappings": [
-         {"containerPort": 8080, "name": "web"}
+         {"containerPort": 8080}
        ]
      }
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD316",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts.html",),
)


@rule.check
def ineffective(container: Container) -> Iterator[Finding]:
    task = container.task_definition
    for mapping in container.port_mappings:
        if task.effective_network_mode == "host" and mapping.name.value:
            yield rule.finding(
                mapping.name,
                f"port name {shown(mapping.name.value)} in host mode, where Service Connect does not work; "
                "allowed are `awsvpc` and `bridge`",
                notes=(Note(task.network_mode.span, "the network mode"),),
            )
        elif mapping.app_protocol.value and mapping.name.absent:
            yield rule.finding(
                mapping.app_protocol,
                f"`appProtocol` {shown(mapping.app_protocol.value)} on a port without `name` has no effect",
                help="name the port, or delete `appProtocol`",
            )
