"""Splunk log driver without token or address

The driver `splunk` sends each line to a collector: it needs its `splunk-url`, and a `splunk-token`, which belongs into `secretOptions`.
Without one of the two the container does not start.

```diff
  {
    "family": "web",
    "executionRoleArn": "arn:aws:iam::123456789012:role/web-execution",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "logConfiguration": {
-         "logDriver": "splunk"
+         "options": {"splunk-url": "https://splunk.example.com:8088"},
+         "secretOptions": [{"name": "splunk-token", "valueFrom": "/web/splunk"}],
+         "logDriver": "splunk"
        }
      }
    ]
  }
```

```json
[
  {
    "name": "web",
    "image": "nginx:1.27",
    "logConfiguration": {"logDriver": "splunk", "options": {"splunk-url": "${url}", "splunk-token": "${token}"}}
  }
]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import LogConfiguration

rule = Rule(
    "TD707",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/engine/logging/drivers/splunk/",),
)


@rule.check
def missing(log: LogConfiguration) -> Iterator[Finding]:
    if log.log_driver.value != "splunk" or log.options.open or log.secret_options.open:
        return
    if any(option.name.unknown for option in log.secret_options):
        return
    given = {str(option.key) for option in log.options if option.unknown or option.value}
    given |= {option.name.value for option in log.secret_options if option.name.value}
    lacking = [f"`{name}`" for name in ("splunk-url", "splunk-token") if name not in given]
    if lacking:
        yield rule.finding(log.log_driver, f"`splunk` without {' and '.join(lacking)}, which it needs")
