"""Image runs as root

The last `USER` of the image is root, so the process in the container has uid 0: whoever breaks out of it through a
kernel or runtime fault is root on the host, and whoever breaks into it may change any file of the image. Switch to an
ordinary user after the steps that need root. A task definition's `user` overrides it, but nobody who pulls the image
elsewhere has that file.

```diff
  FROM node:22-alpine
  USER root
  RUN apk add --no-cache tini
- USER root
+ USER node
  CMD ["node", "server.js"]
```

By number, with a group, in quotes, from an argument's default, or inherited from an earlier stage:

```diff
  FROM debian:12-slim
- USER 0:0
+ USER 1000:1000
```

```diff
  FROM debian:12-slim
- USER "root:staff"
+ USER "app:staff"
```

```diff
  ARG UNUSED
  FROM debian:12-slim AS base
  ARG RUN_AS="root"
- USER ${RUN_AS}
+ USER app
  FROM base
  CMD ["/app"]
```

Only the image that is built counts, and a user that cannot be known is no finding:

```dockerfile
FROM golang:1.24 AS build
USER root
RUN make
FROM debian:12-slim
ARG UID
USER root
RUN apt-get update
USER $UID
ONBUILD USER root
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Dockerfile
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF201",
    Severity.WARNING,
    since="0.1",
    categories=("security",),
    references=("https://docs.docker.com/build/building/best-practices/#user",),
    peers=(
        "hadolint:DL3002",
        "trivy:DS-0002",
        "checkov:CKV_DOCKER_8",
        "kics:last_user_is_root",
        "dockle:CIS-DI-0001",
        "dockerfile_lint:root_user",
    ),
)


@rule.check
def root(dockerfile: Dockerfile) -> Iterator[Finding]:
    final = dockerfile.final_stage
    user = final.effective_user if final else None
    if user is not None and user.is_root:
        yield rule.finding(
            user.value_span,
            f"the image runs as `{user.resolved}`: an ordinary user is enough for most servers",
            label="the last `USER` of the image",
            help="add `USER` with an unprivileged user after the steps that need root",
        )
