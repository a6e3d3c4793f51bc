"""Lifecycle rule whose tags do not go with its tag status

`tagStatus` is `tagged`, `untagged` or `any`, in the `selection` that each rule has. A rule for `tagged` images says which tags, in either
`tagPrefixList` or `tagPatternList`; the others have neither list. A pattern has at most four `*`. ECR refuses the whole policy otherwise.

```diff
  {
    "rules": [
      {
        "rulePriority": 1,
        "selection": {
-         "tagStatus": "tagged",
+         "tagStatus": "tagged", "tagPatternList": ["*"],
          "countType": "imageCountMoreThan",
          "countNumber": 30
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
        "rulePriority": 1,
        "selection": {
-         "tagStatus": "untagged", "tagPrefixList": ["v"],
+         "tagStatus": "untagged",
          "countType": "imageCountMoreThan",
          "countNumber": 30
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
        "rulePriority": 1,
        "selection": {
          "tagStatus": "tagged",
-         "tagPatternList": ["*a*b*c*d*"],
+         "tagPatternList": ["*a*b*c*d"],
          "countType": "imageCountMoreThan",
          "countNumber": 30
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
        "rulePriority": 1,
        "selection": {
-         "tagStatus": "all",
+         "tagStatus": "any",
          "countType": "imageCountMoreThan",
          "countNumber": 30
        },
        "action": {"type": "expire"}
      }
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import LifecycleRule, LifecycleSelection

rule = Rule(
    "ECR031",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html",),
)


MOST_WILDCARDS = 4


@rule.check
def missing(lifecycle_rule: LifecycleRule) -> Iterator[Finding]:
    if lifecycle_rule.selection.absent:
        yield rule.finding(lifecycle_rule.selection, "a rule without a `selection`, every rule needs one")


@rule.check
def two_lists(selection: LifecycleSelection) -> Iterator[Finding]:
    prefixes, patterns = selection.tag_prefix_list, selection.tag_pattern_list
    if selection.tag_status.value == "tagged" and len(prefixes) and len(patterns):
        yield rule.finding(patterns, "`tagPatternList` beside `tagPrefixList`, allowed is one of them")


@rule.check
def too_wild(selection: LifecycleSelection) -> Iterator[Finding]:
    for pattern in selection.tag_pattern_list:
        count = (pattern.value or "").count("*")
        if count > MOST_WILDCARDS:
            yield rule.finding(
                pattern, f"`{pattern.value}` has {count} wildcards, allowed are at most {MOST_WILDCARDS}"
            )


@rule.check
def mismatched(selection: LifecycleSelection) -> Iterator[Finding]:
    status = selection.tag_status
    lists = (selection.tag_prefix_list, selection.tag_pattern_list)
    if status.absent:
        yield rule.finding(
            status, "a selection without `tagStatus`, allowed are `tagged`, `untagged` and `any`"
        )
    elif status.value == "tagged" and all(one.absent for one in lists):
        yield rule.finding(
            status, "`tagStatus` is `tagged` without tags, it needs `tagPrefixList` or `tagPatternList`"
        )
    elif status.value in {"untagged", "any"}:
        for one in lists:
            if len(one):
                yield rule.finding(
                    one, f"`{one.key}` beside `tagStatus` `{status.value}`, it goes with `tagged` alone"
                )
    elif status.value not in {None, "tagged"}:
        yield rule.finding(
            status, f"`tagStatus` is `{status.value}`, allowed are `tagged`, `untagged` and `any`"
        )
