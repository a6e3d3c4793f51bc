"""Task size as a number

`cpu` and `memory` of a task are strings, those of a container numbers. The AWS CLI refuses the one for the other.

```diff
  {
    "family": "web",
-   "cpu": 256,
-   "memory": 512,
+   "cpu": "256",
+   "memory": "512",
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27", "memory": 128}]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import Number, ShapeFault

rule = Rule(
    "TD004",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html",),
    peers=("cfn-lint:E3012",),
    fix="safe",
)


@rule.check
def number(fault: ShapeFault) -> Iterator[Finding]:
    if fault.kind == "type" and fault.path in {"cpu", "memory"} and isinstance(fault.node, Number):
        raw = fault.node.raw
        yield rule.finding(
            fault,
            f"`{fault.name}` of a task is a number here, allowed is a string "
            f"(AWS: Invalid type for parameter {fault.path}, valid types: <class 'str'>)",
            fix=Fix("Put it in quotes", fault.replace(f'"{raw}"'), safe=True)
            if fault.node.is_integer
            else None,
        )
