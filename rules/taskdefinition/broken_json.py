"""Text that is no JSON

`aws ecs register-task-definition --cli-input-json` and the deploy tools read strict JSON: no comments, no trailing commas,
double quotes only. The rest of the file is checked all the same. Templates that fill in values later are no fault.

```diff
  {
    "family": "web",
    "containerDefinitions": [
      {
-       "name": 'web',
+       "name": "web",
        "image": "nginx:1.27"
      }
    ]
  }
```

```diff
  {
    "family": "web",
    "containerDefinitions": [
      {
        "name": "web",
-       "image": "nginx:1.27",
+       "image": "nginx:1.27"
      }
    ]
  }
```

```json
{
  "family": "web",
  "cpu": ${cpu},
  "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Problem

rule = Rule(
    "TD001",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://www.rfc-editor.org/rfc/rfc8259",),
    peers=("cfn-lint:E0000",),
)


@rule.check
def broken(problem: Problem) -> Iterator[Finding]:
    yield rule.finding(problem, problem.message)
