"""Logs for FireLens without exactly one log router

The log driver `awsfirelens` sends a container's output to the log router, the container with a `firelensConfiguration`.
AWS refuses a definition that has none, and a second one cannot be chosen between.

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
      "logConfiguration": {
-       "logDriver": "awsfirelens"
      }
    }
  ]
```

```json
[
  {"name": "web", "image": "nginx:1.27", "logConfiguration": {"logDriver": "awsfirelens"}},
  {"name": "router", "image": "fluent-bit:3.2", "firelensConfiguration": {"type": "fluentbit"}}
]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import TaskDefinition

rule = Rule(
    "TD708",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html",),
    peers=("cdk-preflight:awsfirelens-without-router",),
)


@rule.check
def router(task: TaskDefinition) -> Iterator[Finding]:
    if task.containers.open:
        return
    configurations = [container.firelens_configuration for container in task.containers]
    routers = [each for each in configurations if each.present]
    for second in routers[1:]:
        yield rule.finding(
            second,
            "a second log router, allowed is one (AWS CDK: Firelens log router is already added)",
            notes=(Note(routers[0].span, "the first one"),),
        )
    if routers or any(each.unknown for each in configurations):
        return
    for container in task.containers:
        driver = container.log_configuration.log_driver
        if driver.value == "awsfirelens":
            yield rule.finding(
                driver,
                "log driver `awsfirelens` without a log router, which is a container with `firelensConfiguration` (AWS: When "
                "awsfirelens log driver is specified in log configuration, a firelens configuration object must be specified)",
            )
