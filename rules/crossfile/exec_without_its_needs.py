"""ECS Exec for a task that it cannot enter

`enableExecuteCommand` lets people open a shell in a container. The agent that serves it talks to Systems Manager with the task's own role, and
writes into the container: without a `taskRoleArn`, or with a read-only root file system, the shell does not open.

```diff
  {
    "ecs-service-def.json": {
      "serviceName": "web",
      "taskDefinition": "web",
      "desiredCount": 2,
-     "enableExecuteCommand": true
+     "enableExecuteCommand": false
    },
    "ecs-task-def.json": {
      "family": "web",
      "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
    }
  }
```

```json
{
  "ecs-service-def.json": {
    "serviceName": "web",
    "taskDefinition": "web",
    "desiredCount": 2,
    "enableExecuteCommand": true
  },
  "ecs-task-def.json": {
    "family": "web",
    "taskRoleArn": "${role}",
    "containerDefinitions": [
      {"name": "web", "image": "nginx:1.27"},
      {"name": "log", "image": "fluent-bit:3.1", "readonlyRootFilesystem": true}
    ]
  }
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.workspace import ServicePair

rule = Rule(
    "XF112",
    Severity.WARNING,
    since="0.1",
    categories=("correctness", "reliability"),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",),
)


@rule.check
def without_needs(pair: ServicePair) -> Iterator[Finding]:
    enabled, task = pair.service.enable_execute_command, pair.task
    if not enabled.value:
        return
    if task.task_role_arn.absent:
        yield rule.finding(
            enabled,
            "`enableExecuteCommand` and a task definition without `taskRoleArn`, which it needs "
            "(AWS: a valid taskRoleArn is not being used)",
            notes=(Note(task.span, "has no task role"),),
        )
    # A sidecar may be closed; with every container closed there is nothing to enter.
    flags = [container.readonly_root_filesystem for container in task.containers]
    if flags and not task.containers.open and all(flag.value for flag in flags):
        yield rule.finding(
            enabled,
            "`enableExecuteCommand` and read-only root file systems, allowed is one that its agent can write to",
            notes=(Note(flags[0].span, "is read-only"),),
        )
