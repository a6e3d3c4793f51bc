"""Circuit breaker without one of its two members

A `deploymentCircuitBreaker` must say both `enable` and `rollback`: the AWS CLI and every SDK refuse it with one of them
missing.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "deploymentConfiguration": {
-     "deploymentCircuitBreaker": {"enable": true}
+     "deploymentCircuitBreaker": {"enable": true, "rollback": true}
    }
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import DeploymentCircuitBreaker

rule = Rule(
    "SV026",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentCircuitBreaker.html",
    ),
    fix="unsafe",
)


@rule.check
def incomplete(breaker: DeploymentCircuitBreaker) -> Iterator[Finding]:
    enable, rollback = breaker.enable, breaker.rollback
    for member, name, other in ((enable, "enable", rollback), (rollback, "rollback", enable)):
        if member.absent and member.node is None:
            beside = other.member
            yield rule.finding(
                breaker,
                f"`deploymentCircuitBreaker` has no `{name}`, allowed is `enable` with `rollback` (AWS: Missing required "
                f'parameter in deploymentConfiguration.deploymentCircuitBreaker: "{name}")',
                fix=Fix(f"add `{name}`", (beside.add_after(name, "true"),)) if beside else None,
            )
