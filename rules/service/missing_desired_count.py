"""Service of replicas without tasks

Without `desiredCount`, or with 0 of it, a new service of replicas runs nothing until something scales it. Tools that leave the
number to auto scaling write no count on purpose.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
-   "desiredCount": 0
+   "desiredCount": 2
  }
```

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "launchType": "EC2",
+   "desiredCount": 2,
    "schedulingStrategy": "REPLICA"
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Service
from ecslint.taskdefinition.service_facts import is_input, is_replica

rule = Rule(
    "SV954",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",),
    peers=("kics:79d745f0", "kics:91f16d09", "kics:f5c45127"),
    default=False,
)


@rule.check
def missing(service: Service) -> Iterator[Finding]:
    count = service.desired_count
    if not is_input(service) or not is_replica(service):
        return
    if count.absent:
        yield rule.finding(count, "the service has no `desiredCount`, allowed is 1 or more")
    elif count.value == 0:
        yield rule.finding(count, "`desiredCount` is `0`, allowed is 1 or more")
