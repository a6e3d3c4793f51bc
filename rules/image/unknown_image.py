"""Image that is not in its repository

The repository has no image with this tag or digest: it was never pushed, or a lifecycle policy has removed it. The task ends
with `CannotPullContainerError`.

```diff
  {
    "task-definition.json": {
      "family": "web",
      "containerDefinitions": [
-       {"name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.5"}
+       {"name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4"}
      ]
    },
    "registry": {"web": {"tags": {"1.4": "COMPLETE"}}}
  }
```
"""

from collections.abc import Iterator

from ecslint.ecr.image import ScannedImage
from ecslint.ecr.outcome import NoImage
from ecslint.ecr.wording import at_most, elsewhere
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "ECR002",
    Severity.ERROR,
    since="0.1",
    categories=("correctness", "images"),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html",),
)


@rule.check
def unknown(image: ScannedImage) -> Iterator[Finding]:
    if isinstance(image.outcome, NoImage):
        said = f" (AWS: {image.outcome.message})" if image.outcome.message else ""
        yield rule.finding(
            image,
            f"there is no image `{image.image.short}`{said}",
            notes=elsewhere(image),
            severity=at_most(rule.severity, image),
        )
