"""Client token that ECS refuses

`clientToken` lets a call be repeated without making a second service. It has up to 36 printable ASCII characters without
spaces, like a UUID. In a file that is used again it is better left out.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
-   "clientToken": "the token of our web service",
+   "clientToken": "web-2026-11",
    "desiredCount": 2
  }
```
"""

import re
from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Service

rule = Rule(
    "SV037",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",),
)


@rule.check
def invalid(service: Service) -> Iterator[Finding]:
    token = service.client_token
    if token.value is not None and not re.fullmatch(r"[!-~]{1,36}", token.value):
        yield rule.finding(
            token,
            f"`clientToken` has {len(token.value)} characters or one that is not printable ASCII, allowed are 36 without "
            "spaces",
        )
