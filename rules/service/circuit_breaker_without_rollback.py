"""Circuit breaker that does not roll back

With `enable` and no `rollback` a failed deployment stops where it is: some tasks of the old revision, none of the new one,
until somebody acts. `"rollback": true` brings the last good revision back.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "deploymentConfiguration": {
-     "deploymentCircuitBreaker": {"enable": true, "rollback": false}
+     "deploymentCircuitBreaker": {"enable": true, "rollback": true}
    }
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import DeploymentCircuitBreaker

rule = Rule(
    "SV952",
    Severity.WARNING,
    since="0.1",
    categories=("reliability",),
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html",
    ),
    fix="unsafe",
)


@rule.check
def without_rollback(breaker: DeploymentCircuitBreaker) -> Iterator[Finding]:
    if breaker.enable.value is True and breaker.rollback.value is False:
        yield rule.finding(
            breaker.rollback,
            "`rollback` is `false` while the circuit breaker is on, allowed is `true`, which brings the last good "
            "deployment back",
            fix=Fix("roll back", (breaker.rollback.replace("true"),)),
        )
