r"""Package index updated in a step of its own

A `RUN apt-get update` without an install is a layer in the cache: when the install below it changes, the old index stays, and the
build takes old packages or fails to find them. Update and install in one `RUN`.

```diff
  FROM debian:12-slim
- RUN apt-get update
  RUN apt-get install -y curl
```

```diff
  FROM alpine:3.20
- RUN apk update --quiet
- RUN sudo yum -y update || true
- RUN pacman -Sy --noconfirm
- RUN ["/bin/sh", "-c", "apt-get clean; apt-get update"]
+ RUN apk update && apk add curl
```

```dockerfile
FROM debian:12-slim
RUN apt-get update && apt-get install -y curl
RUN update-ca-certificates && git submodule update && npm update
RUN --mount=type=cache,target=/var/lib/apt apt-get update
RUN apt-get update && ./install-dependencies.sh
RUN dnf update -y && dnf clean all && yum -y update && yum clean all
```

In a stage whose content is thrown away it does no harm to the image, but the cache is as stale there.
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.shell_command import Command
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF407",
    Severity.WARNING,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.docker.com/build/building/best-practices/#apt-get",),
    peers=(
        "trivy:DS-0017",
        "checkov:CKV_DOCKER_5",
        "kics:update_instruction_alone",
        "dockerfilelint:apt-get-update_require_install",
        "dockle:CIS-DI-0007",
    ),
)

_VERBS = {
    "apt-get": {"update"}, "apt": {"update"}, "aptitude": {"update"}, "apk": {"update"},
    "yum": {"update", "makecache"}, "dnf": {"makecache"}, "microdnf": {"makecache"}, "zypper": {"refresh", "ref"},
}  # fmt: skip
_PACMAN = (["-Sy"], ["-Syy"])
_MANAGERS = frozenset({"pacman", *_VERBS})
_HARMLESS = frozenset({"true", ":", "echo", "set", "printf", "export", "rm", "exit"})


@rule.check_calls(*_MANAGERS)
def alone(run: Run) -> Iterator[Finding]:
    if any("/apt" in (mount.target or "") or "/apk" in (mount.target or "") for mount in run.mounts):
        return
    commands = [command.unwrapped for command in run.steps]
    updates = [command for command in commands if _updates(command)]
    # Anything else in the step may well be what uses the index.
    if not updates or any(command not in updates and not _is_harmless(command) for command in commands):
        return
    word = updates[0].name_word
    if word is not None:
        verb = updates[0].subcommand() or "update"
        # Without the name of a package, `yum update` upgrades all of them.
        kept = "whatever packages" if updates[0].name == "yum" and verb == "update" else "whatever index"
        yield rule.finding(
            word,
            f"`{updates[0].name} {verb}` in a step of its own: later steps use {kept} the cache holds",
            help="update and install in one `RUN`",
        )


def _is_harmless(command: Command) -> bool:
    """Is it surely nothing that uses the index?"""
    return command.name in _HARMLESS or (
        command.name in {"apt-get", "apt", "aptitude"} and command.subcommand() in {"clean", "autoclean"}
    )


def _updates(command: Command) -> bool:
    """Does it refresh the index, and nothing else?"""
    if command.name == "pacman":
        return [word.value for word in command.arguments if word.value != "--noconfirm"] in _PACMAN
    verbs = _VERBS.get(command.name or "")
    if verbs is None or command.subcommand() not in verbs:
        return False
    # `yum update -y` upgrades packages; `yum update` of certain packages does, too.
    return command.name != "yum" or len(command.options().operands) == 1
