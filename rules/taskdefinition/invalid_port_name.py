"""Port name that ECS refuses

The name of a port mapping is how Service Connect and VPC Lattice find it. It is 1 to 64 lower-case letters, digits, `_`
and `-`, does not start with `-`, and is used once in the whole task, not only in its container.

```diff
  {
    "family": "web",
    "networkMode": "awsvpc",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "portMappings": [
-         {"name": "Web-HTTP", "containerPort": 8080}
+         {"name": "web-http", "containerPort": 8080}
        ]
      }
    ]
  }
```

```diff
  {
    "family": "web",
    "networkMode": "awsvpc",
    "containerDefinitions": [
      {"name": "web", "image": "nginx:1.27", "portMappings": [{"name": "http", "containerPort": 8080}]},
      {
        "name": "admin",
        "image": "nginx:1.27",
-       "portMappings": [{"name": "http", "containerPort": 8081}]
+       "portMappings": [{"name": "admin", "containerPort": 8081}]
      }
    ]
  }
```
"""

import re
from collections.abc import Iterator

from ecslint.regex import LazyPattern
from ecslint.rule import Finding, Fix, Note, Rule, Severity
from ecslint.source import Span
from ecslint.taskdefinition import TaskDefinition, Text
from ecslint.taskdefinition.wording import shown

_NAME = LazyPattern(r"[a-z0-9_][a-z0-9_-]{0,63}")

rule = Rule(
    "TD315",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html",),
    peers=("cdk-preflight:port-mapping-duplicate-name",),
    fix="unsafe",
)


@rule.check
def invalid(task: TaskDefinition) -> Iterator[Finding]:
    is_open = task.containers.open or any(container.port_mappings.open for container in task.containers)
    first: dict[str, Span] = {}
    for container in task.containers:
        for mapping in container.port_mappings:
            name = mapping.name
            if name.value is None or not name.present:
                continue
            if not _NAME.fullmatch(name.value):
                yield rule.finding(
                    name,
                    f"{shown(name.value)} is no port name, allowed are 1 to 64 lower-case letters, digits, `_` and `-`, "
                    "not starting with `-`",
                    fix=_renamed(name),
                )
            used = first.setdefault(name.value, name.span)
            if used != name.span and not is_open:
                yield rule.finding(
                    name,
                    f"port name {shown(name.value)} is used a second time, allowed is once in the whole task "
                    "(AWS: port mapping name is already used)",
                    notes=(Note(used, "used here first"),),
                )


def _renamed(name: Text) -> Fix | None:
    """The fix that writes the name in the letters that are allowed; none where nothing is left of it."""
    near = re.sub(r"[^a-z0-9_-]+", "-", (name.value or "").lower()).lstrip("-")[:64]
    return Fix(f"name it `{near}`", (name.replace(f'"{near}"'),)) if near else None
