"""Variable that is both a secret and a plain value

`secrets` and `environment` both set environment variables of the container. One name may stand in only one of them; AWS
refuses the definition. Delete the plain value.

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
      "essential": true,
-     "environment": [{"name": "DB_PASSWORD", "value": ""}], "secrets": [{"name": "DB_PASSWORD", "valueFrom": "/web/db"}]
+     "environment": [], "secrets": [{"name": "DB_PASSWORD", "valueFrom": "/web/db"}]
    }
  ]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Note, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.wording import cut, shown

rule = Rule(
    "TD601",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html",
    ),
    fix="unsafe",
)


@rule.check
def set_twice(container: Container) -> Iterator[Finding]:
    if container.environment.open or container.secrets.open or not len(container.secrets):
        return
    plain = {each.name.value: each for each in container.environment if each.name.value}
    for secret in container.secrets:
        name = secret.name
        if name.value in plain:
            yield rule.finding(
                name,
                f"{shown(name.value)} is a secret and a plain variable, allowed is one of them "
                "(AWS: The secret name must be unique and not shared with any new or existing environment variables set "
                f"on the container, such as '{cut(name.value)}')",
                notes=(Note(plain[name.value].span, "the plain variable"),),
                fix=Fix("delete the plain variable", plain[name.value].remove()),
            )
