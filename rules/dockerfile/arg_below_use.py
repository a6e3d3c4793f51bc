"""ARG below the line that uses it

An `ARG` counts from its own line on. Above it the variable stands for nothing, whatever `--build-arg` says.

```diff
  FROM alpine:3.20
- WORKDIR /opt/$APP
  ARG APP=web
  COPY . .
```

```diff
  FROM golang:1.24
- RUN go build -ldflags "-X main.version=$VERSION" ./...
  ARG VERSION=dev
```

```dockerfile
FROM alpine:3.20
ARG APP=web
WORKDIR /opt/$APP
RUN APP=x; echo $APP
ARG OTHER
ENV APP=y
FROM alpine:3.20
WORKDIR /opt/${APP:-x}
ARG APP
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Undeclared
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF035",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/dockerfile/#scope",),
    peers=("buildkit:UndefinedVar",),
)


@rule.check
def below(one: Undeclared) -> Iterator[Finding]:
    if one.reason == "later":
        message = f"`{one.name}` is empty here, its `ARG` stands below"
        yield rule.finding(one, message, help=f"move `ARG {one.name}` above this line")
