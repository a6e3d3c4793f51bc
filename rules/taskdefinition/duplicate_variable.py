"""Environment variable set twice

ECS takes a list in which a name stands twice, and the last one wins. Whoever changes the first one wonders why nothing happens.

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
      "essential": true,
      "environment": [
-       {"name": "LEVEL", "value": "info"},
        {"name": "LEVEL", "value": "debug"},
        {"name": "Level", "value": "info"}
      ]
    }
  ]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Note, Rule, Severity
from ecslint.taskdefinition import Container, EnvironmentVariable
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD603",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
    fix="unsafe",
)


@rule.check
def twice(container: Container) -> Iterator[Finding]:
    last: dict[str, EnvironmentVariable] = {}
    for variable in container.environment:
        name = variable.name.value
        if not name:
            continue
        other = last.get(name)
        last[name] = variable
        if other is not None:
            # On the one that counts for nothing, which is the one to delete.
            yield rule.finding(
                other,
                f"variable {shown(name)} is set again below, where it counts, allowed is once",
                notes=(Note(variable.span, "this value counts"),),
                fix=Fix("delete the earlier one", other.remove()),
            )
