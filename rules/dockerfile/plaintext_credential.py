"""Literal value for a credential

A variable whose name says password, secret, token or key has its value written down. Every process of the container, every
image built on top and everyone who can pull the image or read the repository has it. Leave it out of the image: at run
time it comes from the task definition's `secrets`, for one build step from a secret mount.

```diff
  FROM postgres:17
- ENV POSTGRES_PASSWORD=hunter2
+ ENV POSTGRES_PASSWORD_FILE=/run/secrets/postgres
```

Guessable defaults count: `postgres` or `admin` in an image is a password that somebody forgets to change. A value of at
least 12 characters that is random enough to be real is an error, everything else a warning.

```diff
  FROM alpine:3.20
- ARG API_KEY="7dK2mQx9Lw4Zt8Rb"
- ENV DB_USER=app DB_PASSWORD=postgres
- ENV ADMIN_PASSWORD=${ADMIN_PASSWORD:-admin}
- RUN export SIGNING_KEY=7dK2mQx9Lw4Zt8Rb && make
+ ARG API_KEY
+ ENV DB_USER=app
+ ENV ADMIN_PASSWORD=${ADMIN_PASSWORD}
+ RUN --mount=type=secret,id=key,env=SIGNING_KEY make
```

References, placeholders, paths, switches, fingerprints and names that only sound like credentials are silent:

```dockerfile
FROM alpine:3.20
ARG TOKEN
ENV TOKEN=${TOKEN} API_KEY=changeme CLIENT_SECRET="<your secret>"
ENV GPG_KEY=A035C8C19219BA821ECEA86B64E628F8D684696D KMS_KEY_ALIAS=alias/app SSH_AUTH_SOCK=/ssh-agent
ENV MYSQL_ALLOW_EMPTY_PASSWORD=yes MAX_TOKENS=4096 SECRETS_BACKEND=vault NEXT_PUBLIC_API_KEY=7dK2mQx9Lw4Zt8Rb
RUN key='A4A9 4068 76FC BD3C 4567  70C8 8C71 8D3B 5072 E1F5'; gpg --recv-keys "$key"
```

The option `allowed` lists names that hold no credential in a project; a `*` stands for any characters. The values stay masked in
every report.

```diff allowed=LICENSE_KEY,*_SITE_KEY
  FROM alpine:3.20
- ENV LICENSE_KEY_ID_SECRET=7dK2mQx9Lw4Zt8Rb
+ ENV LICENSE_KEY=7dK2mQx9Lw4Zt8Rb CAPTCHA_SITE_KEY=7dK2mQx9Lw4Zt8Rb
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
    "DF305",
    Severity.WARNING,
    since="0.1",
    categories=("secrets", "security"),
    references=(
        "https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/",
        "https://docs.docker.com/build/building/secrets/",
    ),
    peers=(
        "hadolint:DL3064",
        "buildkit:SecretsUsedInArgOrEnv",
        "trivy:DS-0031",
        "kics:passwords_and_secrets",
        "dockle:CIS-DI-0010",
    ),
    options=Options,
)


@rule.check
def plaintext(secret: Secret, options: Options) -> Iterator[Finding]:
    if secret.kind == "named" and not secret.is_named_as(options.allowed):
        given = f"`{secret.name}`" if secret.name else "a credential"
        yield rule.finding(
            secret,
            f"{given} has a literal value, which everyone who has the image can read",
            label="a literal credential",
            help="leave it out of the image: take it from `secrets` in the task definition, or from a secret mount",
            severity=secret.severity,
        )
