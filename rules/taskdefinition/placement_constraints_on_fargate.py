"""Placement constraints on a Fargate task

Placement constraints choose among instances of a cluster. A Fargate task has none to choose from, and AWS refuses the
definition.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["FARGATE"],
    "networkMode": "awsvpc",
    "cpu": "256",
    "memory": "512",
-   "placementConstraints": [{"type": "memberOf", "expression": "attribute:ecs.instance-type == t3.small"}],
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```

```json
{
  "family": "web",
  "requiresCompatibilities": ["FARGATE"],
  "networkMode": "awsvpc",
  "cpu": "256",
  "memory": "512",
  "placementConstraints": [],
  "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition

rule = Rule(
    "TD208",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html",),
    peers=("cfn-lint:E3048", "cdk-preflight:fargate-placement-constraints"),
)


@rule.check
def constraints(task: TaskDefinition) -> Iterator[Finding]:
    if task.is_fargate and len(task.placement_constraints) > 0:
        yield rule.finding(
            task.placement_constraints,
            "`placementConstraints` need instances to choose from, allowed on EC2 only "
            "(AWS: Fargate compatible task definitions do not support constraints)",
        )
