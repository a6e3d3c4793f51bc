r"""Private key in the task definition

Every revision of a task definition is kept and shown in the clear to each role that may read ECS. A private key in it lets all
of them log in or sign as its owner. Replace the key pair, store the new key in Secrets Manager, and name it in `secrets`.

```diff
  {"family": "web", "containerDefinitions": [{
    "name": "web",
    "image": "acme/web:1.4",
-   "environment": [{"name": "SIGNING", "value": "@TOKEN:private-key@"}]
+   "secrets": [{"name": "SIGNING", "valueFrom": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:signing-AbCdEf"}]
  }]}
```

Public keys and references are fine:

```json
{"family": "web", "containerDefinitions": [{
  "name": "web",
  "image": "acme/web:1.4",
  "environment": [{"name": "VERIFY", "value": "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkq\n-----END PUBLIC KEY-----"}]
}]}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.secrets import Secret

rule = Rule(
    "TD902",
    Severity.ERROR,
    since="0.1",
    categories=("secrets", "security"),
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html",
    ),
    peers=("prowler:ecs_task_definitions_no_environment_secrets", "trivy:AWS-0036"),
)


@rule.check
def private_key(secret: Secret) -> Iterator[Finding]:
    if secret.kind == "private-key":
        yield rule.finding(
            secret,
            f"{secret.description}{secret.where} is shown to everyone who may read the task definition",
            label="a private key",
            help="replace the key pair, store the key in Secrets Manager, and name that in `secrets`",
        )
