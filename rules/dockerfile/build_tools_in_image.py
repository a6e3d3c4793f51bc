r"""Compilers and build tools in the image

A compiler, `make` and header packages are needed to build, not to run. In the final image they are size, and tools for whoever breaks in.
Build in a stage of its own and copy the result, or remove them at the end of the same `RUN`. The rule is off unless it is selected.

```diff
  FROM python:3.13-slim
- RUN apt-get update && apt-get install -y --no-install-recommends gcc libpq5 && pip install -r requirements.txt
+ RUN apt-get update && apt-get install -y --no-install-recommends libpq5 && pip install -r requirements.txt
```

```diff
  FROM golang:1.24
  RUN go build -o /app .
  FROM alpine:3.20
  RUN sudo apk add -q \
-     build-base git
  ONBUILD USER app
- ONBUILD RUN yum -y groupinstall 'Development Tools'
```

An image that is itself made for building counts too, when it is what the final stage stands on:

```diff
- FROM docker.io/library/rust:1.82
  RUN cargo install --path .
```

```dockerfile
FROM golang:1.24 AS build
RUN apt-get install -y gcc make
FROM python:3.13-slim
RUN apt-get install -y gcc && pip install a && apt-get purge -y --auto-remove gcc
RUN apk add --no-cache --virtual .deps gcc musl-dev && pip install b && apk del --no-network .deps
RUN yum -y install gcc-libs libgcc makedev && echo apt-get install gcc
COPY --from=build /app /app
```
"""

import re
from collections.abc import Iterator

from ecslint.dockerfile import Run, Stage
from ecslint.dockerfile.leftovers import is_shipped
from ecslint.dockerfile.packages import MANAGERS, Install, install_of
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF518",
    Severity.INFO,
    since="0.1",
    categories=("size", "security"),
    references=("https://docs.docker.com/build/building/multi-stage/",),
    peers=("tally:prefer-multi-stage-build",),
    default=False,
)

_TOOLS = frozenset(
    """autoconf automake bison build-base build-essential clang cmake cpp flex g++ gcc gcc-c++ gfortran golang go
    libtool llvm make maven meson musl-dev ninja ninja-build libc6-dev libc-dev glibc-devel linux-headers
    rust rustc cargo default-jdk default-jdk-headless gradle nasm yasm rpm-build""".split()
)
_IMAGES = frozenset(
    {"golang", "rust", "gcc", "maven", "gradle", "buildpack-deps", "dotnet/sdk", "swift", "haskell"}
)
_GROUPS = frozenset({"development tools", "@development", "@development-tools", "development-tools"})
_REMOVES = frozenset({"remove", "purge", "autoremove", "del", "erase", "rm"})


@rule.check
def builds(stage: Stage) -> Iterator[Finding]:
    reference = stage.base.reference
    if stage.is_shipped and reference is not None:
        name = reference.repository.removeprefix("library/").removeprefix("docker/library/")
        if name in _IMAGES:
            yield rule.finding(
                stage.base,
                f"`{stage.base.text}` is made for building, and the image stands on it",
                help="build in this stage, and copy the result to a smaller image",
            )


@rule.check
def installed(run: Run) -> Iterator[Finding]:
    if not is_shipped(run):
        return
    found: list[Install] = []
    for command in run.commands:
        inner = command.unwrapped
        install = install_of(inner)
        if install is not None:
            found.append(install)
        elif inner.name in MANAGERS and inner.subcommand() in _REMOVES:
            # What exactly is removed may stand in a variable; who removes anything has thought of it.
            found = []
    for install in found:
        if install.manager in {"pip", "npm", "gem", "go", "pnpm", "yarn"}:
            continue
        tools = [word for word in install.packages if _is_tool(word.value or "")]
        if tools:
            names = ", ".join(f"`{word.value}`" for word in tools[:3]) + (
                " and more" if len(tools) > 3 else ""
            )
            yield rule.finding(tools[0], f"{names} for building, which stays in the image")


def _is_tool(package: str) -> bool:
    return re.split("[=~:<>]", package)[0] in _TOOLS or package.lower() in _GROUPS
