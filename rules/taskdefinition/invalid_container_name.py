"""Container without a valid name

Every container has a `name` of 1 to 255 letters, digits, `_` and `-`. Services and deployment tools look for it, and AWS
refuses a definition in which it is missing or holds other characters.

```diff
  {
    "family": "web",
    "containerDefinitions": [
-     {"name": "web server", "image": "nginx:1.27"}
+     {"name": "web-server", "image": "nginx:1.27"}
    ]
  }
```

```diff
  {
    "family": "web",
    "containerDefinitions": [
-     {"image": "nginx:1.27", "essential": true}
+     {"image": "nginx:1.27", "essential": true, "name": "web"}
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.regex import LazyPattern
from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.wording import shown

_NAME = LazyPattern(r"[A-Za-z0-9_-]{1,255}")
_FOREIGN = LazyPattern(r"[^A-Za-z0-9_-]")

rule = Rule(
    "TD301",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
    fix="unsafe",
)


@rule.check
def invalid(container: Container) -> Iterator[Finding]:
    name = container.name
    if name.absent:
        yield rule.finding(
            container, "the container has no `name` (AWS: Container.name should not be null or empty)"
        )
    elif name.value is not None and not _NAME.fullmatch(name.value):
        better = _FOREIGN.sub("-", name.value)
        yield rule.finding(
            name,
            f"{shown(name.value)} is no container name, allowed are 1 to 255 letters, digits, `_` and `-`",
            fix=Fix(f"call it {shown(better)}", (name.replace(f'"{better}"'),))
            if _NAME.fullmatch(better)
            else None,
        )
