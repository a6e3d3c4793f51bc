"""Credential file copied into the image

Private keys, `.env` files and the settings that tools log in with have no place in an image: whoever pulls it has them, and
deleting the file in a later layer leaves it in the earlier one. Mount the file for the step that needs it, and list it in
`.dockerignore`. SSH keys are an error. In a stage that does not end up in the image the file still lands in the build
cache, which is reported as information.

```diff
  # syntax=docker/dockerfile:1
  FROM node:22-alpine
- COPY package.json .npmrc ./
- COPY --chmod=600 id_ed25519 /root/.ssh/id_ed25519
- ADD config/.env.production server.key /app/
+ COPY package.json ./
+ RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci
+ ADD config/app.yaml /app/
```

Public halves, certificates, templates, and what comes from another stage:

```dockerfile
FROM alpine:3.20 AS build
FROM alpine:3.20
COPY id_rsa.pub ca.pem fullchain.pem server.crt .env.example .env.sample /etc/app/
COPY docker-archive-keyring.key /usr/share/keyrings/
COPY --from=build /out/server.key /etc/app/
COPY environment/ tokens.py secrets.go /src/
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Transfer
from ecslint.rule import Finding, Rule, Severity
from ecslint.secrets.files import credential_file

rule = Rule(
    "DF306",
    Severity.WARNING,
    since="0.1",
    categories=("secrets", "security"),
    references=(
        "https://docs.docker.com/build/building/secrets/",
        "https://docs.docker.com/build/concepts/context/#dockerignore-files",
    ),
    peers=("trivy:DS-0031", "dockle:CIS-DI-0010"),
)


@rule.check
def copied(transfer: Transfer) -> Iterator[Finding]:
    if "from" in transfer.flags:
        return
    for source in transfer.sources:
        kind = credential_file(source.text)
        if kind is None:
            continue
        severity = Severity.ERROR if kind == "an SSH private key" else Severity.WARNING
        reader = "everyone who has the image can read it"
        if transfer.stage is not None and not transfer.stage.is_shipped:
            severity = Severity.INFO
            reader = "it stays in the build cache"
        yield rule.finding(
            source,
            f"`{source.text}` holds {kind} by convention: {reader}",
            label="copied into a layer",
            help="use `RUN --mount=type=secret` for the step that needs it, and list the file in `.dockerignore`",
            severity=severity,
        )
