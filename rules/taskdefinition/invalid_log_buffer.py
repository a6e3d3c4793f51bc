"""Log mode or buffer that the driver refuses

A log driver works in one of two modes, `blocking` or `non-blocking`. Only the second has a buffer, whose size `max-buffer-size` gives
as a number and a unit, such as `25m`. Without a mode it is non-blocking, since June 2025.

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
      "logConfiguration": {
        "logDriver": "awslogs",
        "options": {
-         "mode": "nonblocking",
-         "max-buffer-size": "25 MiB or so"
+         "mode": "non-blocking",
+         "max-buffer-size": "25m"
        }
      }
    },
    {
      "name": "api",
      "image": "nginx:1.27",
      "logConfiguration": {
        "logDriver": "awslogs",
        "options": {
-         "max-buffer-size": "25m",
          "mode": "blocking"
        }
      }
    }
  ]
```

```json
[
  {
    "name": "web",
    "image": "nginx:1.27",
    "logConfiguration": {"logDriver": "awslogs", "options": {"max-buffer-size": "4MB"}}
  }
]
```
"""

import re
from collections.abc import Iterator

from ecslint.regex import LazyPattern
from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import LogConfiguration
from ecslint.taskdefinition.wording import shown

# How Docker reads a size; ECS documents the short form only.
SIZE = LazyPattern(r"[0-9]+(?:\.[0-9]+)? ?(?:[kmgtp](?:i?b)?|b)?", re.IGNORECASE | re.ASCII)

rule = Rule(
    "TD706",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html",),
)


@rule.check
def invalid(log: LogConfiguration) -> Iterator[Finding]:
    mode, size = log.options["mode"], log.options["max-buffer-size"]
    # Fluent Bit and its like have options of these names that mean something else.
    if log.log_driver.value in {None, "awsfirelens"}:
        return
    if mode.value is not None and mode.value not in {"blocking", "non-blocking"}:
        yield rule.finding(
            mode, f"log `mode` is {shown(mode.value)}, allowed are `blocking` and `non-blocking`"
        )
    if size.value is None:
        return
    if mode.value == "blocking":
        yield rule.finding(
            size,
            "`max-buffer-size` in mode `blocking`, allowed is it in `non-blocking`",
            notes=(Note(mode.span, "has no buffer"),),
        )
    elif not SIZE.fullmatch(size.value):
        yield rule.finding(
            size, f"`max-buffer-size` is {shown(size.value)}, allowed are a number and `k`, `m` or `g`"
        )
