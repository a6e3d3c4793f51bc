"""Desired count that the service cannot have

A `DAEMON` service runs one task on each instance, so there is nothing to count: AWS refuses `desiredCount` there, even 0.
A service of replicas takes 0 or more.

```diff
  {
    "serviceName": "agent",
    "taskDefinition": "agent:3",
    "schedulingStrategy": "DAEMON",
-   "desiredCount": 0,
    "launchType": "EC2"
  }
```

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
-   "desiredCount": -1
+   "desiredCount": 1
  }
```

What AWS prints about a service has the number of tasks it came to:

```json
{
  "services": [
    {
      "serviceArn": "arn:aws:ecs:eu-west-1:123456789012:service/main/agent",
      "serviceName": "agent",
      "schedulingStrategy": "DAEMON",
      "desiredCount": 4
    }
  ]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import Service
from ecslint.taskdefinition.service_facts import is_daemon, is_output
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "SV002",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",),
    peers=("cfn-lint:E3044", "cdk-preflight:service-daemon-desired-count"),
)


@rule.check
def invalid_count(service: Service) -> Iterator[Finding]:
    count = service.desired_count
    if count.value is None or is_output(service):
        return
    if is_daemon(service):
        yield rule.finding(
            count,
            f"`desiredCount` is {shown(count.value)}, allowed is none in a `DAEMON` service "
            "(AWS: The daemon scheduling strategy does not support a desired count for services)",
            notes=(Note(service.scheduling_strategy.span, "one task on each instance"),),
        )
    elif count.value < 0:
        yield rule.finding(count, f"`desiredCount` is {shown(count.value)}, allowed is 0 or more")
