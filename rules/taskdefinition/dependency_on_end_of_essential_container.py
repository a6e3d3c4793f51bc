"""Container that waits for an essential one to end

`COMPLETE` and `SUCCESS` wait until the other container has ended. An essential container ends the whole task with it, so
AWS refuses the pair. A container is essential unless it says `"essential": false`.

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
      "dependsOn": [
-       {"containerName": "migrate", "condition": "SUCCESS"}
+       {"containerName": "migrate", "condition": "START"}
      ]
    },
    {"name": "migrate", "image": "example.com/migrate:2.1"}
  ]
```

```json
[
  {
    "name": "web",
    "image": "nginx:1.27",
    "dependsOn": [{"containerName": "migrate", "condition": "SUCCESS"}]
  },
  {"name": "migrate", "image": "example.com/migrate:2.1", "essential": false}
]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.dependencies import awaited
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD502",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html",),
    peers=("cdk-preflight:dependson-complete-on-essential",),
)


@rule.check
def waits(task: TaskDefinition) -> Iterator[Finding]:
    for dependency, target in awaited(task):
        condition = dependency.condition.value
        if condition not in {"COMPLETE", "SUCCESS"} or target.is_essential is not True:
            continue
        if target.open and target.essential.node is None:
            continue
        yield rule.finding(
            dependency.condition,
            f"condition {shown(condition)} on the essential container {shown(target.label)}, allowed are `START` and "
            '`HEALTHY`, or `"essential": false` there (AWS: A dependency container with SUCCESS or COMPLETE condition '
            "cannot be an essential container)",
            notes=(Note(target.essential.span, "it is essential"),),
        )
