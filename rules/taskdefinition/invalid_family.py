"""Family name that ECS refuses

All revisions of a task definition share its `family`, and services name it. It is 1 to 255 letters, digits, `_` and `-`:
no dots, slashes or blanks.

```diff
  {
-   "family": "shop.web/api",
+   "family": "shop-web-api",
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```

Left empty, it is no name either:

```diff
  {
-   "family": "",
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```

```json
{
  "family": "${project}.${environment}",
  "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
}
```
"""

from collections.abc import Iterator

from ecslint.regex import LazyPattern
from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.wording import shown

_NAME = LazyPattern(r"[A-Za-z0-9_-]{1,255}")
_FOREIGN = LazyPattern(r"[^A-Za-z0-9_-]")

rule = Rule(
    "TD201",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html",),
    peers=("cdk-preflight:taskdef-family",),
    fix="unsafe",
)


@rule.check
def invalid(task: TaskDefinition) -> Iterator[Finding]:
    family = task.family
    if family.absent and family.node is not None and not family.is_null:
        yield rule.finding(family, "the `family` is empty, allowed are 1 to 255 letters, digits, `_` and `-`")
    if not family.value or _NAME.fullmatch(family.value):
        return
    better = _FOREIGN.sub("-", family.value)
    yield rule.finding(
        family,
        f"{shown(family.value)} is no family name, allowed are 1 to 255 letters, digits, `_` and `-`",
        fix=Fix(f"call it {shown(better)}", (family.replace(f'"{better}"'),))
        if _NAME.fullmatch(better)
        else None,
    )
