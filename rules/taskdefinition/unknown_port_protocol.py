"""Port mapping with a protocol other than tcp and udp

ECS knows `tcp` and `udp`, and takes every other word for `tcp` without a sound: `"UDP"` opens the wrong one. Write the
protocol in lower case; HTTP belongs into `appProtocol`.

```diff
  {
    "family": "web",
    "networkMode": "awsvpc",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "portMappings": [
-         {"containerPort": 8080, "protocol": "http"},
-         {"containerPort": 8125, "protocol": "UDP"}
+         {"containerPort": 8080, "protocol": "tcp"},
+         {"containerPort": 8125, "protocol": "udp"}
        ]
      }
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import PortMapping
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD323",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html",),
)


@rule.check
def unknown(mapping: PortMapping) -> Iterator[Finding]:
    protocol = mapping.protocol
    if protocol.present and protocol.value is not None and protocol.value not in {"tcp", "udp"}:
        yield rule.finding(
            protocol,
            f"protocol {shown(protocol.value)} is taken for `tcp`, allowed are `tcp` and `udp`",
        )
