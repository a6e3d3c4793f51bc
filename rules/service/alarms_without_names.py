"""Deployment alarms without names

`alarms` lets CloudWatch alarms fail a deployment. Enabled without a single name there is nothing to watch.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "deploymentConfiguration": {
-     "alarms": {"alarmNames": [], "enable": true, "rollback": true}
+     "alarms": {"alarmNames": ["web-5xx"], "enable": true, "rollback": true}
    }
  }
```

```json
{
  "serviceName": "web",
  "taskDefinition": "web:3",
  "desiredCount": 2,
  "deploymentConfiguration": {"alarms": {"alarmNames": [], "enable": false, "rollback": false}}
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition.service_parts import DeploymentAlarms

rule = Rule(
    "SV030",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentAlarms.html",),
)


@rule.check
def without_names(alarms: DeploymentAlarms) -> Iterator[Finding]:
    names = alarms.alarm_names
    if alarms.enable.value and names.absent and not names.open:
        yield rule.finding(names, "`alarms` are enabled without `alarmNames`, allowed is one name or more")
