"""apk add that leaves its index in the layer

`apk add --no-cache` fetches the index, uses it, and leaves nothing behind. Without it the index stays in the layer, and an
`apk update` before it goes stale in the build cache.

```diff
  FROM alpine:3.20
- RUN apk add curl
+ RUN apk add --no-cache curl
```

```dockerfile
FROM alpine:3.20 AS build
RUN apk add gcc
FROM alpine:3.20
RUN apk --no-cache add a && apk add --no-cache --virtual .deps b
RUN --mount=type=cache,target=/var/cache/apk apk add c
RUN --mount=type=cache,target=/etc/apk/cache apk add c
RUN apk update && apk add d && rm -rf /var/cache/apk/*
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.leftovers import is_mounted, is_shipped, removes
from ecslint.dockerfile.packages import installs
from ecslint.rule import Edit, Finding, Fix, Rule, Severity
from ecslint.source import Span

rule = Rule(
    "DF503",
    Severity.INFO,
    since="0.1",
    categories=("size",),
    peers=(
        "hadolint:DL3019",
        "trivy:DS-0025",
        "kics:apk_add_using_local_cache_path",
        "dockerfilelint:apkadd-missing_nocache_or_updaterm",
        "dockle:DKL-DI-0004",
    ),
    fix="safe",
)


@rule.check
def left(run: Run) -> Iterator[Finding]:
    if not is_shipped(run) or is_mounted(run, ("/var/cache/apk", "/etc/apk/cache")):
        return
    for install in installs(run):
        if install.manager != "apk" or install.options.has_unknown or install.options.has("--no-cache"):
            continue
        later = [command for command in run.commands if command.span.start > install.command.span.start]
        if any(removes(command, "/var/cache/apk") for command in later):
            continue
        end = install.verb.span.end
        fix = Fix("Add `--no-cache`", (Edit(Span(run.span.source, end, end), " --no-cache"),), safe=True)
        yield rule.finding(install.verb, "`apk add` leaves its index in the layer", fix=fix)
