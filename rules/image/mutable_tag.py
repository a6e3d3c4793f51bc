"""Tag that can be overwritten

Whoever may push to the repository can put another image behind this tag, and the next task runs it. Make the tags of the
repository immutable, or leave this one out of the exceptions; a digest in place of the tag names one image for good.

```diff
  {
    "task-definition.json": {
      "family": "web",
      "containerDefinitions": [{"name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4"}]
    },
    "registry": {
      "web": {
+       "imageTagMutability": "IMMUTABLE",
        "tags": {"1.4": "COMPLETE"}
      }
    }
  }
```
"""

from collections.abc import Iterator

from ecslint.ecr.image import ScannedImage
from ecslint.ecr.wording import at_most, elsewhere
from ecslint.image import fits
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "ECR021",
    Severity.WARNING,
    since="0.1",
    categories=("security", "images"),
    references=("https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",),
    peers=("securityhub:ECR.2",),
)

# AWS's word -> can a tag be overwritten that no exception is about, and one that is excepted?
MUTABLE = {
    "MUTABLE": (True, True),
    "MUTABLE_WITH_EXCLUSION": (True, False),
    "IMMUTABLE": (False, False),
    "IMMUTABLE_WITH_EXCLUSION": (False, True),
}


@rule.check
def mutable(image: ScannedImage) -> Iterator[Finding]:
    settings = image.repository
    if settings is None or image.image.digest is not None or settings.mutability not in MUTABLE:
        return
    tag = image.image.tag or "latest"
    is_excepted = any(fits(pattern, tag) for pattern in settings.exempt_tags)
    if MUTABLE[settings.mutability][is_excepted]:
        found = rule.finding(
            image,
            f"tag `{tag}` of repository `{settings.name}` can be overwritten",
            notes=elsewhere(image),
            severity=at_most(rule.severity, image),
        )
        # Without the tag, else every deployment would make what is known new.
        yield found._replace(identity=settings.identity)
