"""awslogs without the options it needs

The log driver `awslogs` must be told the log group and its Region, and on Fargate the prefix of the streams too. AWS
refuses a definition in which one of them is missing.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["FARGATE"],
    "networkMode": "awsvpc",
    "cpu": "256",
    "memory": "512",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "logConfiguration": {
          "logDriver": "awslogs",
          "options": {
+           "awslogs-region": "eu-west-1",
+           "awslogs-stream-prefix": "web",
            "awslogs-group": "/ecs/web"
          }
        }
      }
    ]
  }
```

On EC2 streams may go without a prefix:

```json
[
  {
    "name": "web",
    "image": "nginx:1.27",
    "essential": true,
    "logConfiguration": {
      "logDriver": "awslogs",
      "options": {"awslogs-group": "${group}", "awslogs-region": "${region}"}
    }
  }
]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container

rule = Rule(
    "TD701",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html",),
    peers=(
        "cfn-lint:E3046",
        "cdk-preflight:awslogs-missing-group",
        "cdk-preflight:awslogs-fargate-missing-stream-prefix",
    ),
)


@rule.check
def missing_option(container: Container) -> Iterator[Finding]:
    log = container.log_configuration
    if log.log_driver.value != "awslogs" or log.options.unknown or log.options.open:
        return
    given = {str(option.key) for option in log.options if option.unknown or option.value}
    given |= {option.name.value for option in log.secret_options if option.name.value}
    missing = [name for name in ("awslogs-region", "awslogs-group") if name not in given]
    if missing:
        yield rule.finding(
            log.log_driver,
            f"`awslogs` without {' and '.join(f'`{name}`' for name in missing)} "
            f"(AWS: Log driver awslogs requires options: {', '.join(missing)})",
        )
    if container.task_definition.is_fargate and "awslogs-stream-prefix" not in given:
        yield rule.finding(
            log.log_driver,
            "`awslogs` without `awslogs-stream-prefix`, which Fargate needs "
            "(AWS: Fargate requires log configuration options to include awslogs-stream-prefix)",
        )
