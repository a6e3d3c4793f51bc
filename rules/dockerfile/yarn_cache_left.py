"""yarn install that keeps its cache in the layer

Yarn keeps every package it downloads in a cache that the image never reads again. Clean it in the same `RUN`, or use a cache mount. Newer
Yarn keeps it in the project, so the rule is off unless it is selected.

```diff
  FROM node:22-alpine
- RUN yarn install --frozen-lockfile
+ RUN yarn install --frozen-lockfile && yarn cache clean
```

```dockerfile
FROM node:22-alpine AS build
RUN yarn install
FROM node:22-alpine
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn install
RUN yarn build
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.leftovers import is_shipped
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF516",
    Severity.INFO,
    since="0.1",
    categories=("size",),
    peers=("hadolint:DL3060",),
    default=False,
)


@rule.check
def left(run: Run) -> Iterator[Finding]:
    if not is_shipped(run) or any(mount.type in {"cache", "tmpfs"} for mount in run.mounts):
        return
    last = None
    for command in run.commands:
        inner = command.unwrapped
        if inner.name == "yarn":
            words = [word.value for word in inner.options().operands]
            if words[:1] == ["install"]:
                last = inner
            elif words[:2] == ["cache", "clean"]:
                last = None
    if last is not None and last.name_word is not None:
        yield rule.finding(last.name_word, "the cache of `yarn install` stays in the layer")
