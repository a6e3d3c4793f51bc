"""Scan that is out of date

The findings are those of a day long past: Amazon Inspector does not look at the image any more, or the scan is older than
`stale-days` in the configuration allows. What became known since then is not among them. Scan the image again, or build it anew.

```diff
  {
    "task-definition.json": {
      "family": "web",
      "containerDefinitions": [
-       {"name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.3"}
+       {"name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4"}
      ]
    },
    "registry": {"web": {"tags": {"1.3": "SCAN_ELIGIBILITY_EXPIRED", "1.4": "ACTIVE"}}}
  }
```
"""

from collections.abc import Iterator

from ecslint.ecr.image import EXPIRED, ScannedImage
from ecslint.ecr.wording import elsewhere
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "ECR007",
    Severity.INFO,
    since="0.1",
    categories=("security", "images"),
    references=("https://docs.aws.amazon.com/inspector/latest/user/scanning-ecr.html",),
)


@rule.check
def stale(image: ScannedImage) -> Iterator[Finding]:
    for reading in image.stale[:1]:
        done = reading.answer.completed_at if reading.answer is not None else None
        day = f" of {done:%Y-%m-%d}" if done else ""
        why = (
            "Amazon Inspector does not look at it any more"
            if reading.status == EXPIRED
            else f"allowed are {image.policy.stale_days} days"
        )
        yield rule.finding(
            image,
            f"the scan{day} of image `{image.image.short}` is out of date: {why}",
            notes=elsewhere(image),
        )
