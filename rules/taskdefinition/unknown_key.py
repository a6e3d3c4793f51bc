"""Key that ECS does not know

The AWS CLI and the SDKs refuse a file with a key that the API does not have, and name only the first one. Names are
written in camelCase, and each belongs to one level: `networkMode` to the task, `image` to a container.

```diff
  {
    "family": "web",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
-       "enviroment": [],
-       "healthcheck": {"command": ["CMD-SHELL", "curl -f http://localhost || exit 1"]},
-       "port_mappings": [],
+       "environment": [],
+       "healthCheck": {"command": ["CMD-SHELL", "curl -f http://localhost || exit 1"]},
+       "portMappings": [],
        "memory": 128,
        "linuxParameters": {"initProcessEnabled": true}
      }
    ]
  }
```

Moving a key to where it belongs, and leaving out what only a comment says, is up to you:

```diff
  {
    "family": "web",
-   "_comment": "the web front end",
    "containerDefinitions": [
-     {"name": "web", "image": "nginx:1.27", "memory": 128, "networkMode": "awsvpc"}
+     {"name": "web", "image": "nginx:1.27", "memory": 128}
    ]
  }
```

```json
{
  "family": "web",
  "containerDefinitions": [
    {"name": "web", "image": "nginx:1.27", "memory": 128, "${extra}": 1, "dockerLabels": {"anything": "goes"}}
  ]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import Member, ShapeFault
from ecslint.taskdefinition.spelling import meant_key, other_places
from ecslint.taskdefinition.wording import cut, shown

rule = Rule(
    "TD002",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html",),
    peers=("cfn-lint:E3002",),
    fix="safe",
)

# More are no help.
_MOST = 8


@rule.check
def unknown(fault: ShapeFault) -> Iterator[Finding]:
    key = fault.node
    if fault.kind != "unknown-key" or not isinstance(key, Member) or key.key.is_templated:
        return
    meant, is_sure = meant_key(key, fault.allowed)
    # Terraform passes over what it does not know.
    severity = Severity.WARNING if fault.in_array else None
    aws = f'(AWS: Unknown parameter in input: "{cut(key.name)}")'
    if meant:
        edit = key.key.replace(f'"{meant}"')
        fix = Fix(f"Write `{meant}`", (edit,), safe=True) if is_sure else None
        message = f"{shown(key.name)} is no key here, did you mean `{meant}` {aws}"
        yield rule.finding(key, message, fix=fix, severity=severity)
        return
    places = other_places(key.name)
    allowed = f"it belongs to {places}" if places else f"allowed are {_listed(fault.allowed)}"
    yield rule.finding(key, f"{shown(key.name)} is no key here, {allowed} {aws}", severity=severity)


def _listed(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return ", ".join(f"`{name}`" for name in names[:_MOST]) + more
