"""Credential as build argument

A credential given with `--build-arg` is no literal in the Dockerfile, but it ends up in the image all the same: `docker
history` shows the arguments of a `RUN`, and the provenance of the build lists them. An `ENV` set from it keeps it in the
image for good. A secret mount leaves no trace.

```diff
  # syntax=docker/dockerfile:1
  FROM node:22-alpine
- ARG NPM_TOKEN
- ENV NPM_TOKEN=${NPM_TOKEN}
+ ENV NODE_ENV=production
  RUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci
```

This is off unless selected, since many builds have no other way yet. A literal value is the subject of other rules:

```dockerfile
FROM alpine:3.20
ARG VERSION
ARG GPG_KEY TOKEN_URL SSH_AUTH_SOCK
ENV DB_PASSWORD_FILE=/run/secrets/db TOKENIZERS_PARALLELISM=false
ENV KEY_ALIAS=${VERSION}
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Arg, Env
from ecslint.rule import Finding, Rule, Severity
from ecslint.secrets.names import classify

rule = Rule(
    "DF307",
    Severity.INFO,
    since="0.1",
    categories=("secrets",),
    references=("https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/",),
    peers=("buildkit:SecretsUsedInArgOrEnv", "hadolint:DL3064", "trivy:DS-0031"),
    default=False,
)

HELP = "use `RUN --mount=type=secret` instead"


@rule.check
def argument(arg: Arg) -> Iterator[Finding]:
    for pair in arg.pairs:
        if pair.value is None and classify(pair.key.text) not in {None, "weak"}:
            yield rule.finding(
                pair.key, f"build argument `{pair.key.text}` stays in the image's history", help=HELP
            )


@rule.check
def environment(env: Env) -> Iterator[Finding]:
    for pair in env.pairs:
        if pair.value is None or classify(pair.key.text) in {None, "weak"}:
            continue
        value = pair.value.text.strip("\"'")
        if value.startswith("$") and ":" not in value:
            yield rule.finding(pair.key, f"`{pair.key.text}` keeps a build argument in the image", help=HELP)
