"""Required member missing

Some parts of a definition are nothing without certain members: a secret without `valueFrom`, a limit without both its
values, a task definition without `family`. The AWS CLI refuses the file and names the first one that is missing.

```diff
  {
    "family": "web",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "memory": 128,
-       "secrets": [{"name": "DB_PASSWORD"}],
-       "ulimits": [{"name": "nofile", "softLimit": 1024}]
+       "secrets": [{"name": "DB_PASSWORD", "valueFrom": "/prod/db/password"}],
+       "ulimits": [{"name": "nofile", "softLimit": 1024, "hardLimit": 4096}]
      }
    ]
  }
```

```diff
- {
+ {"family": "web",
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27", "memory": 128}]
  }
```

Empty parts, as in a skeleton, count as left out, and a list of containers gets its family elsewhere:

```json
[{"name": "web", "image": "nginx:1.27", "essential": true, "ulimits": [{}], "healthCheck": {"command": [], "interval": 0}}]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import ShapeFault

rule = Rule(
    "TD009",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html",),
    peers=("cfn-lint:E3003",),
)


@rule.check
def missing(fault: ShapeFault) -> Iterator[Finding]:
    if fault.kind == "missing":
        place = f"`{fault.path}`" if fault.path else "the definition"
        others = ", ".join(f"`{name}`" for name in fault.allowed)
        yield rule.finding(
            fault,
            f"{place} has no `{fault.name}`, required {'are' if len(fault.allowed) > 1 else 'is'} {others} "
            f'(AWS: Missing required parameter in {fault.path or "input"}: "{fault.name}")',
        )
