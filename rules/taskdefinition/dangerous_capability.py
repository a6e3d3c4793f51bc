"""Linux capability that reaches the host

Some capabilities give a container nearly what `privileged` gives it: `SYS_ADMIN` mounts, `SYS_MODULE` loads kernel modules,
`NET_ADMIN` changes the network, `ALL` is all of them. Whoever takes such a container over can get at the host.

```diff
  {
    "family": "vpn",
    "requiresCompatibilities": ["EC2"],
    "containerDefinitions": [
      {
        "name": "vpn",
        "image": "example.com/vpn:4.4",
        "linuxParameters": {
          "capabilities": {
            "add": [
-             "SYS_ADMIN",
              "NET_BIND_SERVICE"
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
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD961",
    Severity.WARNING,
    since="0.1",
    categories=("security",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html",),
)


DANGEROUS = frozenset(
    "ALL SYS_ADMIN SYS_MODULE SYS_RAWIO SYS_BOOT SYS_TIME NET_ADMIN DAC_READ_SEARCH MAC_ADMIN MAC_OVERRIDE".split()
)


@rule.check
def dangerous(container: Container) -> Iterator[Finding]:
    # Fargate refuses them, which is a rule of its own.
    if container.task_definition.is_fargate:
        return
    for capability in container.linux_parameters.capabilities.add_capabilities:
        name = capability.value
        if name and name.upper().removeprefix("CAP_") in DANGEROUS:
            yield rule.finding(
                capability,
                f"capability {shown(name)} lets container {shown(container.label)} act on its host",
            )
