r"""sudo in a RUN

A build step already runs as the user of the stage, which is root unless `USER` says otherwise: there `sudo` does nothing, and in an
image that runs unprivileged it is a way back to root for whoever breaks in. Switch with `USER root` for the steps that need it, and
back below them; to start a program as somebody else, use `gosu` or `setpriv`, which pass signals on.

```diff
  FROM ubuntu:24.04
- RUN sudo apt-get update &&sudo -E apt-get install -y --no-install-recommends curl
+ RUN apt-get update &&apt-get install -y --no-install-recommends curl
```

It is found wherever a command starts: behind assignments and `env`, in pipes, subshells and `sh -c`, in heredocs, in the JSON form:

```diff
  FROM debian:12
  RUN echo 'deb http://deb.debian.org/debian sid main' \
-     | sudo tee /etc/apt/sources.list.d/sid.list; \
-     DEBIAN_FRONTEND=noninteractive /usr/bin/sudo -H apt-get update; \
-     (cd /tmp; env A=1 sudo make); \
-     bash -c 'set -e; sudo ldconfig'
+     | tee /etc/apt/sources.list.d/sid.list; \
+     DEBIAN_FRONTEND=noninteractive apt-get update; \
+     (cd /tmp; env A=1 make); \
+     bash -c 'set -e; ldconfig'
  RUN <<EOF
  set -e
- find / -name '*.pyc' -print0 | xargs -0 sudo rm
+ find / -name '*.pyc' -print0 | xargs -0 rm
  EOF
```

An ordinary user cannot go without it, so there the cure is `USER`:

```diff
  FROM node:22
  USER node
- RUN ["sudo", "npm", "install", "--global", "pnpm"]
- ONBUILD RUN sudo -u postgres createdb app
```

Installing it, configuring it, and the word elsewhere are no use of it:

```dockerfile
FROM ubuntu:24.04
RUN apt-get update && apt-get install -y sudo \
    && echo 'app ALL=(ALL) NOPASSWD:ALL' > /etc/sudoers.d/app \
    && usermod -aG sudo app && echo "run sudo make" && command -v sudo
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.shell import Command
from ecslint.dockerfile.shell_wrappers import MAX_WRAPPERS
from ecslint.dockerfile.users import may_be_root
from ecslint.rule import Edit, Finding, Fix, Rule, Severity
from ecslint.source import Span

rule = Rule(
    "DF205",
    Severity.WARNING,
    since="0.1",
    categories=("security",),
    references=("https://docs.docker.com/build/building/best-practices/#user",),
    peers=(
        "hadolint:DL3004",
        "trivy:DS-0010",
        "checkov:CKV2_DOCKER_1",
        "kics:run_using_sudo",
        "dockerfilelint:sudo_usage",
        "dockerfile_lint:no_run_with_sudo",
        "dockle:DKL-DI-0001",
    ),
    fix="unsafe",
)

_VALUES = frozenset({"-C", "-D", "-g", "-h", "-p", "-R", "-r", "-T", "-t", "-U", "-u"})
# Options that change nothing for root.
_EMPTY_OPTIONS = frozenset(
    {"-E", "-H", "-n", "-S", "-k", "-EH", "-HE", "-nE", "-En", "--preserve-env", "--non-interactive", "--"}
)


@rule.check
def sudo(run: Run) -> Iterator[Finding]:
    if not any("sudo" in script.excerpt.text for script in run.scripts):
        return
    for command in [_sudo(command) for command in run.commands]:
        word = command.name_word if command is not None else None
        if command is not None and word is not None:
            user = command.options(_VALUES).value("-u", "--user")
            shown = f"`sudo -u {user}`" if user else "`sudo`"
            yield rule.finding(
                word,
                f"{shown} in a build step: `USER` says who runs the steps, root by default",
                help=f"put `USER {user or 'root'}` above the step, and `USER` with the other one below it",
                fix=_without(run, command),
            )


def _sudo(command: Command) -> Command | None:
    """The first `sudo` behind other wrappers such as `find -exec`."""
    for _ in range(MAX_WRAPPERS):
        if command.name == "sudo":
            return command
        if command.inner is None:
            break
        command = command.inner
    return None


def _without(run: Run, command: Command) -> Fix | None:
    """Drop the word and its options, where they do nothing but what root does anyway."""
    word, inner = command.name_word, command.inner
    if word is None or inner is None or run.json_words is not None or not may_be_root(run):
        return None
    between = command.words[command.effective.position + 1 : len(command.words) - len(inner.words)]
    if not all(one.value in _EMPTY_OPTIONS for one in between):
        return None
    start = word.span.start
    return Fix(
        "Drop `sudo`", (Edit(Span(word.span.source, start, max(inner.words[0].span.start, start)), ""),)
    )
