"""Provider token in the Dockerfile

A token of GitHub, Slack, AWS or another provider works for whoever holds it. Written into a Dockerfile it is in the
repository, in every layer made from it, in the build cache and in the provenance of the image; deleting it in a later
layer does not take it out. Revoke it, and give the new one to the build as a secret.

```diff
  # syntax=docker/dockerfile:1
  FROM node:22-alpine
- RUN NPM_TOKEN=@TOKEN:npm@ npm ci
+ RUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci
```

It is known by its shape, whatever it is called and wherever it stands:

```diff
  FROM alpine:3.20
- ARG GREETING=@TOKEN:github@
- LABEL motto="@TOKEN:slack-token@"
- RUN curl -H "X-Thing: @TOKEN:stripe@" https://api.example.com
+ ARG GREETING
+ LABEL motto="hello"
+ RUN --mount=type=secret,id=key curl -H "X-Thing: $(cat /run/secrets/key)" https://api.example.com
```

References, keys that are public by design and the samples of the providers' own manuals are none:

```dockerfile
FROM alpine:3.20
ARG GITHUB_TOKEN
ENV STRIPE_KEY=pk_live_4eC39HqLyjWDarjtT1zdp7dc AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE
RUN curl -H "Authorization: token ${GITHUB_TOKEN}" https://api.github.com/user
```

A JSON Web Token that says of itself that it is for everybody (its role is `anon`) is reported as information only.
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.secrets import Secret

rule = Rule(
    "DF301",
    Severity.ERROR,
    since="0.1",
    categories=("secrets", "security"),
    references=("https://docs.docker.com/build/building/secrets/",),
    peers=(
        "hadolint:DL3064",
        "buildkit:SecretsUsedInArgOrEnv",
        "trivy:DS-0031",
        "kics:passwords_and_secrets",
        "dockle:CIS-DI-0010",
        "tally:secrets-in-code",
    ),
)


@rule.check
def token(secret: Secret) -> Iterator[Finding]:
    if secret.kind == "token":
        yield rule.finding(
            secret,
            f"{secret.description}{secret.where} is readable by everyone who has the image or the build cache",
            label="a provider's token",
            help="revoke it, and give the new one to the build with `RUN --mount=type=secret`",
            severity=secret.severity,
        )
