"""Container with less memory than it reserves

`memory` is the most a container may use, `memoryReservation` what is set aside for it. A limit below the reservation is
refused when the definition is registered; equal values are accepted.

```diff
  {
    "family": "web",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
-       "memory": 256,
+       "memory": 512,
        "memoryReservation": 512
      }
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.wording import cut, shown

rule = Rule(
    "TD110",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
    peers=("cdk-preflight:container-memory-reservation",),
)


@rule.check
def below_reservation(container: Container) -> Iterator[Finding]:
    memory, reserved = container.memory.value, container.memory_reservation.value
    # Saved definitions hold 0 for what was never set.
    if memory and reserved and memory < reserved:
        yield rule.finding(
            container.memory,
            f"{shown(memory)} MiB is less than the reservation, allowed are {shown(reserved)} and more (AWS: Invalid setting "
            f"for container '{cut(container.label)}'. 'memory' must be greater than or equal to 'memoryReservation')",
            notes=(Note(container.memory_reservation.span, "what is set aside for it"),),
        )
