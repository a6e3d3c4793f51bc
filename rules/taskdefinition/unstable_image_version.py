"""Tag that may mean another image in each task

ECS looks up once per deployment which image a tag means, and gives all tasks of a service the same. `versionConsistency` `disabled`
switches that off: a task that starts next week gets whatever the tag means by then. Keep it `enabled`, or name a digest.

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
-     "versionConsistency": "disabled",
+     "versionConsistency": "enabled",
      "essential": true
    }
  ]
```

```json
[
  {
    "name": "web",
    "image": "nginx@sha256:0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a",
    "versionConsistency": "disabled",
    "essential": true
  }
]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.images import certain_parts

rule = Rule(
    "TD610",
    Severity.WARNING,
    since="0.1",
    categories=("reliability", "images"),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
)


@rule.check
def unstable(container: Container) -> Iterator[Finding]:
    reference = certain_parts(container)
    if (
        container.version_consistency.value == "disabled"
        and reference is not None
        and reference.has_digest is False
    ):
        yield rule.finding(
            container.version_consistency,
            "`versionConsistency` `disabled` with a tag that can move, allowed are `enabled` or an image by digest",
            notes=(Note(container.image.span, "is looked up for each task"),),
        )
