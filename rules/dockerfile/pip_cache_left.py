"""pip install that keeps its cache in the layer

pip keeps every wheel it downloads below `~/.cache/pip`, which the image never reads again. `--no-cache-dir` or `PIP_NO_CACHE_DIR=1` keeps
it out; a cache mount keeps it for the next build.

```diff
  FROM python:3.13-slim
- RUN pip install -r requirements.txt
+ RUN pip install --no-cache-dir -r requirements.txt
```

```diff
  FROM python:3.13-slim
- RUN python3 -m pip --quiet install flask==3.0.3
+ RUN python3 -m pip --quiet install --no-cache-dir flask==3.0.3
```

A mount elsewhere, a clean-up before the installation, and what stands in an `ONBUILD`:

```diff
  FROM python:3.13-slim
  ONBUILD USER app
- ONBUILD RUN --mount=type=bind,target=/root/.cache pip3.12 install -e .
+ ONBUILD RUN --mount=type=bind,target=/root/.cache pip3.12 install --no-cache-dir -e .
- RUN pip cache purge && sh -c 'pip install a==1'
+ RUN pip cache purge && sh -c 'pip install --no-cache-dir a==1'
```

```dockerfile
FROM python:3.13-slim AS build
RUN pip install build
FROM python:3.13-slim AS base
ENV PIP_NO_CACHE_DIR=0
FROM base
RUN pip install a
FROM python:3.13-slim
RUN PIP_NO_CACHE_DIR=1 pip install a && pip --no-cache-dir install b && pip3 download c && pip install --no-cache d
RUN --mount=type=cache,target=/root/.cache/pip pip install d
RUN --mount=type=cache,target=/root/.cache pip install e && rm -rf ~/.cache/pip
RUN pipx install f && pipenv install && uv pip install g && echo pip install h
RUN pip install i && pip cache purge && pip install --cache-dir=/tmp/pip j && rm -rf "$HOME/.cache" && pip install $PIP_OPTIONS k
RUN export PIP_NO_CACHE_DIR=off; pip install l
ENV PIP_CACHE_DIR=/cache
RUN --mount=target=/cache,type=cache pip install m
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.leftovers import is_set, is_shipped
from ecslint.dockerfile.packages import installs
from ecslint.dockerfile.shell_command import Command
from ecslint.rule import Edit, Finding, Fix, Rule, Severity
from ecslint.source import Span

rule = Rule(
    "DF505",
    Severity.INFO,
    since="0.1",
    categories=("size",),
    peers=("hadolint:DL3042", "kics:pip_install_keeping_cached_packages"),
    fix="safe",
)


# As every option of pip, this one may be cut short.
_OFF = ("--no-cache-dir", "--no-cache")


@rule.check_calls("pip")
def left(run: Run) -> Iterator[Finding]:
    if not is_shipped(run):
        return
    if any(mount.type in {"cache", "tmpfs"} and _is_cache(run, mount.target or "") for mount in run.mounts):
        return
    cleaned = max((command.span.start for command in run.commands if _cleans(command)), default=-1)
    for install in installs(run):
        if install.manager != "pip" or install.options.has_unknown or install.options.has(*_OFF):
            continue
        if (
            install.command.span.start < cleaned
            or install.options.has("--cache-dir")
            or is_set(run, install.command, "PIP_NO_CACHE_DIR")
        ):
            continue
        end = install.verb.span.end
        fix = Fix(
            "Add `--no-cache-dir`", (Edit(Span(run.span.source, end, end), " --no-cache-dir"),), safe=True
        )
        yield rule.finding(install.verb, "`pip install` keeps its cache in the layer", fix=fix)


def _is_cache(run: Run, target: str) -> bool:
    """Is that where pip keeps its cache, whoever's home it is in?"""
    path = target.rstrip("/")
    chosen = run.stage.scope(run).get("PIP_CACHE_DIR") if run.stage is not None else None
    return path.endswith("/.cache") or "/.cache/pip" in path or path in {"/root", chosen}


def _cleans(command: Command) -> bool:
    inner = command.unwrapped
    if inner.name == "pip":
        return [word.value for word in inner.options().operands[:2]] == ["cache", "purge"]
    return inner.name == "rm" and any(
        "/.cache" in (word.value or word.suffix) or word.value in {"/root", "~"} for word in inner.arguments
    )
