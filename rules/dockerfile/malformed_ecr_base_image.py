"""Base image that means Amazon ECR and cannot be there

The host is that of a private registry in Amazon ECR, and something in it is wrong: the account has other than 12 digits, there
is no such region, or no such domain. The build cannot find the image. In a task definition this is ECR008.

```diff
- FROM 12345678901.dkr.ecr.eu-west-1.amazonaws.com/base:1.4
+ FROM 123456789012.dkr.ecr.eu-west-1.amazonaws.com/base:1.4
  COPY . /app
```

```diff
- FROM 123456789012.dkr.ecr.europe.amazonaws.com/base:1.4
+ FROM 123456789012.dkr.ecr.eu-west-1.amazonaws.com/base:1.4
  COPY . /app
```

Arguments can be set for a build, and placeholders are filled in before it:

```dockerfile
ARG ACCOUNT=12345
FROM ${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/base:1.4 AS a
FROM ACCOUNT_ID.dkr.ecr.eu-west-1.amazonaws.com/base:1.4
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import ImageUse
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "ECR009",
    Severity.ERROR,
    since="0.1",
    categories=("correctness", "images"),
    references=("https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html",),
)


@rule.check
def malformed(image: ImageUse) -> Iterator[Finding]:
    if ".dkr" not in image.text or "$" in image.text:
        return
    # What is wrong in any registry is said by DF103.
    if image.reference is not None:
        from ecslint.ecr.uri import fault  # noqa: PLC0415 - few images are in ECR

        reason = fault(image.text)
        if reason:
            yield rule.finding(image, f"image `{image.text[:60]}` is not in ECR: {reason}")
