r"""Package lists of APT left in the layer

`apt-get update` writes tens of megabytes to `/var/lib/apt/lists`, which only this step needs. Removing them in a later `RUN` does
not help: the layer keeps them. Remove them at the end of the same step, or keep them in a cache mount.

```diff
  FROM debian:12-slim
- RUN apt-get update && apt-get install -y --no-install-recommends curl
+ RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
```

A clean-up before the update does not count, and neither does one in another step:

```diff
  FROM debian:12-slim
- RUN rm -rf /var/lib/apt/lists/* && apt-get update && apt-get install -y curl
  RUN rm -rf /var/lib/apt/lists/*
```

```dockerfile
FROM debian:12-slim AS build
RUN apt-get update && apt-get install -y gcc
FROM debian:12-slim
RUN --mount=target=/var/lib/apt/lists,type=cache --mount=type=cache,target=/var/cache/apt apt-get update && apt-get install -y a
RUN --mount=type=tmpfs,dst=/var/lib/apt apt-get update && apt-get install -y b
RUN apt-get update && apt-get install -y c && apt-get dist-clean
RUN apt-get update && apt-get install -y d && rm -rf /var/lib/{apt,dpkg/x}/lists
RUN <<EOF
apt-get update
apt-get install -y e
rm -rf /var/lib/apt/lists/*
EOF
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.leftovers import is_mounted, is_shipped, removes
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF502",
    Severity.INFO,
    since="0.1",
    categories=("size",),
    references=("https://docs.docker.com/build/building/best-practices/#apt-get",),
    peers=(
        "hadolint:DL3009",
        "kics:apt_get_install_lists_were_not_deleted",
        "dockerfilelint:apt-get_missing_rm",
        "dockerfile_lint:no_apt-get_clean",
        "dockle:DKL-DI-0005",
    ),
)

_LISTS = "/var/lib/apt/lists"


@rule.check
def left(run: Run) -> Iterator[Finding]:
    if not is_shipped(run) or is_mounted(run, (_LISTS,)):
        return
    update = None
    for command in run.commands:
        inner = command.unwrapped
        if inner.name in {"apt-get", "apt"} and inner.subcommand(frozenset({"-o", "-c"})) == "update":
            update = inner
        elif removes(command, _LISTS) or (
            inner.name in {"apt-get", "apt"} and inner.subcommand() in {"dist-clean", "distclean"}
        ):
            update = None
    if update is not None and update.name_word is not None:
        yield rule.finding(
            update.name_word,
            f"the lists of `{update.name} update` stay in the layer",
            help="end the step with `&& rm -rf /var/lib/apt/lists/*`",
        )
