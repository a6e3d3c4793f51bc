"""SSH server installed

An SSH server in an image means keys and passwords to look after, one more service to patch, and a way in that leaves no trace in the
program's log. `docker exec` and ECS Exec need none. Build images and jump hosts are what they are, so this rule waits to be selected.

```diff
  FROM debian:12-slim
- RUN apt-get update && apt-get install -y --no-install-recommends openssh-server curl
+ RUN apt-get update && apt-get install -y --no-install-recommends openssh-client curl
```

```diff
  FROM alpine:3.20
- RUN apk add --no-cache --virtual .tools git openssh=9.7_p1-r4
- RUN sudo dnf -y install 'dropbear'
  RUN <<EOF
- apk -U add openssh-server
  EOF
```

The client is fine, and so are other words and stages that are thrown away:

```dockerfile
FROM alpine:3.20 AS build
RUN apk add openssh-server
FROM alpine:3.20
RUN apk add openssh-client openssh-keygen && apk del openssh && apt-get install -y openssh-client # openssh-server
RUN dnf install -y openssh openssh-clients && echo install openssh-server
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF219",
    Severity.INFO,
    since="0.1",
    categories=("security",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",),
    peers=("dockerfile_lint:installing_ssh",),
    default=False,
)

_SERVERS = frozenset({"openssh-server", "dropbear", "dropbear-bin", "tinyssh"})
_INSTALL = frozenset({"install", "add", "in", "reinstall"})
_MANAGERS = frozenset({"apk", "apt", "apt-get", "aptitude", "dnf", "microdnf", "tdnf", "yum", "zypper"})


@rule.check_calls(*_MANAGERS)
def installed(run: Run) -> Iterator[Finding]:
    if run.stage is not None and not run.stage.is_shipped:
        return
    for outer in run.commands:
        command = outer.unwrapped
        words = (
            [word for word in command.arguments if not word.prefix.startswith("-")]
            if command.name in _MANAGERS
            else []
        )
        if not any(word.value in _INSTALL for word in words[:2]):
            continue
        for word in words:
            package = word.prefix.partition("=")[0].partition("~")[0]
            # For Alpine `openssh` is client and server, for Red Hat what the two share.
            if package in _SERVERS or (package == "openssh" and command.name == "apk"):
                yield rule.finding(
                    word, f"`{package}` is an SSH server: `docker exec` and ECS Exec give a shell without one"
                )
