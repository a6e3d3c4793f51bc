"""Two ways to tell where a log message begins

`awslogs-datetime-format` and `awslogs-multiline-pattern` both say where a message of several lines begins. The driver takes one of
them; with both the container does not start.

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
      "logConfiguration": {
        "logDriver": "awslogs",
        "options": {
          "awslogs-group": "/ecs/web",
          "awslogs-region": "eu-west-1",
-         "awslogs-multiline-pattern": "^INFO",
          "awslogs-datetime-format": "%Y-%m-%d"
        }
      }
    }
  ]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import LogConfiguration

rule = Rule(
    "TD705",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html",),
)


@rule.check
def conflicting(log: LogConfiguration) -> Iterator[Finding]:
    pattern, date = log.options["awslogs-multiline-pattern"], log.options["awslogs-datetime-format"]
    if log.log_driver.value == "awslogs" and pattern.text and date.text:
        yield rule.finding(
            pattern,
            "`awslogs-multiline-pattern` beside `awslogs-datetime-format`, allowed is one of them",
            notes=(Note(date.span, "the other one"),),
        )
