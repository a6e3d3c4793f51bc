"""Fixed host port among those handed out at random

In `bridge` mode containers without a `hostPort` get a free port from the ephemeral range of the instance, from 32768 up,
and outgoing connections take theirs there too. A fixed port in that range is now and then taken when the task starts.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["EC2"],
    "networkMode": "bridge",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "memory": 128,
        "portMappings": [
-         {"containerPort": 80, "hostPort": 40080}
+         {"containerPort": 80, "hostPort": 8080}
        ]
      }
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.wording import shown

FIRST_EPHEMERAL = 32768
# The agent's own ports lie in the range as well; they have a page of their own.
AGENT = frozenset({51678, 51679, 51680})

rule = Rule(
    "TD312",
    Severity.WARNING,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html",),
)


@rule.check
def ephemeral(container: Container) -> Iterator[Finding]:
    task = container.task_definition
    if (
        task.effective_network_mode != "bridge"
        or not task.launch_types
        or not task.launch_types <= {"EC2", "EXTERNAL"}
    ):
        return
    for mapping in container.port_mappings:
        port = mapping.host_port
        if port.value is not None and FIRST_EPHEMERAL <= port.value <= 65535 and port.value not in AGENT:
            yield rule.finding(
                port,
                f"host port {shown(port.value)} lies in the ephemeral range, where it may be taken already; "
                f"safe are ports below {FIRST_EPHEMERAL}",
            )
