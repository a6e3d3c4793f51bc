"""EXPOSE with a port of the host

`EXPOSE` names ports of the container. Which port of the host leads there is decided when the container starts: by `docker run
-p`, or by `portMappings` in a task definition. The builder ignores the host's part of `8080:80` with a warning, and
a reader is misled.

```diff
  FROM nginx:1.27
- EXPOSE 8080:80
- EXPOSE 443 127.0.0.1:5353:53/udp
- EXPOSE [::1]:9000:9000
+ EXPOSE 80
+ EXPOSE 443 53/udp
+ EXPOSE 9000
```

```diff
  FROM nginx:1.27
  ARG PORT=8080
- EXPOSE ${PORT}:80
```

```dockerfile
FROM nginx:1.27
EXPOSE 80 443/tcp 8000-8010
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Expose
from ecslint.rule import Edit, Finding, Fix, Rule, Severity

rule = Rule(
    "DF027",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/build-checks/expose-invalid-format/",),
    peers=("buildkit:ExposeInvalidFormat", "dockerfilelint:expose_host_port"),
    fix="safe",
)


@rule.check
def with_host(expose: Expose) -> Iterator[Finding]:
    for port in expose.ports:
        if port.host is None or port.first is None:
            continue
        fix = None
        if port.is_literal:
            fix = Fix("Keep the container's port", (Edit(port.host_span, ""),), safe=True)
        message = f"`{port.text}` names a port of the host, allowed are ports of the container"
        yield rule.finding(port.host_span, message, fix=fix)
