"""Key that only AWS writes

`describe-task-definition` prints keys that `register-task-definition` refuses, such as `revision` and `status`. Who saves
the one as input for the other has to leave them out; one finding stands for all of them.

```diff
  {
    "family": "web",
-   "requiresAttributes": [{"name": "ecs.capability.execution-role-ecr-pull"}],
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27", "memory": 128}]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import ShapeFault
from ecslint.taskdefinition.wording import cut, shown

rule = Rule(
    "TD003",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html",),
    fix="safe",
)


@rule.check
def described(fault: ShapeFault) -> Iterator[Finding]:
    if fault.kind == "describe-only":
        more = f" (and {len(fault.others)} more)" if fault.others else ""
        yield rule.finding(
            fault,
            f"{shown(fault.name)}{more} is in what AWS prints and not in what it takes: leave it out "
            f'(AWS: Unknown parameter in input: "{cut(fault.name)}")',
            fix=Fix("Leave it out", fault.remove(), safe=True),
        )
