"""Image runs as a user with a name, not a number

Kubernetes can only verify `runAsNonRoot` where the image gives a number: for a name it would have to read the image's
`/etc/passwd`, and refuses to start the container. Amazon ECS does not care, so this rule waits to be selected.

```diff
  FROM node:22-alpine
- USER node
+ USER 1000
  CMD ["node", "server.js"]
```

```diff
  FROM debian:12-slim
  ARG APP_USER=app
- USER ${APP_USER}:1000
+ USER 10001:app
```

Only the user of the built image counts; an unknown one is no finding, and root has a rule of its own:

```dockerfile
FROM golang:1.24 AS build
USER nobody
FROM debian:12-slim
ARG UID
USER app
RUN whoami
USER $UID:app
```

```dockerfile
FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
USER ContainerUser
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Dockerfile
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF204",
    Severity.INFO,
    since="0.1",
    categories=("security", "hardening"),
    references=("https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",),
    peers=("hadolint:DL3066",),
    default=False,
)


@rule.check
def named(dockerfile: Dockerfile) -> Iterator[Finding]:
    final = dockerfile.final_stage
    user = final.effective_user if final else None
    if final is None or user is None or not user.name or user.name.isdecimal() or user.is_root:
        return
    # Windows knows names only.
    if final.dialect(user) == "sh":
        yield rule.finding(
            user.value_span,
            f"the user `{user.name}` is a name: a number can be verified without the image's `/etc/passwd`",
            label="the last `USER` of the image",
        )
