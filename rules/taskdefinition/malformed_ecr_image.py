"""Image that means Amazon ECR and cannot be there

The host is that of a private registry in Amazon ECR, and what is fine for other registries cannot be there: the account has other
than 12 digits, there is no such region, the repository has capitals or a single character. No such image can be pulled.

```diff
  [
-   {"name": "web", "image": "12345678901.dkr.ecr.eu-west-1.amazonaws.com/web:1.4", "essential": true},
-   {"name": "api", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/Api:1.4"}
+   {"name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4", "essential": true},
+   {"name": "api", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/api:1.4"}
  ]
```

Placeholders are filled in later:

```json
[
  {"name": "web", "image": "<ACCOUNT>.dkr.ecr.eu-west-1.amazonaws.com/web:1.4", "essential": true},
  {"name": "api", "image": "ACCOUNT_ID.dkr.ecr.eu-west-1.amazonaws.com/api:1.4"}
]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.images import why_refused
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "ECR008",
    Severity.ERROR,
    since="0.1",
    categories=("correctness", "images"),
    references=("https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html",),
)


@rule.check
def malformed(container: Container) -> Iterator[Finding]:
    value = container.image.value
    if not value or (".dkr.ecr" not in value and ".dkr-ecr" not in value):
        return
    from ecslint.ecr.uri import fault  # noqa: PLC0415 - few images are in ECR

    reason = fault(value)
    # What is wrong in any registry is said once, by TD303.
    if reason and not why_refused(container):
        yield rule.finding(container.image, f"image {shown(value)} is not in ECR: {reason}")
