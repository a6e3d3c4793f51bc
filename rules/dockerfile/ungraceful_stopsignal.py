"""STOPSIGNAL that gives the program no chance

`SIGKILL` ends a program at once and `SIGSTOP` only freezes it; neither can be caught. Open requests are cut off, and nothing is
written to disk any more. ECS sends the signal, waits for `stopTimeout`, and kills what is left by itself.

```diff
  FROM postgres:17
- STOPSIGNAL SIGKILL
  CMD ["postgres"]
```

```diff
  FROM postgres:17
- STOPSIGNAL 9
- ONBUILD STOPSIGNAL stop
  CMD ["postgres"]
```

```dockerfile
FROM postgres:17
ARG SIGNAL
STOPSIGNAL SIGINT
STOPSIGNAL $SIGNAL
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Stopsignal
from ecslint.dockerfile.edits import deletion
from ecslint.dockerfile.signals import signal_number
from ecslint.rule import Finding, Fix, Rule, Severity

_SIGKILL, _SIGSTOP = 9, 19

rule = Rule(
    "DF030",
    Severity.WARNING,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.docker.com/reference/dockerfile/#stopsignal",),
    peers=("tally:no-ungraceful-stopsignal",),
    fix="unsafe",
)


@rule.check
def ungraceful(stopsignal: Stopsignal) -> Iterator[Finding]:
    value = stopsignal.resolved
    if value is None or signal_number(value) not in {_SIGKILL, _SIGSTOP}:
        return
    message = f"`{value}` cannot be caught, allowed is a signal that asks, such as `SIGTERM`"
    yield rule.finding(stopsignal.words[0], message, fix=Fix("Delete it", (deletion(stopsignal),)))
