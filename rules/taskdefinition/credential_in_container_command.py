r"""Credential on a container's command line

What `command`, `entryPoint` and the command of a health check say stands in the task definition for everyone who may read it,
and in the process list of the host. Let the program read the credential from its environment, and fill that from `secrets`.

```diff
  {"family": "web", "containerDefinitions": [{
    "name": "web",
    "image": "acme/web:1.4",
-   "command": ["server", "--admin-password", "hunter2"],
+   "command": ["server"],
    "healthCheck": {
-     "command": ["CMD-SHELL", "curl -fu monitor:hunter2 http://localhost/health || exit 1"]
+     "command": ["CMD-SHELL", "curl -fu \"monitor:$PASSWORD\" http://localhost/health || exit 1"]
    }
  }]}
```

Variables and files are fine:

```json
{"family": "web", "containerDefinitions": [{
  "name": "web",
  "image": "acme/web:1.4",
  "entryPoint": ["sh", "-c"],
  "command": ["server --admin-password \"$ADMIN_PASSWORD\" --token-file /run/token"]
}]}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.secrets import Secret

rule = Rule(
    "TD904",
    Severity.ERROR,
    since="0.1",
    categories=("secrets", "security"),
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html",
    ),
    peers=("prowler:ecs_task_definitions_no_environment_secrets",),
)


@rule.check
def credential(secret: Secret) -> Iterator[Finding]:
    if secret.kind == "command":
        given = f"`{secret.name}`" if secret.name else secret.provider
        yield rule.finding(
            secret,
            f"a literal credential is given to {given}: everyone who may read the task definition sees it",
            label="a credential",
            help="let the program read it from an environment variable that `secrets` fills",
        )
