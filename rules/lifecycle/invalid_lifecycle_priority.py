"""Lifecycle rules in an order that ECR refuses

Every rule of a lifecycle policy has a `rulePriority` of its own, a whole number from 1 up; lower numbers take their images first.
A rule for `any` image comes last, with the highest number. There is at most one such rule for each storage class, and a policy has at
most 50 rules.

```diff
  {
    "rules": [
      {
        "rulePriority": 1,
        "selection": {
          "tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 14
        },
        "action": {"type": "expire"}
      },
      {
-       "rulePriority": 1,
+       "rulePriority": 2,
        "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 100},
        "action": {"type": "expire"}
      }
    ]
  }
```

```diff
  {
    "rules": [
      {
-       "rulePriority": 1,
+       "rulePriority": 20,
        "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 100},
        "action": {"type": "expire"}
      },
      {
        "rulePriority": 10,
        "selection": {
          "tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 14
        },
        "action": {"type": "expire"}
      }
    ]
  }
```

```diff
  {
    "rules": [
      {
-       "rulePriority": 0,
+       "rulePriority": 1,
        "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 100},
        "action": {"type": "expire"}
      }
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import LifecyclePolicy, LifecycleRule

rule = Rule(
    "ECR030",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html",),
)

MOST_RULES = 50


@rule.check
def invalid(lifecycle_rule: LifecycleRule) -> Iterator[Finding]:
    priority = lifecycle_rule.rule_priority
    if priority.absent:
        yield rule.finding(priority, "a rule without `rulePriority`, every rule needs one of its own")
    elif priority.value is not None and (priority.value < 1 or priority.as_string):
        yield rule.finding(
            priority,
            f"`rulePriority` is `{priority.raw}`, allowed is a whole number from 1 up, without quotes",
        )


@rule.check
def repeated(policy: LifecyclePolicy) -> Iterator[Finding]:
    seen: set[int] = set()
    for one in policy.rules:
        priority = one.rule_priority
        if priority.value in seen:
            yield rule.finding(
                priority, f"`rulePriority` `{priority.value}` is there twice, each rule needs one of its own"
            )
        if priority.value is not None:
            seen.add(priority.value)


@rule.check
def second(policy: LifecyclePolicy) -> Iterator[Finding]:
    seen: set[str] = set()
    for one in policy.rules:
        status, where = one.selection.tag_status, one.storage_class
        if status.value != "any" or not where:
            continue
        if where in seen:
            yield rule.finding(
                status,
                "`tagStatus` is `any` in a second rule, allowed is one such rule for each storage class",
            )
        seen.add(where)


@rule.check
def too_many(policy: LifecyclePolicy) -> Iterator[Finding]:
    if len(policy.rules) > MOST_RULES:
        yield rule.finding(
            policy.rules, f"a policy of {len(policy.rules)} rules, allowed are at most {MOST_RULES}"
        )


@rule.check
def not_last(policy: LifecyclePolicy) -> Iterator[Finding]:
    highest: dict[str, int] = {}
    for one in policy.rules:
        number = one.rule_priority.value
        if number is not None and one.selection.tag_status.value != "any":
            highest[one.storage_class] = max(number, highest.get(one.storage_class, number))
    for one in policy.rules:
        status, priority, where = one.selection.tag_status, one.rule_priority, one.storage_class
        if status.value != "any" or not where:
            continue
        if priority.value is not None and priority.value < highest.get(where, priority.value):
            yield rule.finding(
                priority,
                f"`rulePriority` is `{priority.value}` in the rule for `any` image, "
                f"allowed is one above `{highest[where]}`, so that it comes last",
            )
