r"""Relative WORKDIR on top of an unknown one

A relative `WORKDIR` is joined to the one before it. The first in an image joins whatever the base image happens to set, and moves
when that changes. Start with an absolute path; relative ones below it are fine.

```diff
  FROM node:22-alpine
- WORKDIR app
+ WORKDIR /app
  WORKDIR src
```

```diff
  FROM node:22-alpine AS base
  ARG HOME_OF_APP=srv/app
  FROM base
- WORKDIR "./web"
+ WORKDIR "/web"
```

```diff
  FROM node:22-alpine
- ONBUILD WORKDIR src
+ ONBUILD WORKDIR /src
```

```diff
  FROM node:22-alpine
  ARG APP=srv/app
- WORKDIR ${APP}
```

```diff
  FROM node:22-alpine
- WORKDIR ~/app
```

Below an absolute one, in this stage or one it is built from, on Windows, and with a variable that nobody knows:

```dockerfile
# escape=`
FROM mcr.microsoft.com/windows/nanoserver:ltsc2022 AS base
WORKDIR C:\app
FROM base
WORKDIR web
FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
WORKDIR C:/app
FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
WORKDIR \app
FROM node:22-alpine
ARG APP
WORKDIR $APP/src
WORKDIR web
FROM node:22-alpine
WORKDIR "/app"
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Stage, Workdir
from ecslint.dockerfile.paths import certainly_relative
from ecslint.rule import Edit, Finding, Fix, Rule, Severity
from ecslint.source import Span

rule = Rule(
    "DF036",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/build-checks/workdir-relative-path/",),
    peers=(
        "buildkit:WorkdirRelativePath",
        "hadolint:DL3000",
        "trivy:DS-0009",
        "checkov:CKV_DOCKER_10",
        "kics:workdir_path_not_absolute",
        "dockerfilelint:invalid_workdir",
        "dockerfile-utils:WORKDIR_IS_NOT_ABSOLUTE",
    ),
    fix="unsafe",
)


@rule.check
def relative(stage: Stage) -> Iterator[Finding]:
    if stage.parent is not None and stage.parent.in_force(Workdir) is not None:
        return
    has_own = stage.in_force(Workdir) is not None
    for instruction in stage.instructions:
        workdir = instruction.inner or instruction
        # A trigger runs on top of the finished image.
        if not isinstance(workdir, Workdir) or not workdir.words or (workdir.is_inner and has_own):
            continue
        word = workdir.words[0]
        if certainly_relative(workdir, word.text):
            message = f"`{word.text[:60]}` is relative to the working directory of the base image, allowed is an absolute path"
            yield rule.finding(word, message, fix=_absolute(word.span) if "$" not in word.text else None)
        return


def _absolute(span: Span) -> Fix | None:
    text = span.text
    quote = text[0] if text[0] in "\"'" else ""
    start = span.start + len(quote)
    dots = "./" if text.startswith("./", len(quote)) else ""
    if text[len(quote) : len(quote) + 1] in {"~", ""} or text.strip("\"'") in {".", ".."}:
        return None
    return Fix("Make it absolute", (Edit(Span(span.source, start, start + len(dots)), "/"),))
