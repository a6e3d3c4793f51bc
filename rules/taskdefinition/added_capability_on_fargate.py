"""Linux capability that Fargate does not add

Fargate lets a container add one capability, `SYS_PTRACE`, and drop any. Everything else under `capabilities.add` is
refused when the definition is registered.

```diff
  {
    "family": "vpn",
    "requiresCompatibilities": ["FARGATE"],
    "networkMode": "awsvpc",
    "cpu": "256",
    "memory": "512",
    "containerDefinitions": [
      {
        "name": "vpn",
        "image": "example.com/vpn:4.4",
        "linuxParameters": {
          "capabilities": {
            "drop": ["ALL"],
            "add": [
-             "NET_ADMIN",
              "SYS_PTRACE"
            ]
          }
        }
      }
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.capabilities import CAPABILITIES
from ecslint.taskdefinition.wording import cut, shown

rule = Rule(
    "TD407",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html",),
    peers=("cdk-preflight:fargate-capabilities-add",),
)


@rule.check
def added(container: Container) -> Iterator[Finding]:
    if not container.task_definition.is_fargate:
        return
    for capability in container.linux_parameters.capabilities.add_capabilities:
        name = capability.value
        # What is no capability at all is refused everywhere, which is a rule of its own.
        if name in CAPABILITIES and name != "SYS_PTRACE":
            yield rule.finding(
                capability,
                f"capability {shown(name)} cannot be added, allowed on Fargate is `SYS_PTRACE` "
                f"(AWS: {cut(name)} is not allowed on Fargate)",
            )
