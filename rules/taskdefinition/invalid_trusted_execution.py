"""Trusted execution that ECS refuses

`trustedExecutionConfiguration` puts a task into a sandbox of its own; only managed instances have one. With the isolation mode
`CONFIDENTIAL_SANDBOX` it needs an `attestationPolicy` in base64, which says what may run in it.

```diff
  {
    "family": "ledger",
    "requiresCompatibilities": ["MANAGED_INSTANCES"],
    "networkMode": "awsvpc",
-   "trustedExecutionConfiguration": {"isolationMode": "CONFIDENTIAL_SANDBOX"},
+   "trustedExecutionConfiguration": {"isolationMode": "CONFIDENTIAL_SANDBOX", "attestationPolicy": "eyJ2IjoxfQ=="},
    "cpu": "1024",
    "memory": "2048",
    "containerDefinitions": [{"name": "ledger", "image": "example.com/ledger:7"}]
  }
```

```diff
  {
    "family": "ledger",
    "requiresCompatibilities": ["EC2"],
-   "trustedExecutionConfiguration": {"isolationMode": "ISOLATED_SANDBOX"},
    "containerDefinitions": [{"name": "ledger", "image": "example.com/ledger:7", "memory": 128}]
  }
```
"""

from collections.abc import Iterator

from ecslint.regex import LazyPattern
from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition

BASE64 = LazyPattern(r"[A-Za-z0-9+/]+={0,2}")

rule = Rule(
    "TD223",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html",),
)


@rule.check
def invalid(task: TaskDefinition) -> Iterator[Finding]:
    trusted = task.trusted_execution_configuration
    if not trusted.present or trusted.unknown:
        return
    types = task.launch_types
    if types is not None and "MANAGED_INSTANCES" not in types:
        yield rule.finding(
            trusted, "`trustedExecutionConfiguration` without managed instances, allowed is it only there"
        )
        return
    policy = trusted.attestation_policy
    if trusted.isolation_mode.value == "CONFIDENTIAL_SANDBOX" and policy.absent:
        yield rule.finding(
            trusted.isolation_mode, "`CONFIDENTIAL_SANDBOX` without `attestationPolicy`, which it needs"
        )
    elif policy.value is not None and (len(policy.value) % 4 or not BASE64.fullmatch(policy.value)):
        yield rule.finding(policy, "`attestationPolicy` is no base64, allowed is an encoded policy")
