"""Credential on a command line

A password or token given to a command stays in the image's history, which `docker history` shows, and in the build cache.
Mount it as a secret and let the command read the file or an environment variable that lives for one step only.

```diff
  # syntax=docker/dockerfile:1
  FROM alpine:3.20
- RUN curl -u ci:hunter2 -o app.tgz https://files.acme.com/app.tgz
+ RUN --mount=type=secret,id=netrc,target=/root/.netrc curl --netrc -o app.tgz https://files.acme.com/app.tgz
```

Headers, options, standard input and the files that tools log in with count alike:

```diff
  FROM alpine:3.20
- RUN curl --header "X-Api-Key: 7dK2mQx9Lw4Zt8Rb" https://api.acme.com
- RUN mysqldump -uroot -phunter2 shop > /shop.sql
- RUN echo "root:hunter2" | chpasswd
- RUN echo "//registry.npmjs.org/:_authToken=7dK2mQx9Lw4Zt8Rb" > .npmrc
- CMD ["server", "--admin-password", "hunter2"]
+ RUN --mount=type=secret,id=key curl --header "X-Api-Key: $(cat /run/secrets/key)" https://api.acme.com
+ RUN --mount=type=secret,id=my.cnf mysqldump --defaults-file=/run/secrets/my.cnf shop > /shop.sql
+ RUN passwd -l root
+ RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci
+ CMD ["server", "--admin-password-file", "/run/secrets/admin"]
```

What is read from elsewhere is fine, and so are options that only look like it:

```dockerfile
FROM alpine:3.20
RUN --mount=type=secret,id=pw curl -u "ci:$(cat /run/secrets/pw)" https://files.acme.com/app.tgz
RUN adduser --disabled-password app && echo "app ALL=(ALL) NOPASSWD:ALL" > /etc/sudoers.d/app
RUN curl -H "Authorization: Bearer ${TOKEN}" https://api.acme.com && docker login --password-stdin
RUN keytool -importcert -storepass changeit -file ca.crt -noprompt
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.secrets import Secret

rule = Rule(
    "DF304",
    Severity.ERROR,
    since="0.1",
    categories=("secrets", "security"),
    references=("https://docs.docker.com/build/building/secrets/",),
    peers=(
        "trivy:DS-0031",
        "kics:passwords_and_secrets",
        "checkov:CKV2_DOCKER_17",
        "dockle:DKL-LI-0001",
        "tally:require-secret-mounts",
    ),
)


@rule.check
def credential(secret: Secret) -> Iterator[Finding]:
    if secret.kind == "command":
        given = f"`{secret.name}`" if secret.name else secret.provider
        yield rule.finding(
            secret,
            f"a literal credential is given to {given}: `docker history` shows it to everyone who has the image",
            label="a credential",
            help="read it from a file mounted with `RUN --mount=type=secret`, or at run time from the environment",
        )
