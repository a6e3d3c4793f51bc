"""yarn install that keeps its cache in the layer

Yarn keeps every package it downloads in a cache that the image never reads again. Clean it in the same `RUN`, or use a cache mount. Newer
Yarn keeps it in the project, so the rule is off unless it is selected.

```diff
  FROM node:22-alpine
- RUN yarn install --frozen-lockfile
+ RUN yarn install --frozen-lockfile && yarn cache clean
- RUN cd web && yarn --production && yarn build
+ RUN cd web && yarn --production && yarn build && yarn cache clean
```

A clean-up before the installation does not count:

```diff
  FROM node:22-alpine
- RUN yarn cache clean && yarn global add serve@14
  RUN yarn cache clean
```

Silent in stages of which only files are taken, with a mount on the cache, and for newer Yarn:

```dockerfile
FROM node:22-alpine AS build
RUN yarn install
FROM node:22-alpine
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn install
RUN yarn build && yarn --version && yarn install --immutable && yarn install --cache-folder /tmp/cache && rm -rf /tmp/cache
RUN yarn install && rm -rf /usr/local/share/.cache
RUN --mount=dst=/cache,type=cache YARN_CACHE_FOLDER=/cache yarn
FROM node:22-alpine
COPY .yarnrc.yml package.json yarn.lock ./
RUN yarn install
```
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from ecslint.dockerfile import Run, Stage, Transfer
from ecslint.dockerfile.leftovers import is_shipped
from ecslint.dockerfile.packages import MANAGERS
from ecslint.dockerfile.shell_command import Command
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF516",
    Severity.INFO,
    since="0.1",
    categories=("size",),
    peers=("hadolint:DL3060",),
    default=False,
)

# A longer chain of stages is not looked through.
_MAX_STAGES = 32


@rule.check_calls("yarn")
def left(run: Run) -> Iterator[Finding]:
    if not is_shipped(run) or any(mount.type in {"cache", "tmpfs"} for mount in run.mounts):
        return
    last = None
    for command in run.commands:
        inner = command.unwrapped
        if inner.name == "yarn":
            words = [word.value for word in inner.options(MANAGERS["yarn"].values).operands]
            if words[:2] == ["cache", "clean"]:
                last = None
            elif _installs(inner, words):
                last = inner
        elif inner.name == "rm" and any(".cache" in word.text for word in inner.arguments):
            last = None
    if last is not None and last.name_word is not None and not _is_newer(run):
        yield rule.finding(
            last.name_word,
            "the cache of Yarn stays in the layer",
            help="end the step with `&& yarn cache clean`, or mount a cache there",
        )


def _installs(command: Command, words: list[str | None]) -> bool:
    if command.has_flag("--version", "-v", "--help", "-h", "--immutable", "--cache-folder"):
        return False
    return not words or words[0] in {"install", "add"} or words[:2] == ["global", "add"]


def _is_newer(run: Run) -> bool:
    """Does a file show that this is Yarn 2 or later?"""
    stages = run.stage.chain if run.stage else ()
    return any(_has_releases(stage) for stage in islice(stages, _MAX_STAGES))


@lru_cache(maxsize=2 * _MAX_STAGES)
def _has_releases(stage: Stage) -> bool:
    """Does a stage copy the folder where Yarn 2 and later live?"""
    return any(
        isinstance(one, Transfer) and any(".yarn" in word.text for word in one.sources)
        for one in stage.instructions
    )
