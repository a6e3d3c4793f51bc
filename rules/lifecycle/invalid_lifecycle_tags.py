"""Lifecycle rule whose tags do not go with its tag status

`tagStatus` is `tagged`, `untagged` or `any`. A rule for `tagged` images says which tags, in `tagPrefixList` or `tagPatternList`;
the others have neither list. ECR refuses the whole policy otherwise.

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
from ecslint.taskdefinition import LifecycleSelection

rule = Rule(
    "ECR031",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html",),
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
