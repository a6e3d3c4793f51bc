"""Log driver that may block the program

In `blocking` mode a program that prints while CloudWatch Logs cannot be reached waits, and with it its health check.
`non-blocking`, the default since June 2025, drops lines when its buffer is full. Keep `blocking` where no line may be lost.

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
      "logConfiguration": {
        "logDriver": "awslogs",
        "options": {
-         "mode": "blocking"
+         "mode": "non-blocking"
        }
      }
    }
  ]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import LogConfiguration

rule = Rule(
    "TD958",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html",),
    peers=("prowler:ecs_task_definitions_logging_block_mode",),
    fix="unsafe",
)


@rule.check
def blocking(log: LogConfiguration) -> Iterator[Finding]:
    mode = log.options["mode"]
    if mode.value == "blocking":
        yield rule.finding(
            mode,
            "in mode `blocking` the program waits while its log cannot be written, the default is `non-blocking`",
            fix=Fix("use `non-blocking`", (mode.replace('"non-blocking"'),)),
        )
