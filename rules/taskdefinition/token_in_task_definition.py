"""Provider token in the task definition

A token of GitHub, Slack, AWS or another provider works for whoever holds it. `DescribeTaskDefinition` shows every revision in
the clear, to each role that may read ECS, for as long as the revision exists. Revoke the token, store the new one in Secrets
Manager or the Parameter Store, and name it in `secrets`; for AWS keys use a task role instead.

```diff
  {"family": "web", "containerDefinitions": [{
    "name": "web",
    "image": "acme/web:1.4",
-   "environment": [{"name": "GITHUB_TOKEN", "value": "@TOKEN:github@"}]
+   "secrets": [{"name": "GITHUB_TOKEN", "valueFrom": "arn:aws:ssm:eu-west-1:123456789012:parameter/web/github"}]
  }]}
```

It is known by its shape, whatever it is called and wherever it stands, also where the ARN of a secret belongs:

```diff
  {"family": "web", "containerDefinitions": [{
    "name": "web",
    "image": "acme/web:1.4",
-   "command": ["notify", "--hook=@TOKEN:slack-token@"],
-   "dockerLabels": {"motto": "@TOKEN:stripe@"},
-   "secrets": [{"name": "NPM_TOKEN", "valueFrom": "@TOKEN:npm@"}],
+   "command": ["notify"],
+   "dockerLabels": {"motto": "hello"},
+   "secrets": [{"name": "NPM_TOKEN", "valueFrom": "/web/npm"}],
    "essential": true
  }]}
```

References and the samples of AWS's own manual are none:

```json
{"family": "web", "containerDefinitions": [{
  "name": "web",
  "image": "acme/web:1.4",
  "environment": [
    {"name": "AWS_ACCESS_KEY_ID", "value": "AKIAIOSFODNN7EXAMPLE"},
    {"name": "STRIPE_PUBLIC_KEY", "value": "pk_live_4eC39HqLyjWDarjtT1zdp7dc"}
  ]
}]}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.secrets import Secret

rule = Rule(
    "TD901",
    Severity.ERROR,
    since="0.1",
    categories=("secrets", "security"),
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html",
        "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-8",
    ),
    peers=(
        "securityhub:ECS.8",
        "prowler:ecs_task_definitions_no_environment_secrets",
        "trivy:AWS-0036",
        "config:ecs-no-environment-secrets",
        "control-tower:CT.ECS.PR.12",
    ),
)


@rule.check
def token(secret: Secret) -> Iterator[Finding]:
    if secret.kind == "token":
        yield rule.finding(
            secret,
            f"{secret.description}{secret.where} is shown to everyone who may read the task definition",
            label="a provider's token",
            help="revoke it, store the new one in Secrets Manager or the Parameter Store, and name that in `secrets`",
            severity=secret.severity,
        )
