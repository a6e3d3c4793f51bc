"""User that ECS cannot read

`user` is a name or a number, with or without a group after one colon: `app`, `app:app`, `1000`, `1000:1000`. Anything else
keeps the container from starting.

```diff
  [
-   {"name": "web", "user": "app:app:app", "image": "nginx:1.27", "essential": true},
-   {"name": "agent", "user": "-1", "image": "example.com/agent:2.1"}
+   {"name": "web", "user": "app:app", "image": "nginx:1.27", "essential": true},
+   {"name": "agent", "user": "65534", "image": "example.com/agent:2.1"}
  ]
```
"""

from collections.abc import Iterator

from ecslint.regex import LazyPattern
from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.wording import shown

_USER = LazyPattern(r"[^:\s-][^:\s]*(?::[^:\s-][^:\s]*)?")

rule = Rule(
    "TD421",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
)


@rule.check
def invalid(container: Container) -> Iterator[Finding]:
    user = container.user
    # Windows names hold blanks, as in `NT AUTHORITY\\SYSTEM`.
    if user.value and container.task_definition.is_windows is not True and not _USER.fullmatch(user.value):
        yield rule.finding(
            user,
            f"{shown(user.value)} is no user, allowed are a name or a number, and a group after one colon",
        )
