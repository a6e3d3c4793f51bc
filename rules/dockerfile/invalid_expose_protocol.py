"""EXPOSE with an unknown protocol

A port is `tcp` when nothing else is said, `udp` or `sctp`. Another word ends the build. Capitals work, but the builder advises
against them.

```diff
  FROM coredns/coredns:1.12.0
- EXPOSE 80/http
- EXPOSE 53/tcp/udp
+ EXPOSE 80
+ EXPOSE 53/tcp 53/udp
```

```diff
  FROM coredns/coredns:1.12.0
- EXPOSE 53/tcp 53/UDP
- ONBUILD EXPOSE 8080:80/Tcp
+ EXPOSE 53/tcp 53/udp
+ ONBUILD EXPOSE 8080:80/tcp
```

```dockerfile
FROM coredns/coredns:1.12.0
ARG PROTOCOL
EXPOSE 53 53/udp 3868/sctp 80/${PROTOCOL} 81/
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Expose
from ecslint.dockerfile.ports import PROTOCOLS
from ecslint.rule import Edit, Finding, Fix, Rule, Severity

rule = Rule(
    "DF028",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/build-checks/expose-proto-casing/",),
    peers=("buildkit:ExposeProtoCasing", "dockerfile-utils:INVALID_PROTO"),
    fix="safe",
)


@rule.check
def invalid(expose: Expose) -> Iterator[Finding]:
    for port in expose.ports:
        if not port.protocol or port.protocol in PROTOCOLS:
            continue
        lower = port.protocol.lower()
        if lower not in PROTOCOLS:
            message = f"`{port.protocol[:60]}` is no protocol, allowed are `tcp`, `udp` and `sctp`"
            yield rule.finding(port.protocol_span, message)
            continue
        fix = (
            Fix("Write it in lower case", (Edit(port.protocol_span, lower),), safe=True)
            if port.is_literal
            else None
        )
        message = f"`{port.protocol}` has capitals, usual is `{lower}`"
        yield rule.finding(port.protocol_span, message, fix=fix, severity=Severity.INFO)
