"""Container image without a digest

A tag can be moved to another image. A digest always names the same one, so that what was tested is what runs.

```diff
  [
    {
      "name": "web",
      "essential": true,
-     "image": "nginx:1.27"
+     "image": "nginx:1.27@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    }
  ]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.images import certain_parts
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD967",
    Severity.INFO,
    since="0.1",
    categories=("images",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-considerations.html",),
    default=False,
)


@rule.check
def without(container: Container) -> Iterator[Finding]:
    reference = certain_parts(container)
    if reference is not None and reference.has_digest is False:
        yield rule.finding(container.image, f"image {shown(container.image.text)} has no digest")
