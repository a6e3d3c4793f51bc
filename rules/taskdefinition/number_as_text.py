"""Text written as a number or a truth value

Values of environment variables, labels and options of log drivers are strings, also where they hold a number. The AWS CLI
refuses `80` and `true` there.

```diff
  {
    "family": "web",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "memory": 128,
-       "environment": [{"name": "PORT", "value": 80}, {"name": "PROXY_DEBUG", "value": true}],
-       "dockerLabels": {"replicas": 2}
+       "environment": [{"name": "PORT", "value": "80"}, {"name": "PROXY_DEBUG", "value": "true"}],
+       "dockerLabels": {"replicas": "2"}
      }
    ]
  }
```

```json
[{"name": "web", "image": "nginx:1.27", "essential": true, "environment": [{"name": "PORT", "value": ${port}}]}]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import Constant, Number, ShapeFault

rule = Rule(
    "TD006",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KeyValuePair.html",),
    peers=("cfn-lint:E3012",),
    fix="safe",
)


@rule.check
def number(fault: ShapeFault) -> Iterator[Finding]:
    if fault.kind != "type" or fault.expected != "string" or fault.path in {"cpu", "memory"}:
        return
    if not isinstance(fault.node, Number | Constant):
        return
    what = "a number" if isinstance(fault.node, Number) else "a truth value"
    yield rule.finding(
        fault,
        f"`{fault.name}` is {what} here, allowed is a string "
        f"(AWS: Invalid type for parameter {fault.path}, valid types: <class 'str'>)",
        fix=Fix("Put it in quotes", fault.replace(f'"{fault.node.raw}"'), safe=True),
    )
