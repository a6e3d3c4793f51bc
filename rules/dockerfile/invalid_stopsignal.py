"""STOPSIGNAL that is no signal

`docker stop` and ECS send this signal to ask the program to end. The builder wants a name, with or without `SIG`, or a number
that is not 0.

```diff
  FROM nginx:1.27
- STOPSIGNAL SIGTEM
- STOPSIGNAL 0
- STOPSIGNAL SIGTERM SIGINT
- ONBUILD STOPSIGNAL SIGRTMIN+99
+ STOPSIGNAL SIGTERM
```

```dockerfile
FROM nginx:1.27
ARG SIGNAL
STOPSIGNAL SIGRTMIN+3
STOPSIGNAL RTMAX-1
STOPSIGNAL quit
STOPSIGNAL "15"
STOPSIGNAL $SIGNAL
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Stopsignal
from ecslint.dockerfile.signals import signal_number
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF029",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/dockerfile/#stopsignal",),
    peers=("dockerfile-utils:INVALID_SIGNAL",),
)


@rule.check
def invalid(stopsignal: Stopsignal) -> Iterator[Finding]:
    value = stopsignal.resolved
    if value is not None and signal_number(value) is None:
        allowed = "allowed are names such as `SIGTERM` and numbers from 1 to 64"
        yield rule.finding(stopsignal.words[0], f"`{value[:60]}` is no signal, {allowed}")
