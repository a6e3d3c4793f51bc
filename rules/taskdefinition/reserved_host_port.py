"""Host port that the instance needs for itself

An ECS instance keeps 22 for SSH, 2375 and 2376 for Docker and 51678 to 51680 for the container agent. A task that asks for
one of them is registered, but no instance can ever run it: placement fails with `RESOURCE:PORTS`.

```diff
  {
    "family": "sftp",
    "requiresCompatibilities": ["EC2"],
    "networkMode": "bridge",
    "containerDefinitions": [
      {
        "name": "sftp",
        "image": "example.com/sftp:2.0",
        "memory": 128,
        "portMappings": [
-         {"containerPort": 22, "hostPort": 22}
+         {"containerPort": 22, "hostPort": 2222}
        ]
      }
    ]
  }
```

A task with a network interface of its own has all ports to itself:

```json
{
  "family": "sftp",
  "requiresCompatibilities": ["EC2"],
  "networkMode": "awsvpc",
  "containerDefinitions": [
    {"name": "sftp", "image": "example.com/sftp:2.0", "memory": 128, "portMappings": [{"containerPort": 22}]}
  ]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.wording import shown

RESERVED = {
    22: "SSH",
    2375: "Docker",
    2376: "Docker",
    51678: "the container agent",
    51679: "the container agent",
    51680: "the container agent",
}

rule = Rule(
    "TD311",
    Severity.WARNING,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html",),
)


@rule.check
def reserved(container: Container) -> Iterator[Finding]:
    task = container.task_definition
    mode = task.effective_network_mode
    if (
        mode not in {"bridge", "host"}
        or not task.launch_types
        or not task.launch_types <= {"EC2", "EXTERNAL"}
    ):
        return
    for mapping in container.port_mappings:
        port = mapping.container_port if mode == "host" and mapping.host_port.absent else mapping.host_port
        if port.value in RESERVED:
            yield rule.finding(
                port,
                f"host port {shown(port.value)} is reserved for {RESERVED[port.value]} on every instance, "
                "allowed is any other port",
            )
