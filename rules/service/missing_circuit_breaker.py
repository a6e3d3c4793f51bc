"""Service without deployment circuit breaker

When the tasks of a new revision do not start, a rolling deployment tries again for hours. The circuit breaker ends it after
a number of failures and brings the last good revision back.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
-   "deploymentConfiguration": {"maximumPercent": 200}
+   "deploymentConfiguration": {"maximumPercent": 200, "deploymentCircuitBreaker": {"enable": true, "rollback": true}}
  }
```

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "deploymentConfiguration": {
-     "deploymentCircuitBreaker": {"enable": false, "rollback": false}
+     "deploymentCircuitBreaker": {"enable": true, "rollback": true}
    }
  }
```

CodeDeploy has its own way to roll back:

```json
{
  "serviceName": "web",
  "taskDefinition": "web:3",
  "desiredCount": 2,
  "deploymentController": {"type": "CODE_DEPLOY"},
  "loadBalancers": [{"targetGroupArn": "${target_group}", "containerName": "web", "containerPort": 80}]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Edit, Finding, Fix, Rule, Severity
from ecslint.taskdefinition import Service
from ecslint.taskdefinition.service_facts import controller, deployment_strategy, is_output, is_task_set

rule = Rule(
    "SV951",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html",
    ),
    fix="unsafe",
)

BREAKER = '{"enable": true, "rollback": true}'


@rule.check
def missing(service: Service) -> Iterator[Finding]:
    if controller(service) != "ECS" or deployment_strategy(service) != "ROLLING":
        return
    breaker = service.deployment_configuration.deployment_circuit_breaker
    if is_output(service) or is_task_set(service) or breaker.unknown:
        return
    if breaker.enable.value is False:
        edits = [breaker.enable.replace("true")]
        if breaker.rollback.node is not None:
            edits.append(breaker.rollback.replace("true"))
        yield rule.finding(
            breaker.enable,
            "the deployment circuit breaker is off, allowed is `true`",
            fix=Fix("switch it on", tuple(edits)),
        )
    elif breaker.absent and service.deployment_configuration.alarms.absent:
        yield rule.finding(
            breaker,
            "the service has no `deploymentCircuitBreaker`, allowed is one with `enable` and `rollback`",
            fix=_added(service),
        )


def _added(service: Service) -> Fix | None:
    configuration = service.deployment_configuration
    breaker = configuration.deployment_circuit_breaker
    if breaker.node is not None:
        edits: tuple[Edit, ...] = (breaker.replace(BREAKER),)
    elif configuration.node is not None:
        edits = configuration.add("deploymentCircuitBreaker", BREAKER)
    else:
        edits = service.add("deploymentConfiguration", f'{{"deploymentCircuitBreaker": {BREAKER}}}')
    return Fix("add one", edits) if edits else None
