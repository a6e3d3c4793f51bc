"""Container that waits for the health of one without a health check

`HEALTHY` waits for the health check in the task definition. ECS never runs the `HEALTHCHECK` of an image, so without
`healthCheck` on the other container AWS refuses the definition.

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
      "dependsOn": [
-       {"containerName": "db", "condition": "HEALTHY"}
+       {"containerName": "db", "condition": "START"}
      ]
    },
    {"name": "db", "image": "example.com/db:2.1"}
  ]
```

```json
[
  {"name": "web", "image": "nginx:1.27", "dependsOn": [{"containerName": "db", "condition": "HEALTHY"}]},
  {"name": "db", "image": "example.com/db:2.1", "healthCheck": {"command": ["CMD", "db-ready"]}}
]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.dependencies import awaited
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD503",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html",),
    peers=("cdk-preflight:dependson-healthy-without-healthcheck",),
)


@rule.check
def waits(task: TaskDefinition) -> Iterator[Finding]:
    for dependency, target in awaited(task):
        if dependency.condition.value == "HEALTHY" and target.health_check.absent:
            yield rule.finding(
                dependency.condition,
                f"condition `HEALTHY` on {shown(target.label)}, which has no `healthCheck` in the task definition "
                "(AWS: A dependency container with HEALTHY condition must have health check configured)",
                notes=(Note(target.span, "has no health check"),),
            )
