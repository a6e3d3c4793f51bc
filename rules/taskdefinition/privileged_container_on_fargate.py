"""Privileged container on Fargate

A privileged container has all rights of the host's root. Fargate gives no container that, and refuses a definition with
`"privileged": true`. Look for what the program really needs: often one capability or a device is missing, and sometimes
only EC2 can provide it.

```diff
  {
    "family": "build",
    "requiresCompatibilities": ["FARGATE"],
    "networkMode": "awsvpc",
    "cpu": "256",
    "memory": "512",
    "containerDefinitions": [
      {
        "name": "build",
-       "privileged": true,
+       "privileged": false,
        "image": "example.com/build:7.0"
      }
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import Container

rule = Rule(
    "TD401",
    Severity.ERROR,
    since="0.1",
    categories=("correctness", "security"),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html",),
    peers=(
        "cdk-preflight:fargate-privileged",
        "checkov:CKV_AWS_334",
        "prowler:ecs_task_definitions_no_privileged_containers",
        "securityhub:ECS.4",
        "config:ecs-containers-nonprivileged",
        "control-tower:CT.ECS.PR.11",
    ),
    fix="unsafe",
)


@rule.check
def privileged(container: Container) -> Iterator[Finding]:
    if container.task_definition.is_fargate and container.privileged.value is True:
        yield rule.finding(
            container.privileged,
            "`privileged` is `true`, allowed on Fargate is `false` "
            "(AWS: Fargate requires that the 'privileged' setting be 'false')",
            fix=Fix("do not ask for it", (container.privileged.replace("false"),)),
        )
