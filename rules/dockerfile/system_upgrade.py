"""All packages upgraded in the build

`apt-get upgrade` makes the image depend on the day it was built, and the upgraded files lie in a layer above the ones they replace.
Newer packages come with a newer base image. Whether that is always soon enough is a matter of opinion, so the rule is off unless
it is selected; a change of the whole release (`dist-upgrade`, `zypper dup`) is a warning.

```diff
  FROM debian:12-slim
- RUN apt-get update && apt-get -y upgrade && apt-get install -y curl
- RUN sudo apt-get update && sudo apt-get dist-upgrade -y
+ RUN apt-get update && apt-get install -y curl
```

```diff
  FROM alpine:3.20
- RUN apk update && apk upgrade --no-cache
- RUN apk -U upgrade && yum update -y && dnf upgrade --refresh && microdnf update && zypper dup -y && pacman -Syu --noconfirm
  RUN true
```

An upgrade of certain packages, and one that is not of packages, are fine:

```dockerfile
FROM fedora:41
RUN dnf update -y openssl && apk upgrade libssl3 && apt-get install --only-upgrade -y curl && pip install --upgrade pip
RUN npm update && echo apt-get upgrade
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.packages import MANAGERS
from ecslint.dockerfile.shell_command import Command
from ecslint.dockerfile.shell_words import Word
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF418",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    peers=(
        "hadolint:DL3035",
        "trivy:DS-0024",
        "dockerfilelint:apt-get-upgrade",
        "dockerfilelint:apt-get-dist-upgrade",
        "dockerfile_lint:yum_update_all",
        "dockle:DKL-DI-0003",
    ),
    default=False,
)

_RELEASE = frozenset({"dist-upgrade", "full-upgrade", "dup", "distro-sync"})
_UPGRADES = {
    "apt-get": frozenset({"upgrade", "dist-upgrade"}),
    "apt": frozenset({"upgrade", "full-upgrade", "dist-upgrade"}),
    "aptitude": frozenset({"upgrade", "safe-upgrade", "full-upgrade", "dist-upgrade"}),
    "apk": frozenset({"upgrade"}),
    "zypper": frozenset({"update", "up", "patch", "dup", "dist-upgrade"}),
    **dict.fromkeys(
        ("yum", "dnf", "dnf5", "microdnf", "tdnf"), frozenset({"update", "upgrade", "distro-sync"})
    ),
}


@rule.check_calls("pacman", *_UPGRADES)
def upgrades(run: Run) -> Iterator[Finding]:
    for command in run.commands:
        inner = command.unwrapped
        verb = _upgrade(inner)
        if verb is not None:
            yield rule.finding(
                verb,
                f"`{inner.name} {verb.text}` upgrades all packages, to whatever is new on the day of the build",
                help="take a newer base image",
                severity=Severity.WARNING if verb.value in _RELEASE else None,
            )


def _upgrade(command: Command) -> Word | None:
    """The word that asks for an upgrade of everything."""
    if command.name == "pacman":
        return next(
            (word for word in command.arguments if word.text.startswith("-S") and "u" in word.text), None
        )
    verbs = _UPGRADES.get(command.name or "")
    if verbs is None:
        return None
    operands = command.options(MANAGERS[command.name or ""].values).operands
    return operands[0] if len(operands) == 1 and operands[0].value in verbs else None
