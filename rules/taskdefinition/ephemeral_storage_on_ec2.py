"""Ephemeral storage for a task that runs on EC2

`ephemeralStorage` sizes the disk that Fargate attaches to a task. On EC2 a task shares the disk of its instance, and AWS
refuses a definition that asks for one of its own; use a volume instead.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["EC2"],
-   "ephemeralStorage": {"sizeInGiB": 50},
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27", "memory": 512}]
  }
```

```json
{
  "family": "web",
  "ephemeralStorage": {"sizeInGiB": 50},
  "containerDefinitions": [{"name": "web", "image": "nginx:1.27", "memory": 512}]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import TaskDefinition

rule = Rule(
    "TD113",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EphemeralStorage.html",),
    peers=("cdk-preflight:fargate-ephemeral-storage-ec2",),
    fix="unsafe",
)


@rule.check
def on_ec2(task: TaskDefinition) -> Iterator[Finding]:
    if task.launch_types == frozenset({"EC2"}) and task.ephemeral_storage.present:
        yield rule.finding(
            task.ephemeral_storage,
            "`ephemeralStorage` works on Fargate only "
            "(AWS: Tasks using the EC2 launch type do not support EphemeralStorage)",
            fix=Fix("delete it", task.ephemeral_storage.remove()),
        )
