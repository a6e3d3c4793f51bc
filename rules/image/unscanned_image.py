"""Image that was not scanned

There is no scan to rely on: none was made, it failed, the system is not supported, or the image is outside of what Amazon Inspector
looks at. That is not the same as an image without vulnerabilities. Switch on scanning for the repository; a scan that is still
running is waited for with `--ecr-wait`. With saved answers only, an image that none of them is about counts as not scanned too.

```diff
  {
    "task-definition.json": {
      "family": "web",
      "containerDefinitions": [
-       {"name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.3"}
+       {"name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4"}
      ]
    },
    "registry": {"web": {"tags": {"1.3": "FAILED", "1.4": "COMPLETE"}}}
  }
```
"""

from collections.abc import Iterator

from ecslint.ecr.image import ScannedImage
from ecslint.ecr.outcome import NEVER_SCANNED, Reading
from ecslint.ecr.wording import at_most, elsewhere
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "ECR006",
    Severity.WARNING,
    since="0.1",
    categories=("security", "images"),
    references=(
        "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-troubleshooting.html",
    ),
)

# What another rule says, and better.
ARCHIVED = "IMAGE_ARCHIVED"


@rule.check
def unscanned(image: ScannedImage) -> Iterator[Finding]:
    readings = [one for one in image.unscanned if one.status != ARCHIVED]
    if readings or image.is_unanswered:
        why = "; ".join(dict.fromkeys(map(_why, readings))) or "no saved answer is about it"
        yield rule.finding(
            image,
            f"image `{image.image.short}` is not scanned: {why}",
            notes=elsewhere(image),
            severity=at_most(rule.severity, image),
        )


def _why(reading: Reading) -> str:
    if reading.status == NEVER_SCANNED:
        return "there never was a scan"
    if not reading.is_settled:
        return f"`{reading.status}`, without findings as yet"
    return f"`{reading.status}`{f' ({reading.description})' if reading.description else ''}"
