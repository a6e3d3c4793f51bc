"""Command or other list as one text

`command`, `entryPoint`, `links`, `dnsServers` and the command of a health check are lists of strings. The AWS CLI refuses
one string, and nothing splits it into words.

```diff
  {
    "family": "web",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "memory": 128,
-       "command": "nginx -g daemon",
-       "healthCheck": {"command": "curl -f http://localhost || exit 1"}
+       "command": ["nginx", "-g", "daemon"],
+       "healthCheck": {"command": ["CMD-SHELL", "curl -f http://localhost || exit 1"]}
      }
    ]
  }
```

With quotes in it, where one word ends and the next begins is up to you:

```diff
  {
    "family": "web",
    "containerDefinitions": [
-     {"name": "web", "image": "nginx:1.27", "memory": 128, "command": "sh -c 'sleep 1'"}
+     {"name": "web", "image": "nginx:1.27", "memory": 128, "command": ["sh", "-c", "sleep 1"]}
    ]
  }
```
"""

import json
from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import ShapeFault, String

rule = Rule(
    "TD007",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
    peers=("cfn-lint:E3012",),
    fix="unsafe",
)


@rule.check
def text(fault: ShapeFault) -> Iterator[Finding]:
    if fault.kind != "type" or fault.expected != "array" or not isinstance(fault.node, String):
        return
    words = _words(fault, fault.node.value)
    yield rule.finding(
        fault,
        f"`{fault.name}` is one string here, allowed is a list of strings "
        f"(AWS: Invalid type for parameter {fault.path}, valid types: <class 'list'>, <class 'tuple'>)",
        fix=Fix("Make it a list", fault.replace(json.dumps(words, ensure_ascii=False))) if words else None,
    )


def _words(fault: ShapeFault, value: str) -> list[str]:
    """The elements that are most likely meant; none where a shell would see more than words."""
    if fault.path.endswith("healthCheck.command"):
        return ["CMD-SHELL", value]
    if fault.name not in {"command", "entryPoint"}:
        return value.split(",") if value and " " not in value else []
    return [] if set(value) & set("\"'\\|&;<>$`(){}*?#~") else value.split()
