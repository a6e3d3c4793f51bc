"""Number written as text

Ports, timeouts, and the `cpu` and `memory` of a container are numbers. The AWS CLI refuses them in quotes; some versions
of Terraform take them from a list of containers, so there it is a warning.

```diff
  {
    "family": "web",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
-       "memory": "512",
-       "portMappings": [{"containerPort": "80"}]
+       "memory": 512,
+       "portMappings": [{"containerPort": 80}]
      }
    ]
  }
```

A number with a unit or a point has no certain meaning:

```diff
  {
    "family": "web",
    "containerDefinitions": [
-     {"name": "web", "image": "nginx:1.27", "memory": "512m"},
+     {"name": "web", "image": "nginx:1.27", "memory": 512},
-     {"name": "side", "image": "nginx:1.27", "memory": 128.5}
+     {"name": "side", "image": "nginx:1.27", "memory": 128}
    ]
  }
```

```json
[{"name": "web", "image": "nginx:1.27", "essential": true, "memory": "${memory}", "cpu": <CPU>}]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import Number, ShapeFault, String

rule = Rule(
    "TD005",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
    peers=("cfn-lint:E3012",),
    fix="safe",
)


@rule.check
def text(fault: ShapeFault) -> Iterator[Finding]:
    if fault.kind != "type" or fault.expected != "integer" or not isinstance(fault.node, String | Number):
        return
    digits = fault.node.value.strip() if isinstance(fault.node, String) else ""
    is_plain = digits.isdecimal() and digits.isascii() and (digits == "0" or digits[0] != "0")
    what = "a string" if isinstance(fault.node, String) else "no whole number"
    yield rule.finding(
        fault,
        f"`{fault.name}` is {what} here, allowed is a whole number "
        f"(AWS: Invalid type for parameter {fault.path}, valid types: <class 'int'>)",
        severity=Severity.WARNING if fault.in_array else None,
        fix=Fix("Drop the quotes", fault.replace(digits), safe=True) if is_plain else None,
    )
