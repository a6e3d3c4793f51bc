"""Task without a role of its own

A task without `taskRoleArn` has no AWS credentials on Fargate, and on an instance it may reach those of the instance's
role, which are broader than any one task needs. Give it a role with what it uses.

```diff
  {
    "family": "web",
+   "taskRoleArn": "arn:aws:iam::123456789012:role/web",
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition

rule = Rule(
    "TD964",
    Severity.INFO,
    since="0.1",
    categories=("security",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html",),
    peers=("kics:7f384a5f",),
    default=False,
)


@rule.check
def without(task: TaskDefinition) -> Iterator[Finding]:
    if task.task_role_arn.absent and not task.is_container_array:
        yield rule.finding(task, "the task has no `taskRoleArn`, the role that its programs use")
