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

```dockerfile
FROM python:3.13-slim AS build
RUN pip install build
FROM python:3.13-slim AS base
ENV PIP_NO_CACHE_DIR=0
FROM base
RUN pip install a
FROM python:3.13-slim
RUN PIP_NO_CACHE_DIR=1 pip install a && pip --no-cache-dir install b && pip3 download c
RUN --mount=type=cache,target=/root/.cache/pip pip install d
RUN --mount=type=cache,target=/root/.cache pip install e && rm -rf ~/.cache/pip
RUN pipx install f && pipenv install && uv pip install g
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.leftovers import is_set, is_shipped, removes
from ecslint.dockerfile.packages import installs
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


@rule.check
def left(run: Run) -> Iterator[Finding]:
    if not is_shipped(run) or any(".cache" in (mount.target or "") for mount in run.mounts):
        return
    if any(
        removes(command, "/root/.cache/pip") or removes(command, "~/.cache/pip") for command in run.commands
    ):
        return
    for install in installs(run):
        if install.manager != "pip" or install.options.has_unknown or install.options.has("--no-cache-dir"):
            continue
        if install.options.value("--cache-dir") or is_set(run, install.command, "PIP_NO_CACHE_DIR"):
            continue
        end = install.verb.span.end
        fix = Fix(
            "Add `--no-cache-dir`", (Edit(Span(run.span.source, end, end), " --no-cache-dir"),), safe=True
        )
        yield rule.finding(install.verb, "`pip install` keeps its cache in the layer", fix=fix)
