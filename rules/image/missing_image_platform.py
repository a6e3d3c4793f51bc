"""Image without the platform of the task

The image is there, for other platforms than the one that the task runs on: it cannot be pulled, or its containers end with `exec
format error`. Build it for the platform of the task too, or set `runtimePlatform` to one that it has.

```diff
  {
    "task-definition.json": {
      "family": "web",
      "requiresCompatibilities": ["FARGATE"],
      "runtimePlatform": {"cpuArchitecture": "ARM64"},
      "containerDefinitions": [
-       {"name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4"}
+       {"name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.5"}
      ]
    },
    "registry": {"web": {"tags": {"1.4": ["linux/amd64"], "1.5": ["linux/amd64", "linux/arm64"]}}}
  }
```
"""

from collections.abc import Iterator

from ecslint.ecr.image import ScannedImage
from ecslint.ecr.outcome import NoPlatform
from ecslint.ecr.wording import at_most, elsewhere
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "ECR004",
    Severity.ERROR,
    since="0.1",
    categories=("correctness", "images"),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RuntimePlatform.html",),
)


@rule.check
def missing(image: ScannedImage) -> Iterator[Finding]:
    if isinstance(image.outcome, NoPlatform):
        available = ", ".join(f"`{platform}`" for platform in image.outcome.available) or "none"
        yield rule.finding(
            image,
            f"image `{image.image.short}` has nothing for `{image.platform}`, it has {available}",
            notes=elsewhere(image),
            severity=at_most(rule.severity, image),
        )
