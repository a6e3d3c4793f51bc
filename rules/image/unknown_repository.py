"""Image in a repository that does not exist

The registry of this account and region has no repository of this name, so the task cannot pull the image. A repository of a
pull-through cache comes into being with the first pull; for one of those this is a remark.

```diff
  {
    "task-definition.json": {
      "family": "web",
      "containerDefinitions": [
-       {"name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/wbe:1.4"}
+       {"name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4"}
      ]
    },
    "registry": {"web": {"tags": {"1.4": "COMPLETE"}}}
  }
```
"""

from collections.abc import Iterator

from ecslint.ecr.image import ScannedImage
from ecslint.ecr.outcome import NoRepository
from ecslint.ecr.wording import at_most, elsewhere
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "ECR003",
    Severity.ERROR,
    since="0.1",
    categories=("correctness", "images"),
    references=("https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html",),
)


@rule.check
def unknown(image: ScannedImage) -> Iterator[Finding]:
    outcome = image.outcome
    if not isinstance(outcome, NoRepository):
        return
    name, registry = image.image.repository, image.image.registry
    where = f"in account `{registry.account}` and region `{registry.region}`"
    if outcome.pull_through:
        message, severity = f"repository `{name}` comes with the first pull through the cache", Severity.INFO
    else:
        message, severity = f"there is no repository `{name}` {where}", at_most(rule.severity, image)
    yield rule.finding(image, message, notes=elsewhere(image), severity=severity)
