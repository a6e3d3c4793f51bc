"""Secret name given twice

Each entry of `secrets` sets one environment variable, so a name may stand only once in a container; AWS refuses the
definition. Keep the entry you mean.

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
      "essential": true,
      "secrets": [
        {"name": "APP_ENV", "valueFrom": "/web/env"},
-       {"name": "APP_ENV", "valueFrom": "/web/production/env"},
        {"name": "APP_KEY", "valueFrom": "/web/key"}
      ]
    }
  ]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Note, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.values import repeated
from ecslint.taskdefinition.wording import cut, shown

rule = Rule(
    "TD602",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html",),
    fix="unsafe",
)


@rule.check
def duplicate(container: Container) -> Iterator[Finding]:
    if container.secrets.open:
        return
    for secret, name, first in repeated(container.secrets, lambda one: one.name):
        yield rule.finding(
            name,
            f"secret name {shown(name.value)} is used a second time, allowed is once "
            f"(AWS: Duplicate secret names found: {cut(name.value)}. Each secret name must be unique)",
            notes=(Note(first, "used here first"),),
            fix=Fix("delete the second one", secret.remove()),
        )
