"""Log router that no container uses

`firelensConfiguration` makes a container the log router of its task. Some other container has to log through it, with the
log driver `awsfirelens`; AWS refuses the definition otherwise.

```diff
  [
    {"name": "web", "image": "nginx:1.27"},
    {
      "name": "router",
      "image": "fluent-bit:3.2",
-     "firelensConfiguration": {"type": "fluentbit"}
    }
  ]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition

rule = Rule(
    "TD709",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_FirelensConfiguration.html",),
)


@rule.check
def unused(task: TaskDefinition) -> Iterator[Finding]:
    if task.containers.open:
        return
    drivers = [container.log_configuration.log_driver for container in task.containers]
    if any(driver.unknown or driver.value == "awsfirelens" for driver in drivers):
        return
    for container in task.containers:
        router = container.firelens_configuration
        if router.present and not router.unknown:
            yield rule.finding(
                router,
                "no container logs with `awsfirelens` through this router (AWS: When a firelensConfiguration object is "
                "specified, at least one container has to be configured with the awsfirelens log driver)",
            )
