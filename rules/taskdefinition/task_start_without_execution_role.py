"""Something that needs the execution role when a task starts

AWS registers a definition with `repositoryCredentials`, `environmentFiles`, `credentialSpecs` or a FireLens file in S3 and no
`executionRoleArn`. When a task starts, ECS has no right to fetch them, and the task stops with `ResourceInitializationError`.

```diff
  {
    "family": "web",
+   "executionRoleArn": "arn:aws:iam::123456789012:role/web-execution",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "registry.example.com/web:1.4",
        "repositoryCredentials": {
          "credentialsParameter": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:registry-AbCdEf"
        }
      }
    ]
  }
```

```json
[
  {
    "name": "web",
    "image": "nginx:1.27",
    "environmentFiles": [{"type": "s3", "value": "arn:aws:s3:::settings/web.env"}]
  }
]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.roles import need_at_registration, needs_at_start

rule = Rule(
    "TD220",
    Severity.WARNING,
    since="0.1",
    categories=("correctness", "reliability"),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html",),
)


@rule.check
def without_role(task: TaskDefinition) -> Iterator[Finding]:
    role = task.execution_role_arn
    # What AWS refuses at once for the same reason is a rule of its own.
    if task.is_container_array or not role.absent or need_at_registration(task) is not None:
        return
    need = next(needs_at_start(task), None)
    if need is not None:
        yield rule.finding(
            role,
            f"the task has no `executionRoleArn`, which {need.what} when it starts",
            notes=(Note(need.place, "needs the role"),),
        )
