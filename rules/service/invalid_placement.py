"""Placement that ECS refuses

A service takes up to 5 placement strategies and 10 constraints. `binpack` packs by `cpu` or `memory`, `random` has no field,
`distinctInstance` has no expression, and an expression has at most 2000 characters.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "launchType": "EC2",
-   "placementStrategy": [{"type": "binpack", "field": "disk"}]
+   "placementStrategy": [{"type": "binpack", "field": "memory"}]
  }
```

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "launchType": "EC2",
-   "placementConstraints": [{"type": "distinctInstance", "expression": "attribute:ecs.instance-type == t3.small"}]
+   "placementConstraints": [{"type": "distinctInstance"}]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import PlacementConstraint, PlacementStrategyItem, Service
from ecslint.taskdefinition.wording import cut, shown

rule = Rule(
    "SV016",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-strategies.html",
    ),
    peers=(
        "cdk-preflight:svc-binpack-field",
        "cdk-preflight:svc-random-with-field",
        "cdk-preflight:svc-placement-strategies-max6",
        "cdk-preflight:svc-placement-constraint-distinct-instance-expression",
    ),
)
LONGEST_EXPRESSION = 2000


@rule.check
def too_many(service: Service) -> Iterator[Finding]:
    strategies, constraints = service.placement_strategy, service.placement_constraints
    if len(strategies) > 5:
        yield rule.finding(
            strategies[5],
            f"{len(strategies)} placement strategies, allowed are 5 (AWS: Maximum number of strategies is 5)",
        )
    if len(constraints) > 10:
        yield rule.finding(constraints[10], f"{len(constraints)} placement constraints, allowed are 10")


@rule.check
def invalid_field(item: PlacementStrategyItem) -> Iterator[Finding]:
    field = item.field
    if field.value is None:
        return
    if item.type.value == "binpack" and field.value not in {"cpu", "memory", "CPU", "MEMORY"}:
        yield rule.finding(
            field,
            f"`field` is {shown(field.value)}, allowed for `binpack` are `cpu` and `memory` "
            f"(AWS: binpack field '{cut(field.value)}' is invalid)",
        )
    elif item.type.value == "random":
        yield rule.finding(
            field,
            f"`field` is {shown(field.value)}, allowed for `random` is none "
            "(AWS: random field should not be specified)",
        )


@rule.check
def invalid_expression(constraint: PlacementConstraint) -> Iterator[Finding]:
    expression = constraint.expression
    if expression.value is None:
        return
    if constraint.type.value == "distinctInstance":
        yield rule.finding(
            expression,
            f"`expression` is {shown(expression.value)}, allowed for `distinctInstance` is none "
            "(AWS: distinctInstance expression should not be specified)",
        )
    elif len(expression.value) > LONGEST_EXPRESSION:
        yield rule.finding(
            expression,
            f"the expression has {len(expression.value)} characters, allowed are {LONGEST_EXPRESSION}",
        )
