"""Part of a skeleton that was never filled in

`aws ecs register-task-definition --generate-cli-skeleton` prints every member there is, with empty strings and zeros in
them. What is not filled in must go: AWS takes an object whose values are empty for one that is wrong. To the other rules such
parts are not there, and one finding stands for all of them.

```diff
  {
    "family": "web",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "memory": 128,
-       "secrets": [{"name": "", "valueFrom": ""}],
        "essential": true
      }
    ]
  }
```

An empty string alone stands for a member that is left out, as programs in Go write it, and so do zeros and empty lists, as
`describe-task-definition` prints them:

```json
{
  "family": "web",
  "pidMode": "",
  "containerDefinitions": [
    {
      "name": "web",
      "image": "nginx:1.27",
      "cpu": 0,
      "memory": 128,
      "environment": [{"name": "DEBUG", "value": ""}],
      "mountPoints": [],
      "linuxParameters": {}
    }
  ]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.records import hollow_objects

rule = Rule(
    "TD014",
    Severity.INFO,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-skeleton.html",),
)


@rule.check
def leftover(task: TaskDefinition) -> Iterator[Finding]:
    hollow = hollow_objects(task.node)
    if hollow:
        first, *others = hollow
        more = f" (and {len(others)} more)" if others else ""
        yield rule.finding(
            first,
            f"`{first.pointer}`{more} holds empty values only, as in a skeleton: fill it in or leave it out",
        )
