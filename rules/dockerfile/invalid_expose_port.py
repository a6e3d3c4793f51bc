"""EXPOSE of something that is no port

Ports are numbers from 0 to 65535, a range is written `8000-8010` with the lower one first, and blanks separate several of them.
Anything else ends the build.

```diff
  FROM nginx:1.27
- EXPOSE 80,443
- EXPOSE 80 http
- EXPOSE 70000/tcp
- EXPOSE 8010-8000
- EXPOSE -1
- EXPOSE 8080:
- EXPOSE "99999"
+ EXPOSE 80 443
```

```diff
  FROM nginx:1.27
  ARG PORT=808O
- EXPOSE ${PORT}
- ONBUILD EXPOSE 80 # the page
+ EXPOSE 8080
```

```dockerfile
FROM nginx:1.27
ARG PORT
ARG PORTS="80 443/tcp"
ENV ADMIN=9000
EXPOSE 80 443/TCP 8000-8010/udp 0 65535/sctp "8080"
EXPOSE $PORT ${PORTS} ${ADMIN} ${OTHER:-8081} ${FROM_THE_BASE}
EXPOSE 127.0.0.1:8080:80
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Expose
from ecslint.dockerfile.ports import HIGHEST
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF026",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/dockerfile/#expose",),
    peers=(
        "hadolint:DL3011",
        "trivy:DS-0008",
        "kics:unix_ports_out_of_range",
        "dockerfilelint:invalid_port",
        "dockerfile-utils:INVALID_PORT",
    ),
)


@rule.check
def invalid(expose: Expose) -> Iterator[Finding]:
    for port in expose.ports:
        found = f"`{port.text[:60]}`"
        if port.first is None or port.last is None:
            yield rule.finding(
                port,
                f"{found} is no port, allowed are numbers from 0 to {HIGHEST} and ranges such as `80-90`",
            )
        elif max(port.first, port.last) > HIGHEST:
            yield rule.finding(port, f"{found} is out of range, allowed are 0 to {HIGHEST}")
        elif port.last < port.first:
            yield rule.finding(port, f"{found} ends before it begins, allowed is `{port.last}-{port.first}`")
