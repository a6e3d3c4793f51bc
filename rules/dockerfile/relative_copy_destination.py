"""Files copied to a relative path without a WORKDIR

A relative destination lands in the working directory, and with no `WORKDIR` above that is whatever the base image set, most often
`/`. Set `WORKDIR`, or write the destination from the root on.

```diff
  FROM node:22-alpine
- COPY . .
+ COPY . /app
- ADD --chown=node app.tgz "lib"
+ ADD --chown=node app.tgz "/lib"
- COPY ["a b", "./"]
+ COPY ["a b", "/srv/"]
```

```diff
  FROM node:22-alpine
- ONBUILD COPY package.json .
+ ONBUILD COPY package.json /app/
```

The builder knows no home: `~/` is a directory called `~` in the working directory, wherever that is. This is a warning:

```diff
  FROM node:22-alpine
  WORKDIR /app
- COPY .bashrc ~/.bashrc
- ONBUILD ADD ssh/ "~/"
+ COPY .bashrc /root/.bashrc
+ ONBUILD ADD ssh/ "/root/"
```

A working directory set above, by an image that is known to set one, by an earlier stage, or in the same `ONBUILD`s; `scratch`, whose working directory is `/`; Windows
paths, and destinations that are not known:

```dockerfile
FROM node:22-alpine AS base
WORKDIR /app
COPY . .
FROM base
COPY . .
FROM scratch
COPY app bin/
FROM public.ecr.aws/lambda/python:3.13
COPY app.py .
FROM docker.io/library/php:8.4-apache
COPY . .
FROM node:22-alpine
ARG TARGET
COPY . $TARGET
COPY . $TARGET/app
COPY . /app/~/
COPY . C:/app
COPY --from=base /a /a
ONBUILD WORKDIR /app
ONBUILD COPY . .
FROM node:22-alpine
ONBUILD COPY . .
WORKDIR /app
```
"""

import re
from collections.abc import Iterator

from ecslint.dockerfile import Stage, Transfer, Word, Workdir
from ecslint.dockerfile.paths import certainly_relative
from ecslint.rule import Finding, Rule, Severity

# Images that are known for their working directory.
_SETS_WORKDIR = (
    r"public\.ecr\.aws/lambda/.+|(?:docker\.io/)?amazon/aws-lambda-.+"
    r"|(?:(?:docker\.io|public\.ecr\.aws/docker)/library/)?(?:composer|golang|httpd|php|redis|tomcat|wordpress)"
)

rule = Rule(
    "DF037",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.docker.com/build/building/best-practices/#workdir",),
    peers=("hadolint:DL3045",),
)


@rule.check
def relative(stage: Stage) -> Iterator[Finding]:
    inherited = stage.parent is not None and stage.parent.in_force(Workdir) is not None
    base = stage.root_base
    if inherited or base.is_scratch:
        return
    is_set = False
    # Triggers run on top of the finished image.
    is_set_for_triggers = stage.in_force(Workdir) is not None
    for instruction in stage.instructions:
        inner = instruction.inner or instruction
        if isinstance(inner, Workdir):
            is_set = is_set or not inner.is_inner
            is_set_for_triggers = True
        elif isinstance(inner, Transfer) and not (is_set_for_triggers if inner.is_inner else is_set):
            word = inner.destination
            if word is not None and not _is_home(word) and certainly_relative(inner, word.text):
                if base.reference is not None and re.fullmatch(_SETS_WORKDIR, base.reference.name):
                    return
                message = f"`{word.raw[:60]}` is relative to the working directory of the base image, no `WORKDIR` stands above"
                yield rule.finding(word, message, help="set `WORKDIR`, or write an absolute destination")


@rule.check
def home(transfer: Transfer) -> Iterator[Finding]:
    word = transfer.destination
    if word is not None and _is_home(word):
        message = f"`~` in `{word.raw[:60]}` is no home to the builder, which makes a file or directory of that name"
        yield rule.finding(word, message, help="write the whole path", severity=Severity.WARNING)


def _is_home(word: Word) -> bool:
    return re.match(r"""["']?~(?:/|["']?\Z)""", word.text) is not None
