"""Host port that differs from the container port

In `awsvpc` mode a task has its own network interface and in `host` mode its containers use the interface of the
instance: either way nothing sits in between that could translate ports. `hostPort` may only repeat `containerPort`, so
leave it out. To publish a service on another port, say so in the load balancer.

```diff
  {
    "family": "web",
    "networkMode": "awsvpc",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "portMappings": [
-         {"containerPort": 8080, "hostPort": 80, "protocol": "tcp"}
+         {"containerPort": 8080, "protocol": "tcp"}
        ]
      }
    ]
  }
```

Only `bridge` translates ports, and a list of containers does not know its mode:

```json
{
  "family": "web",
  "networkMode": "bridge",
  "containerDefinitions": [
    {"name": "web", "image": "nginx:1.27", "portMappings": [{"containerPort": 8080, "hostPort": 80}]}
  ]
}
```

```json
[{"name": "web", "image": "nginx:1.27", "portMappings": [{"containerPort": 8080, "hostPort": 80}]}]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Note, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD304",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html",),
    peers=("cfn-lint:E3053", "cdk-preflight:host-network-host-port-mismatch"),
    fix="safe",
)


@rule.check
def mismatch(container: Container) -> Iterator[Finding]:
    task = container.task_definition
    mode = task.effective_network_mode
    if mode not in {"awsvpc", "host"}:
        return
    for mapping in container.port_mappings:
        port, host_port = mapping.container_port, mapping.host_port
        if port.value is None or host_port.value is None or port.value == host_port.value:
            continue
        # Nobody has seen AWS refuse a 0, which it may rewrite to the container port.
        is_zero = host_port.value == 0
        aws = (
            f" (AWS: When networkMode={mode}, the host ports and container ports in port mappings must match)"
        )
        yield rule.finding(
            host_port,
            f"`hostPort` is {shown(host_port.value)}, allowed in {mode} mode is the container port {shown(port.value)} "
            f"or none{'' if is_zero else aws}",
            notes=(
                Note(port.span, "the container port"),
                Note(task.network_mode.span, f"{mode} mode has no port translation"),
            ),
            fix=Fix("delete `hostPort`", host_port.remove(), safe=True),
            severity=Severity.WARNING if is_zero else None,
        )
