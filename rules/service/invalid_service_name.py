"""Service name with characters that ECS refuses

The name of a service has 1 to 255 letters, digits, hyphens and underscores. With anything else, such as a dot or a space,
`create-service` fails.

```diff
  {
-   "serviceName": "web.api",
+   "serviceName": "web-api",
    "taskDefinition": "web:3",
    "desiredCount": 2
  }
```

```json
{
  "serviceName": "web-${environment}",
  "taskDefinition": "web:3",
  "desiredCount": 2
}
```
"""

import re
from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import Service
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "SV001",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",),
    peers=("cdk-preflight:service-name",),
    fix="unsafe",
)


@rule.check
def invalid_name(service: Service) -> Iterator[Finding]:
    name = service.service_name
    if name.value is None or re.fullmatch(r"[A-Za-z0-9_-]{1,255}", name.value):
        return
    better = re.sub(r"[^A-Za-z0-9_-]+", "-", name.value).strip("-")[:255]
    yield rule.finding(
        name,
        f"`serviceName` is {shown(name.value)}, allowed are 1 to 255 letters, digits, hyphens and underscores",
        fix=Fix(f"rename to `{better}`", (name.replace(f'"{better}"'),)) if better else None,
    )
