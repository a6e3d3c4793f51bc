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

This is off unless selected, since many builds have no other way yet. It goes by names alone, as `docker build --check` does, so that
a default that nobody could use, or that is to be replaced, counts too:

```diff
  FROM alpine:3.20
- ARG auth=bar git_key=
- ENV API_TOKEN=abc SECRET_KEY=changeme
+ ARG VERSION
+ ENV API_TOKEN_FILE=/run/secrets/token
```

A literal that may be real is the subject of other rules, and some names only sound like credentials:

```dockerfile
FROM alpine:3.20
ARG VERSION
ARG GPG_KEY TOKEN_URL SSH_AUTH_SOCK PUBLIC_KEY
ENV DB_PASSWORD_FILE=/run/secrets/db TOKENIZERS_PARALLELISM=false PRIMARY_KEY=id
ENV KEY_ALIAS=${VERSION} GOOGLE_APPLICATION_CREDENTIALS=/run/secrets/account.json
```

The option `allowed` lists names that hold no credential in a project; a `*` stands for any characters:

```diff allowed=CACHE_KEY_SALT,*_SITE_KEY
  FROM alpine:3.20
- ARG DEPLOY_KEY
+ ARG CAPTCHA_SITE_KEY
  ENV CACHE_KEY_SALT=${CAPTCHA_SITE_KEY}
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Arg, Env, Pair
from ecslint.record import NamedTuple
from ecslint.rule import Finding, Rule, Severity
from ecslint.secrets.judge import judge
from ecslint.secrets.names import is_listed, sounds_like_credential
from ecslint.secrets.values import is_path


class Options(NamedTuple):
    """allowed: the names that hold no credential, with `*` for any characters"""

    allowed: tuple[str, ...] = ()


rule = Rule(
    "DF307",
    Severity.INFO,
    since="0.1",
    # Not `secrets`: nothing is embedded yet.
    categories=("security",),
    references=("https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/",),
    peers=("buildkit:SecretsUsedInArgOrEnv", "hadolint:DL3064", "trivy:DS-0031"),
    default=False,
    options=Options,
)

HELP = "use `RUN --mount=type=secret` instead"


@rule.check
def argument(arg: Arg, options: Options) -> Iterator[Finding]:
    for pair in arg.pairs:
        if _is_credential(pair) and not is_listed(pair.key.text, options.allowed):
            yield rule.finding(
                pair.key, f"build argument `{pair.key.text}` stays in the image's history", help=HELP
            )


@rule.check
def environment(env: Env, options: Options) -> Iterator[Finding]:
    for pair in env.pairs:
        if _is_credential(pair) and not is_listed(pair.key.text, options.allowed):
            is_given = pair.value is not None and "$" in pair.value.text
            what = "a build argument" if is_given else "what it is set to"
            yield rule.finding(pair.key, f"`{pair.key.text}` keeps {what} in the image", help=HELP)


def _is_credential(pair: Pair) -> bool:
    """Is it one by its name, with a value that says nothing else and of which no other rule speaks?"""
    if not sounds_like_credential(pair.key.text):
        return False
    value = pair.value.text.strip("\"'") if pair.value is not None else ""
    # A file or an entry of a store may hold the credential instead.
    return not (is_path(value) or value.startswith("arn:")) and judge(pair.key.text, value) is None
