"""Password in a URL or connection string

`https://user:password@host` hands the password to every layer, to the process list, to proxies' logs and often to error
messages. Keep it out of the URL: a `.netrc` or a credential helper mounted as a secret for a build, a value from the
task definition's `secrets` at run time.

```diff
  # syntax=docker/dockerfile:1
  FROM python:3.13-slim
- RUN pip install --extra-index-url https://ci:hunter2@pypi.acme.com/simple app
+ RUN --mount=type=secret,id=netrc,target=/root/.netrc pip install --extra-index-url https://pypi.acme.com/simple app
```

```diff
  FROM alpine:3.20
- ADD https://ci:hunter2@files.acme.com/model.bin /model.bin
- ENV DATABASE_URL=postgres://app:hunter2@db.acme.com:5432/app
- ENV DATABASE="Server=db;User Id=app;Password=hunter2;"
+ ADD https://files.acme.com/model.bin /model.bin
+ ENV DATABASE_URL=postgres://db.acme.com:5432/app
+ ENV DATABASE="Server=db;User Id=app;Integrated Security=true;"
```

A variable as password, a user without one, and an address that only looks like it are fine:

```dockerfile
FROM alpine:3.20
ARG TOKEN
RUN git clone https://ci:${TOKEN}@github.com/acme/app.git
RUN git clone git@github.com:acme/app.git && git clone https://ci@github.com/acme/app.git
ENV JDBC_URL=jdbc:postgresql://db:5432/app
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.secrets import Secret

rule = Rule(
    "DF303",
    Severity.ERROR,
    since="0.1",
    categories=("secrets", "security"),
    references=(
        "https://docs.docker.com/build/building/secrets/",
        "https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1",
    ),
    peers=(
        "kics:passwords_and_secrets",
        "trivy:DS-0031",
        "tally:secrets-in-code",
        "tally:require-secret-mounts",
    ),
)


@rule.check
def credentials(secret: Secret) -> Iterator[Finding]:
    if secret.kind == "url":
        what = secret.provider if " " in secret.provider else f"`{secret.provider}` URL"
        yield rule.finding(
            secret,
            f"the {what} holds a literal password: everyone who has the image can read it",
            label="a password",
            help="mount a `.netrc` or credential file with `RUN --mount=type=secret`, or take the password at run time",
        )
