"""Image in the archive

Amazon ECR has moved the image to its archive, from where nobody can pull it: the task does not start. Restore it, or use a tag that
is in use.

```diff
  {
    "task-definition.json": {
      "family": "web",
      "containerDefinitions": [
-       {"name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.0"}
+       {"name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4"}
      ]
    },
    "registry": {"web": {"tags": {"1.0": "archived", "1.4": "COMPLETE"}}}
  }
```
"""

from collections.abc import Iterator

from ecslint.ecr.image import ScannedImage
from ecslint.ecr.outcome import Archived
from ecslint.ecr.wording import at_most, elsewhere
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "ECR005",
    Severity.ERROR,
    since="0.1",
    categories=("correctness", "images"),
    references=("https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html",),
)

# ECR's word where a scan is asked for.
STATUS = "IMAGE_ARCHIVED"


@rule.check
def archived(image: ScannedImage) -> Iterator[Finding]:
    if isinstance(image.outcome, Archived) or any(one.status == STATUS for one in image.unscanned):
        yield rule.finding(
            image,
            f"image `{image.image.short}` is in the archive, where ECS cannot pull it",
            notes=elsewhere(image),
            severity=at_most(rule.severity, image),
        )
