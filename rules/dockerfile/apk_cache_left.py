"""apk add that leaves its index in the layer

`apk add --no-cache` fetches the index, uses it, and leaves nothing behind. Without it the index stays in the layer, and an
`apk update` before it goes stale in the build cache.

```diff
  FROM alpine:3.20
- RUN apk add curl
+ RUN apk add --no-cache curl
```

An `apk update` before it is dropped along the way, since `--no-cache` fetches the index itself:

```diff
  FROM alpine:3.20
- RUN apk update && apk add -t .deps curl && apk add --virtual=.more git; ls /var/cache/apk
+ RUN apk add --no-cache -t .deps curl && apk add --no-cache --virtual=.more git; ls /var/cache/apk
  ONBUILD USER app
- ONBUILD RUN apk add -U curl
+ ONBUILD RUN apk add --no-cache -U curl
  RUN <<EOF
- sudo apk add make
+ sudo apk add --no-cache make
  EOF
```

A clean-up before the installation does not count, and neither does the update alone:

```diff
  FROM alpine:3.20
- RUN rm -rf /var/cache/apk/* && apk add $PACKAGES
+ RUN rm -rf /var/cache/apk/* && apk add --no-cache $PACKAGES
```

```diff
  FROM alpine:3.20
- RUN apk update; apk upgrade
- RUN apk update
```

```dockerfile
FROM alpine:3.20 AS build
RUN apk add gcc
FROM alpine:3.20
RUN apk --no-cache add a && apk add --no-cache --virtual .deps b && apk upgrade --no-cache && apk del .deps
RUN --mount=type=cache,target=/var/cache/apk apk add c
RUN --mount=sharing=locked,dst=/etc/apk/cache,type=cache apk update && apk add c
RUN apk update && apk add d && rm -rf /var/cache/apk/*
RUN apk add --no-network -t .run $(cat list) && apk $OPTIONS add e && echo apk add f
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.leftovers import is_mounted, is_shipped, removes
from ecslint.dockerfile.packages import MANAGERS
from ecslint.dockerfile.shell_command import Command
from ecslint.dockerfile.shell_words import Word
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

# Each of the fixes drops all updates of its step.
_MAX_DROPS = 20
_FETCHES = frozenset({"add", "update", "upgrade"})


@rule.check_calls("apk")
def left(run: Run) -> Iterator[Finding]:
    if not is_shipped(run) or is_mounted(run, ("/var/cache/apk", "/etc/apk/cache")):
        return
    calls: list[tuple[Command, Word]] = []
    for command in run.commands:
        verb = _verb(command.unwrapped)
        if verb is not None:
            calls.append((command.unwrapped, verb))
        elif removes(command, "/var/cache/apk"):
            calls = []
    # A command more than `update` and `add` needs the index that `update` brings.
    updates = [command for command, verb in calls if verb.text == "update"]
    is_simple = all(verb.text in {"update", "add"} for _, verb in calls)
    drops = [_drop(command) for command in updates] if is_simple and len(updates) <= _MAX_DROPS else []
    adds = [verb for _, verb in calls if verb.text == "add"]
    for verb in adds:
        end = verb.span.end
        edits = [Edit(Span(run.span.source, end, end), " --no-cache"), *[edit for edit in drops if edit]]
        fix = None
        if None not in drops and len(drops) == len(updates):
            title = "Add `--no-cache`" + (" and drop `apk update`" if drops else "")
            fix = Fix(title, tuple(edits), safe=not drops)
        yield rule.finding(verb, "`apk add` leaves its index in the layer", fix=fix)
    if calls and not adds:
        verb = calls[-1][1]
        yield rule.finding(
            verb,
            f"`apk {verb.text}` leaves its index in the layer",
            help="add `--no-cache`" if verb.text == "upgrade" else "use `apk add --no-cache` instead",
        )


def _verb(command: Command) -> Word | None:
    """What makes apk fetch an index and keep it."""
    if command.name != "apk":
        return None
    options = command.options(MANAGERS["apk"].values)
    if (
        options.has("--no-cache", "--no-network")
        or not options.operands
        or options.operands[0].text not in _FETCHES
    ):
        return None
    # An unknown word before the verb may be an option.
    before = options.operands[0].start
    return (
        None
        if any(word.is_splittable and word.start < before for word in command.arguments)
        else options.operands[0]
    )


def _drop(command: Command) -> Edit | None:
    """An edit that drops `apk update &&`."""
    excerpt, end = command.excerpt, command.end
    if command.operator != "&&" or command.depth or command.redirects or command.words[0].value != "apk":
        return None
    start = excerpt.offset(command.start)
    after = excerpt.text.index("&&", end) + 2
    span = excerpt.span(command.start, after)
    text, gap = excerpt.source.text, 0
    while text[span.end + gap : span.end + gap + 1] in {" ", "\t"}:
        gap += 1
    return Edit(Span(excerpt.source, start, span.end + gap), "") if "\n" not in span.text else None
