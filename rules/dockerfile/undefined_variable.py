r"""Variable that nothing sets

The builder fills in an unset variable with nothing, and says so only in a warning: `COPY app.jar $APP_HOM/` copies to `/`. A name
that is one slip of the finger away from a known one is reported on every base image. Any other one is reported only where the
environment is known: before the first `FROM`, in a stage from `scratch`, and on the plain images of Linux distributions, which
set `PATH` and nothing else. Whatever another image may set is left alone.

```diff
  FROM eclipse-temurin:21
  ARG APP_HOME=/opt/app
- WORKDIR $APP_HOM
+ WORKDIR $APP_HOME
- COPY --chown=${APP_HOMES} app.jar .
+ COPY --chown=${APP_HOME} app.jar .
```

```diff
  FROM debian:12-slim
- WORKDIR $HOME/app
- USER ${APP_UID}
- ENV LANG=C.UTF-8 CACHE=$XDG_CACHE_HOME/app
```

```diff
- ARG IMAGE=alpine:$ALPINE_VERSION
+ ARG IMAGE=alpine:3.20
  FROM $IMAGE
```

Set in an earlier stage, by the image, by an option of the build, or only used by a shell:

```dockerfile
ARG VERSION=1
FROM alpine:3.20 AS base
ENV APP=/app
FROM base
ARG BRANCH COMMIT=$COMMIT
WORKDIR $APP
LABEL version=${VERSION:-2} proxy=$HTTP_PROXY literal=\$NOTHING quoted='$NOTHING'
ENV PATH=$APP/bin:$PATH LD_LIBRARY_PATH=/opt/lib:$LD_LIBRARY_PATH
RUN echo $NOTHING
CMD echo $NOTHING
COPY <<"EOF" $BRANCH/
$NOTHING
EOF
FROM nginx:1.27
WORKDIR $NGINX_HOME
ONBUILD WORKDIR $NOTHING
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Undeclared
from ecslint.rule import Edit, Finding, Fix, Rule, Severity

rule = Rule(
    "DF031",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/build-checks/undefined-var/",),
    peers=("buildkit:UndefinedVar",),
    fix="unsafe",
)


@rule.check
def undefined(one: Undeclared) -> Iterator[Finding]:
    if one.reason == "typo":
        fix = (
            Fix(f"Write `{one.near}`", (Edit(one.span, one.near or ""),))
            if one.span.text == one.name
            else None
        )
        yield rule.finding(one, f"`{one.name}` is not set, `{one.near}` is", fix=fix)
    elif one.reason == "nowhere":
        message = f"`{one.name}` is not set here, so it stands for nothing"
        yield rule.finding(one, message, help=f"declare it with `ARG {one.name}`, or set it with `ENV`")
