"""Command that makes no sense in a build

`ssh`, `vim`, `shutdown`, `ps`, `top`, `free`, `mount` and their like look at or change a running machine; a build step has none that
lasts. A service that is started in a step is gone when the step ends: what is to run belongs into `CMD` or `ENTRYPOINT`.

```diff
  FROM debian:12-slim
- RUN top -b -n 1
- RUN service nginx start
- RUN sudo service nginx reload && true
  RUN true
```

A `kill` of what the same step started, `ssh` with the agent of the builder, `mount` in a privileged step and questions for the
version have a use:

```dockerfile
FROM debian:12-slim
RUN ./server & pid=$!; make check; kill "$pid"
RUN --mount=type=ssh ssh -T git@example.com || true
RUN --security=insecure mount -t tmpfs none /mnt
RUN vim --version && systemctl enable nginx
RUN apt-get install -y vim openssh-client mount && which ps
RUN --mount=type=cache,target=/x echo "free"
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.shell_command import Command
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF409",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    peers=("hadolint:DL3001", "kics:run_utilities_and_posix_commands"),
)

_MACHINE = frozenset({"ssh", "vim", "shutdown", "ps", "free", "top", "kill", "mount", "ifconfig", "nano"})
_SERVICES = ("service", "systemctl")
_STARTS = frozenset({"start", "restart"})
_SPEAKS = frozenset({"stop", "reload", "force-reload", "status", "daemon-reload"})


@rule.check_calls(*_MACHINE, *_SERVICES)
def useless(run: Run) -> Iterator[Finding]:
    calls = run.calls(*_MACHINE, *_SERVICES)
    is_started = any(_verb(inner) in _STARTS for inner in calls)
    for inner in calls:
        word = inner.name_word
        if word is None:
            continue
        if inner.name in _MACHINE and not _has_use(run, inner):
            yield rule.finding(word, f"`{inner.name}` in a build step has no machine to look at")
        elif _verb(inner) in _STARTS:
            yield rule.finding(
                word,
                f"`{inner.name}` starts what ends with this step",
                help="start it in `CMD` or `ENTRYPOINT`",
                severity=Severity.WARNING if len(run.commands) == 1 else Severity.INFO,
            )
        elif not is_started and _verb(inner) in _SPEAKS:
            yield rule.finding(word, f"`{inner.name}` in a build step has no service to talk to")


def _verb(command: Command) -> str | None:
    """What `service` or `systemctl` is to do with a service."""
    if command.name == "service":
        return command.arguments[1].value if len(command.arguments) > 1 else None
    return command.subcommand() if command.name == "systemctl" else None


def _has_use(run: Run, command: Command) -> bool:
    """Does it ask for a version, or work on what this very step brings?"""
    if command.options().has("--version", "--help", "-V"):
        return True
    if command.name == "kill":
        return any(one.operator == "&" for one in run.commands)
    if command.name == "ssh":
        return any(mount.type == "ssh" for mount in run.mounts)
    return command.name == "mount" and run.flags.get("security") == "insecure"
