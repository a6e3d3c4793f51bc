"""Log driver that Fargate does not have

Fargate sends logs through `awslogs`, `splunk` or `awsfirelens`. The drivers that write to files or services of an
instance exist on EC2 only, and AWS refuses the definition.

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
-       "logConfiguration": {"logDriver": "json-file"}
+       "logConfiguration": {"logDriver": "awsfirelens"}
      }
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.wording import cut, shown

rule = Rule(
    "TD411",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html",),
    peers=("cfn-lint:E3048", "cfn-lint:E3713", "cdk-preflight:fargate-log-driver-unsupported"),
)


@rule.check
def unsupported(container: Container) -> Iterator[Finding]:
    driver = container.log_configuration.log_driver
    if not container.task_definition.is_fargate or not driver.value:
        return
    if driver.value not in {"awslogs", "splunk", "awsfirelens"}:
        yield rule.finding(
            driver,
            f"log driver {shown(driver.value)}, allowed on Fargate are `awslogs`, `splunk` and `awsfirelens` "
            f"(AWS: {cut(driver.value)} is not a valid log driver. Must be one of [awslogs, splunk, awsfirelens])",
        )
