"""Password in a URL of the task definition

`postgres://app:password@host` in `environment` or `command` shows the password to everyone who may read the task definition.
Keep the whole URL in Secrets Manager, or put it together at start from a host and a password that comes from `secrets`.

```diff
  {"family": "web", "containerDefinitions": [{
    "name": "web",
    "image": "acme/web:1.4",
-   "environment": [{"name": "DATABASE_URL", "value": "postgres://app:hunter2@db.acme.com:5432/app"}]
+   "secrets": [{"name": "DATABASE_URL", "valueFrom": "/web/database-url"}]
  }]}
```

```diff
  {"family": "web", "containerDefinitions": [{
    "name": "web",
    "image": "acme/web:1.4",
-   "command": ["worker", "--broker", "amqp://app:hunter2@queue.acme.com"],
-   "environment": [{"name": "DATABASE", "value": "Server=db;User Id=app;Password=hunter2;"}]
+   "command": ["worker"],
+   "secrets": [{"name": "DATABASE", "valueFrom": "/web/database"}]
  }]}
```

Without a password, or with one that is filled in later, there is nothing to see:

```json
{"family": "web", "containerDefinitions": [{
  "name": "web",
  "image": "acme/web:1.4",
  "environment": [
    {"name": "JDBC_URL", "value": "jdbc:postgresql://db:5432/app"},
    {"name": "REDIS_URL", "value": "redis://app@cache:6379"},
    {"name": "DATABASE_URL", "value": "postgres://app:${DB_PASSWORD}@db.acme.com:5432/app"}
  ]
}]}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.secrets import Secret

rule = Rule(
    "TD903",
    Severity.ERROR,
    since="0.1",
    categories=("secrets", "security"),
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html",
    ),
    peers=("prowler:ecs_task_definitions_no_environment_secrets", "trivy:AWS-0036"),
)


@rule.check
def credentials(secret: Secret) -> Iterator[Finding]:
    if secret.kind == "url":
        what = secret.provider if " " in secret.provider else f"`{secret.provider}` URL"
        yield rule.finding(
            secret,
            f"the {what}{secret.where} holds a literal password: everyone who may read the task definition sees it",
            label="a password",
            help="store it in Secrets Manager or the Parameter Store, and name that in `secrets`",
        )
