"""Health check that may run longer than its interval

A health check that takes as long as `timeout` allows is still running when the next one is due, so the check fails later
than the numbers say. Keep `timeout` (5 seconds when it is left out) below `interval` (30).

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
      "healthCheck": {
        "command": ["CMD-SHELL", "curl -f http://localhost/ || exit 1"],
        "interval": 10,
-       "timeout": 15
+       "timeout": 5
      }
    }
  ]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import HealthCheck
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD508",
    Severity.WARNING,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html",),
)


@rule.check
def over(check: HealthCheck) -> Iterator[Finding]:
    interval = 30 if check.interval.absent else check.interval.value
    timeout = 5 if check.timeout.absent else check.timeout.value
    if interval is not None and timeout is not None and timeout > interval:
        place = check.timeout if check.timeout.present else check.interval
        yield rule.finding(
            place,
            f"the health check has timeout {shown(timeout)} and interval {shown(interval)}, "
            "allowed is a timeout below the interval",
        )
