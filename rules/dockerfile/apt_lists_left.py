r"""Package lists of APT left in the layer

`apt-get update` writes tens of megabytes to `/var/lib/apt/lists`, which only this step needs. Removing them in a later `RUN` does
not help: the layer keeps them. Remove them at the end of the same step, or keep them in a cache mount. `apt-get clean` leaves them.

```diff
  FROM debian:12-slim
- RUN apt-get update && apt-get install -y --no-install-recommends curl
+ RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
```

```diff
  FROM debian:12-slim
- RUN set -eux; sudo apt-get update; sudo apt-get install -y curl; apt-get clean
+ RUN set -eux; sudo apt-get update; sudo apt-get install -y curl; apt-get clean && sudo rm -rf /var/lib/apt/lists/*
  ONBUILD USER app
- ONBUILD RUN apt-get -qq update && apt-get -qqy install git
+ ONBUILD RUN apt-get -qq update && apt-get -qqy install git && rm -rf /var/lib/apt/lists/*
```

A clean-up before the update does not count, and neither does one in another step:

```diff
  FROM debian:12-slim
- RUN rm -rf /var/lib/apt/lists/* && apt-get update && apt-get install -y curl || exit 1 # curl
- RUN apt-get update;
  RUN rm -rf /var/lib/apt/lists/*
```

```dockerfile
FROM debian:12-slim AS build
RUN apt-get update && apt-get install -y gcc
FROM debian:12-slim
RUN --mount=target=/var/lib/apt/lists,type=cache --mount=type=cache,target=/var/cache/apt apt-get update && apt-get install -y a
RUN --mount=type=tmpfs,dst=/var/lib/apt apt-get update && apt-get install -y b
RUN apt-get update && apt-get install -y c && apt-get dist-clean
RUN ["/bin/bash", "-c", "apt-get update && apt-get install -y c && rm -rf /var/lib/apt"]
RUN apt-get update && apt-get install -y d && rm -rf /var/lib/{apt,dpkg/x}/lists
RUN <<EOF
apt-get update
apt-get install -y e
rm -rf /var/lib/apt/lists/*
EOF
RUN apt-get update && find /var/lib/apt/lists -type f -delete && echo apt-get update
RUN apt-get update && apt-get install -y f && cd /var/lib/apt/lists && rm -rf *
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.leftovers import appended, is_mounted, is_shipped, removes
from ecslint.rule import Finding, Fix, Rule, Severity

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
    fix="unsafe",
)

_APT = frozenset({"apt-get", "apt", "aptitude"})
_LISTS = "/var/lib/apt/lists"


@rule.check_calls(*_APT)
def left(run: Run) -> Iterator[Finding]:
    if not is_shipped(run) or is_mounted(run, (_LISTS,)):
        return
    update = before = None
    for command in run.commands:
        inner = command.unwrapped
        if inner.name in _APT and inner.subcommand(frozenset({"-o", "-c"})) == "update":
            update, update_call = inner, command
        elif removes(command, _LISTS, before) or (
            inner.name in _APT and inner.subcommand() in {"dist-clean", "distclean"}
        ):
            update = None
        before = command
    if update is not None and update.name_word is not None:
        edit = appended(run, update_call, f"rm -rf {_LISTS}/*")
        yield rule.finding(
            update.name_word,
            f"the lists of `{update.name} update` stay in the layer",
            help="end the step with `&& rm -rf /var/lib/apt/lists/*`, or mount a cache there",
            fix=Fix("Remove the lists at the end of the step", (edit,)) if edit else None,
        )
