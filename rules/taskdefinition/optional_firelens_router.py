"""Log router that the task can do without

When a container that is not essential stops, the task goes on. If it is the log router, the logs of the others are lost from then on, and
nobody sees it. Make the router essential, so that ECS replaces the task.

```diff
  [
    {"name": "web", "image": "nginx:1.27", "logConfiguration": {"logDriver": "awsfirelens"}},
    {
      "name": "router",
      "image": "public.ecr.aws/aws-observability/aws-for-fluent-bit:stable",
-     "essential": false,
+     "essential": true,
      "firelensConfiguration": {"type": "fluentbit"}
    }
  ]
```

A restart policy brings the router back too:

```json
[
  {"name": "web", "image": "nginx:1.27", "logConfiguration": {"logDriver": "awsfirelens"}},
  {
    "name": "router",
    "image": "public.ecr.aws/aws-observability/aws-for-fluent-bit:stable",
    "essential": false,
    "restartPolicy": {"enabled": true},
    "firelensConfiguration": {"type": "fluentbit"}
  }
]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD712",
    Severity.WARNING,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html",),
)


@rule.check
def optional(container: Container) -> Iterator[Finding]:
    policy = container.restart_policy.enabled
    if container.firelens_configuration.present and container.essential.value is False and policy.absent:
        yield rule.finding(
            container.essential,
            f"the log router {shown(container.label)} is not essential, allowed is `essential` `true`",
            notes=(Note(container.firelens_configuration.span, "makes it the router"),),
        )
