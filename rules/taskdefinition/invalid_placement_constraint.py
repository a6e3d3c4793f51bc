"""Placement constraint that ECS cannot read

A constraint of a task definition is an expression of the cluster query language: the attribute of an instance begins with
`attribute:`, in the singular. A definition has at most 10 constraints, those given when a task is run counted in.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["EC2"],
    "placementConstraints": [
-     {"type": "memberOf", "expression": "attributes:ecs.instance-type =~ t3.*"},
+     {"type": "memberOf", "expression": "attribute:ecs.instance-type =~ t3.*"},
      {"type": "memberOf", "expression": "not(task:group == databases)"}
    ],
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27", "memory": 128}]
  }
```
"""

from collections.abc import Iterator

from ecslint.regex import LazyPattern
from ecslint.rule import Edit, Finding, Fix, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.wording import cut, shown

MAX_CONSTRAINTS = 10
PLURAL = LazyPattern(r"(?<![\w:.-])attributes(?=:)")

rule = Rule(
    "TD207",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html",),
    fix="unsafe",
)


@rule.check
def invalid(task: TaskDefinition) -> Iterator[Finding]:
    constraints = task.placement_constraints
    # Fargate takes none at all, which is a rule of its own.
    if task.is_fargate:
        return
    if not constraints.open and len(constraints) > MAX_CONSTRAINTS:
        yield rule.finding(
            constraints[MAX_CONSTRAINTS],
            f"`{len(constraints)}` placement constraints, allowed are {MAX_CONSTRAINTS}",
        )
    for constraint in constraints:
        expression = constraint.expression
        found = PLURAL.search(expression.value or "")
        if found is None:
            continue
        place = expression.excerpt.span(found.start(), found.end())
        yield rule.finding(
            expression,
            f"{shown(expression.value)} asks for `attributes:`, allowed is `attribute:` "
            f"(AWS: constraint.expression '{cut(expression.value)}' invalid)",
            fix=Fix("use `attribute:`", (Edit(place, "attribute"),)),
        )
