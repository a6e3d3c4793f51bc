"""Lifecycle rule that does what ECR cannot

The `type` of an `action` is `expire`, which deletes the images, or `transition`, which moves them to the storage class `archive`.
Another word, or a rule without an action, makes ECR refuse the whole policy.

```diff
  {
    "rules": [
      {
        "rulePriority": 1,
        "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 30},
-       "action": {"type": "delete"}
+       "action": {"type": "expire"}
      }
    ]
  }
```

```json
{
  "rules": [
    {
      "rulePriority": 1,
      "selection": {
        "tagStatus": "any", "countType": "sinceImagePulled", "countUnit": "days", "countNumber": 90
      },
      "action": {"type": "transition", "targetStorageClass": "archive"}
    }
  ]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import LifecycleRule

rule = Rule(
    "ECR033",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html",),
)


@rule.check
def invalid(lifecycle_rule: LifecycleRule) -> Iterator[Finding]:
    kind = lifecycle_rule.action.type
    if kind.absent:
        yield rule.finding(kind, "a rule without an `action`, its `type` is `expire` or `transition`")
    elif kind.value not in {None, "expire", "transition"}:
        yield rule.finding(kind, f"`type` is `{kind.value}`, allowed are `expire` and `transition`")
