"""Lifecycle rule whose count does not go with its type

`countType` `imageCountMoreThan` keeps `countNumber` images and has no unit; those that begin with `since` are about age,
and need `"countUnit": "days"`. `countNumber` is a whole number from 1 up. ECR refuses the whole policy otherwise.

```diff
  {
    "rules": [
      {
        "rulePriority": 1,
        "selection": {
          "tagStatus": "untagged",
-         "countType": "sinceImagePushed",
+         "countType": "sinceImagePushed", "countUnit": "days",
          "countNumber": 14
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
          "tagStatus": "any",
-         "countType": "imageCountMoreThan", "countUnit": "days",
+         "countType": "imageCountMoreThan",
-         "countNumber": 0
+         "countNumber": 10
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
          "tagStatus": "any",
-         "countType": "olderThan",
+         "countType": "sinceImagePushed",
-         "countUnit": "weeks",
+         "countUnit": "days",
          "countNumber": 14
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
    "ECR032",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html",),
)

_AGES = ("sinceImagePushed", "sinceImagePulled", "sinceImageTransitioned")
_TYPES = ", ".join(f"`{one}`" for one in _AGES) + " and `imageCountMoreThan`"


@rule.check
def invalid_type(selection: LifecycleSelection) -> Iterator[Finding]:
    kind = selection.count_type
    if kind.absent:
        yield rule.finding(kind, f"a selection without `countType`, allowed are {_TYPES}")
    elif kind.value not in {None, "imageCountMoreThan", *_AGES}:
        yield rule.finding(kind, f"`countType` is `{kind.value}`, allowed are {_TYPES}")


@rule.check
def invalid_unit(selection: LifecycleSelection) -> Iterator[Finding]:
    kind, unit = selection.count_type, selection.count_unit
    if kind.value == "imageCountMoreThan":
        if unit.value is not None:
            yield rule.finding(
                unit, "`countUnit` beside `imageCountMoreThan`, which counts images and has none"
            )
    elif unit.absent:
        if kind.value in _AGES:
            yield rule.finding(kind, f"`{kind.value}` without a unit, it needs `countUnit` `days`")
    elif unit.value not in {None, "days"}:
        yield rule.finding(unit, f"`countUnit` is `{unit.value}`, allowed is `days`")


@rule.check
def invalid_number(selection: LifecycleSelection) -> Iterator[Finding]:
    number = selection.count_number
    if number.absent:
        yield rule.finding(number, "a selection without `countNumber`, it needs a whole number from 1 up")
    elif number.value is not None and (number.value < 1 or number.as_string):
        yield rule.finding(
            number, f"`countNumber` is `{number.raw}`, allowed is a whole number from 1 up, without quotes"
        )
