"""Swappiness that cannot take effect

`swappiness` says how eagerly the kernel moves memory of a container to disk, from 0 to 100. It takes effect together with `maxSwap` only, which
says how much may be moved.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["EC2"],
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "memory": 512,
        "linuxParameters": {
-         "swappiness": 10
+         "swappiness": 10,
+         "maxSwap": 256
        }
      },
      {
        "name": "api",
        "image": "nginx:1.27",
        "memory": 512,
        "linuxParameters": {
          "maxSwap": 256,
-         "swappiness": 101
+         "swappiness": 100
        }
      }
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import LinuxParameters
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD405",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinuxParameters.html",),
)


@rule.check
def ineffective(linux: LinuxParameters) -> Iterator[Finding]:
    swappiness = linux.swappiness
    # Fargate refuses both, which is a rule of its own.
    if swappiness.value is None or linux.task_definition.is_fargate:
        return
    if not 0 <= swappiness.value <= 100:
        yield rule.finding(
            swappiness,
            f"`swappiness` is {shown(swappiness.value)}, allowed are 0 to 100",
            severity=Severity.ERROR,
        )
    elif linux.max_swap.absent and swappiness.value and linux.task_definition.launch_types is not None:
        yield rule.finding(swappiness, "`swappiness` without `maxSwap` has no effect, allowed are both")
