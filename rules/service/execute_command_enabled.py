"""Service that allows commands in its containers

`enableExecuteCommand` lets everybody with the permission `ecs:ExecuteCommand` open a shell in the running containers, where
the secrets and the task role are. Fine for looking at a fault; some teams do not want it in production.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
-   "enableExecuteCommand": true
+   "enableExecuteCommand": false
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Service

rule = Rule(
    "SV953",
    Severity.INFO,
    since="0.1",
    categories=("hardening",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",),
    default=False,
)


@rule.check
def enabled(service: Service) -> Iterator[Finding]:
    if service.enable_execute_command.value is True:
        yield rule.finding(
            service.enable_execute_command, "`enableExecuteCommand` is `true`, allowed is `false`"
        )
