"""More fixed host ports than an instance can reserve

An instance can have 100 ports of a protocol reserved at a time, six of them by itself. A task with more fixed host ports finds no
instance to run on. Leave `hostPort` out, or set it to 0, so that Docker picks free ports, which do not count.

```diff most=2
  {
    "family": "media",
    "requiresCompatibilities": ["EC2"],
    "networkMode": "bridge",
    "containerDefinitions": [
      {
        "name": "media",
        "image": "example.com/media:5.1",
        "memory": 512,
        "portMappings": [
          {"containerPort": 8001, "hostPort": 8001},
          {"containerPort": 8002, "hostPort": 8002},
-         {"containerPort": 8003, "hostPort": 8003}
+         {"containerPort": 8003}
        ]
      }
    ]
  }
```

The option `most` is how many of the 94 ports that are left on an instance one task may take.
"""

from collections.abc import Iterator

from ecslint.record import NamedTuple
from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.ports import protocol_of
from ecslint.taskdefinition.wording import shown


class Options(NamedTuple):
    """most: how many host ports of one protocol a task may reserve"""

    most: int = 94


rule = Rule(
    "TD313",
    Severity.WARNING,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html",),
    options=Options,
)


@rule.check
def too_many(task: TaskDefinition, options: Options) -> Iterator[Finding]:
    types = task.launch_types
    mode = task.effective_network_mode
    if types is None or not types <= {"EC2", "EXTERNAL"} or mode not in {"bridge", "host"}:
        return
    reserved: dict[str, set[int]] = {"tcp": set(), "udp": set()}
    for container in task.containers:
        for mapping in container.port_mappings:
            protocol = protocol_of(mapping)
            port = mapping.container_port if mode == "host" else mapping.host_port
            if protocol is None or not port.value:
                continue
            reserved[protocol].add(port.value)
            if len(reserved[protocol]) > options.most:
                yield rule.finding(
                    port,
                    f"the task reserves more than {shown(options.most)} host ports by {protocol}, allowed are so many "
                    "on an instance that keeps six of its 100 for itself",
                )
                return
