"""Literal value for a credential in the task definition

A variable, label or log option whose name says password, secret, token or key has its value written down. Every revision is
kept and shown in the clear to each role that may read ECS, and the value stands in the console and in CloudTrail. Store it
in Secrets Manager or the Parameter Store and name it in `secrets`, of a log driver in `secretOptions`.

```diff
  {"family": "web", "containerDefinitions": [{
    "name": "web",
    "image": "acme/web:1.4",
-   "environment": [{"name": "DB_PASSWORD", "value": "hunter2"}]
+   "secrets": [{"name": "DB_PASSWORD", "valueFrom": "arn:aws:ssm:eu-west-1:123456789012:parameter/web/db"}]
  }]}
```

Guessable defaults such as `postgres` count. A value of at least 12 characters that is random enough to be real is an error,
everything else a warning.

```diff
  {"family": "web", "containerDefinitions": [{
    "name": "web",
    "image": "acme/web:1.4",
    "environment": [
-     {"name": "POSTGRES_PASSWORD", "value": "postgres"},
-     {"value": "7dK2mQx9Lw4Zt8Rb", "name": "SECRET_KEY_BASE"},
      {"name": "POSTGRES_USER", "value": "postgres"}
    ],
    "logConfiguration": {
      "logDriver": "splunk",
      "options": {
-       "splunk-token": "7dK2mQx9-Lw4Z-t8Rb",
        "splunk-url": "https://splunk.acme.com:8088"
      }
    }
  }]}
```

References, placeholders, paths, switches and names that only sound like credentials are silent:

```json
{"family": "web", "containerDefinitions": [{
  "name": "web",
  "image": "acme/web:1.4",
  "environment": [
    {"name": "DB_PASSWORD", "value": "${DB_PASSWORD}"},
    {"name": "API_KEY", "value": "<your key>"},
    {"name": "DB_PASSWORD_FILE", "value": "/run/secrets/db"},
    {"name": "GOOGLE_APPLICATION_CREDENTIALS", "value": "/etc/gcp/key.json"},
    {"name": "LIMIT_TOKEN_REQUESTS_PER_MINUTE", "value": "60"},
    {"name": "AWS_SECRET_ACCESS_KEY", "value": ""},
    {"name": "KMS_KEY_ID", "value": "alias/web"}
  ]
}]}
```

The option `allowed` lists names that hold no credential in a project; a `*` stands for any characters. The values stay masked in
every report.

```diff allowed=LICENSE_KEY,*_SITE_KEY
  {"family": "web", "containerDefinitions": [{
    "name": "web",
    "image": "acme/web:1.4",
    "environment": [
-     {"name": "SESSION_SECRET", "value": "7dK2mQx9Lw4Zt8Rb"},
      {"name": "LICENSE_KEY", "value": "7dK2mQx9Lw4Zt8Rb"},
      {"name": "CAPTCHA_SITE_KEY", "value": "7dK2mQx9Lw4Zt8Rb"}
    ]
  }]}
```
"""

from collections.abc import Iterator

from ecslint.record import NamedTuple
from ecslint.rule import Finding, Rule, Severity
from ecslint.secrets import Secret


class Options(NamedTuple):
    """allowed: the names that hold no credential, with `*` for any characters"""

    allowed: tuple[str, ...] = ()


rule = Rule(
    "TD905",
    Severity.WARNING,
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
    options=Options,
)


@rule.check
def credential(secret: Secret, options: Options) -> Iterator[Finding]:
    if secret.kind == "named" and not secret.is_named_as(options.allowed):
        given = f"`{secret.name}`" if secret.name else "a credential"
        member = "secretOptions" if secret.place == "options" else "secrets"
        yield rule.finding(
            secret,
            f"{given} has a literal value, which everyone who may read the task definition can see",
            label="a literal credential",
            help=f"store it in Secrets Manager or the Parameter Store, and name that in `{member}`",
            severity=secret.severity,
        )
