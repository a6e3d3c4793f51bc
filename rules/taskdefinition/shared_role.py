"""One role for ECS and for the program

ECS uses the execution role to pull images, read secrets and write logs; the program in the containers uses the task role.
With one role for both, whoever breaks into a container may read every secret of the task and pull every image.

```diff
  {
    "family": "web",
    "executionRoleArn": "arn:aws:iam::123456789012:role/web-execution",
-   "taskRoleArn": "arn:aws:iam::123456789012:role/web-execution",
+   "taskRoleArn": "arn:aws:iam::123456789012:role/web",
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD960",
    Severity.WARNING,
    since="0.1",
    categories=("security",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html",),
    peers=("checkov:CKV_AWS_249",),
)


@rule.check
def shared(task: TaskDefinition) -> Iterator[Finding]:
    role, execution = task.task_role_arn, task.execution_role_arn
    if role.value and role.value == execution.value:
        yield rule.finding(
            role,
            f"task role {shown(role.value)} is the execution role too, safer is a role of its own for the program",
            notes=(Note(execution.span, "the execution role"),),
        )
