"""Log driver that managed instances do not have

ECS Managed Instances send logs through `awslogs`, `splunk` or `awsfirelens`, or keep them in files with `json-file`. The other drivers need
an instance that you set up yourself.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["MANAGED_INSTANCES"],
    "networkMode": "awsvpc",
    "cpu": "1024",
    "memory": "2048",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
-       "logConfiguration": {"logDriver": "syslog"}
+       "logConfiguration": {"logDriver": "json-file"}
      }
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD425",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html",),
)

DRIVERS = ("awslogs", "splunk", "awsfirelens", "json-file")


@rule.check
def unsupported(container: Container) -> Iterator[Finding]:
    driver = container.log_configuration.log_driver
    task = container.task_definition
    # Fargate has fewer still, which is a rule of its own.
    if not task.is_for("MANAGED_INSTANCES") or task.is_fargate or not driver.value or driver.value in DRIVERS:
        return
    words = ", ".join(f"`{one}`" for one in DRIVERS)
    yield rule.finding(driver, f"log driver {shown(driver.value)}, allowed on managed instances are {words}")
