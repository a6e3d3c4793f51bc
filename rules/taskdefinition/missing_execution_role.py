"""Task without the execution role it needs

The execution role is what ECS itself uses before the container runs: to pull from a private ECR repository, to write to
CloudWatch Logs, to read secrets. On Fargate the first two need it, secrets need it everywhere, and AWS refuses the
definition without. On EC2 the instance's role serves images and logs.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["FARGATE"],
    "networkMode": "awsvpc",
    "cpu": "256",
    "memory": "512",
+   "executionRoleArn": "arn:aws:iam::123456789012:role/web-execution",
    "containerDefinitions": [
      {"name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4.2"}
    ]
  }
```

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["EC2"],
+   "executionRoleArn": "arn:aws:iam::123456789012:role/web-execution",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "memory": 128,
        "secrets": [{"name": "API_KEY", "valueFrom": "/web/api-key"}]
      }
    ]
  }
```

```json
{
  "family": "web",
  "requiresCompatibilities": ["EC2"],
  "containerDefinitions": [
    {
      "name": "web",
      "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4.2",
      "memory": 128,
      "logConfiguration": {
        "logDriver": "awslogs",
        "options": {"awslogs-group": "/ecs/web", "awslogs-region": "eu-west-1"}
      }
    }
  ]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.roles import need_at_registration

rule = Rule(
    "TD217",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html",),
    peers=(
        "cdk-preflight:fargate-execution-role-missing-awslogs",
        "cdk-preflight:secrets-without-execution-role",
    ),
)


@rule.check
def without_role(task: TaskDefinition) -> Iterator[Finding]:
    role = task.execution_role_arn
    if task.is_container_array or not role.absent:
        return
    need = need_at_registration(task)
    if need is not None:
        what, aws, place = need
        yield rule.finding(
            role,
            f"the task has no `executionRoleArn`, which {what} (AWS: {aws})",
            notes=(Note(place, "needs the role"),),
        )
