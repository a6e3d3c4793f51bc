"""SSH port exposed

A container that lets people in by SSH carries a server, keys and passwords that nobody rotates, and an open door that the log of the
program does not show. `docker exec` and ECS Exec give a shell without any of it. The option `ports` names further ports that no image
may expose.

```diff
  FROM debian:12-slim
- EXPOSE 80 22/tcp
+ EXPOSE 80
```

In a range, by an argument's default, and before the colon of an old host mapping:

```diff
  FROM debian:12-slim
  ARG SSH_PORT=22
- EXPOSE $SSH_PORT
- EXPOSE 20-25
- EXPOSE 2222:22
+ EXPOSE 2222
```

```diff ports=22,3389
  FROM mcr.microsoft.com/windows/servercore:ltsc2022
- EXPOSE 443 3389
+ EXPOSE 443
```

Another port, UDP, and a port that is not known are none:

```dockerfile
FROM debian:12-slim
ARG PORT
EXPOSE 2222 220 22/udp $PORT
EXPOSE 8022-8080
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Expose
from ecslint.record import NamedTuple
from ecslint.rule import Finding, Rule, Severity


class Options(NamedTuple):
    """ports: TCP ports that no image may expose"""

    ports: tuple[int, ...] = (22,)


rule = Rule(
    "DF214",
    Severity.WARNING,
    since="0.1",
    categories=("security",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",),
    peers=(
        "trivy:DS-0004",
        "checkov:CKV_DOCKER_1",
        "kics:exposing_port_22",
        "dockerfile_lint:installing_ssh",
    ),
    options=Options,
)


@rule.check
def ssh(expose: Expose, options: Options) -> Iterator[Finding]:
    for port in expose.ports:
        if (port.protocol or "tcp").lower() != "tcp":
            continue
        found = [wanted for wanted in options.ports if wanted in port.numbers]
        if 22 in found:
            yield rule.finding(
                port.span,
                f"`{port.text}` exposes the SSH port: `docker exec` and ECS Exec give a shell without one",
            )
        elif found:
            yield rule.finding(
                port.span,
                f"`{port.text}` exposes port {found[0]}, which the configuration forbids: any other is allowed",
            )
