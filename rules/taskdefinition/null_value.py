"""Null where a value is expected

The AWS CLI takes `null` for some members and refuses it for others, and older versions of the deploy action stop at a list
that is null. Leaving the member out says the same everywhere; one finding stands for all of them.

```diff
  {
    "family": "web",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
-       "environment": null,
        "memory": 128
      }
    ]
  }
```

In what `describe-task-definition` printed they say nothing:

```json
{
  "taskDefinitionArn": "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:3",
  "family": "web",
  "taskRoleArn": null,
  "containerDefinitions": [{"name": "web", "image": "nginx:1.27", "memory": 128, "command": null}]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import ShapeFault

rule = Rule(
    "TD008",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-skeleton.html",),
    fix="safe",
)


@rule.check
def null(fault: ShapeFault) -> Iterator[Finding]:
    if fault.kind == "null":
        more = f" (and {len(fault.others)} more)" if fault.others else ""
        yield rule.finding(
            fault,
            f"`{fault.name}`{more} is null, which not every tool takes: leave it out",
            fix=Fix("Leave it out", fault.remove(), safe=True),
        )
