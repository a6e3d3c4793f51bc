r"""Private key in the Dockerfile

A private key in an instruction or heredoc is part of the image's layers and of the build cache, also when a later
instruction deletes the file. Whoever pulls the image can log in or sign as its owner. Replace the key pair; mount the
key for the one step that needs it, or let SSH's agent do the signing.

```diff
  # syntax=docker/dockerfile:1
  FROM alpine:3.20
- ENV DEPLOY_KEY="@TOKEN:private-key@"
+ ENV DEPLOY_USER=git
  RUN --mount=type=ssh git clone git@github.com:acme/app.git
```

```diff
  FROM alpine:3.20
- RUN echo "@TOKEN:private-key@" > /root/.ssh/id_rsa
+ RUN --mount=type=secret,id=deploy_key,target=/root/.ssh/id_rsa git clone git@github.com:acme/app.git
```

Keys in PEM and PGP armour, PuTTY key files and age secret keys are known. A key that is filled in at build time, and
public keys, are none:

```dockerfile
FROM alpine:3.20
ARG KEY
RUN printf -- '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkq\n-----END PUBLIC KEY-----\n' > /etc/key.pub
RUN echo "$KEY" > /tmp/key && ./sign /tmp/key && rm /tmp/key
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.secrets import Secret

rule = Rule(
    "DF302",
    Severity.ERROR,
    since="0.1",
    categories=("secrets", "security"),
    references=("https://docs.docker.com/build/building/secrets/#ssh-mounts",),
    peers=("kics:passwords_and_secrets", "dockle:CIS-DI-0010", "tally:secrets-in-code"),
)


@rule.check
def private_key(secret: Secret) -> Iterator[Finding]:
    if secret.kind == "private-key":
        yield rule.finding(
            secret,
            f"{secret.description} is readable by everyone who has the image or the build cache",
            label="a private key",
            help="replace the key pair, and mount the key with `RUN --mount=type=secret` or `--mount=type=ssh`",
        )
