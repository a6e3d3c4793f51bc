r"""Password set for a user of the image

Whoever has the image has `/etc/shadow`, and time to crack what is in it; and the same password holds in every container. An empty one
lets anybody in, which is an error. Containers need no login: lock the account, and get in with `docker exec` or ECS Exec. A password that
can be read in the Dockerfile itself is a matter for `credential-in-command`.

```diff
  FROM debian:12-slim
  ARG PASSWORD
- RUN useradd app && echo "app:$PASSWORD" | chpasswd
+ RUN useradd app && passwd -l app
```

```diff
  FROM debian:12-slim
- RUN passwd -d root
- RUN useradd -m -p "$(openssl passwd -6 "$PW")" app && usermod --password='' root
- RUN --mount=type=secret,id=pw cat /run/secrets/pw | sudo passwd --stdin app
- RUN printf 'root:%s' "$PW" | /usr/sbin/chpasswd -e && echo "app:" | chpasswd
  RUN <<EOF
- chpasswd < /tmp/passwords
- echo root:changeme | chpasswd
  EOF
```

Locking is the opposite, other options ask for something else, and what a stage for building holds is thrown away:

```dockerfile
FROM debian:12 AS build
RUN passwd -d root
FROM debian:12-slim
RUN passwd -l root && passwd --expire app && usermod -p '!' app && useradd -p '*' web && echo "root:hunter2" | chpasswd && usermod -aG docker app
RUN adduser --disabled-password --gecos "" app2 && mkdir -p passwd && apt-get install -y passwd
```
"""

from collections.abc import Iterator
from itertools import pairwise

from ecslint.dockerfile import Run
from ecslint.dockerfile.shell import Command, Word
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF210",
    Severity.WARNING,
    since="0.1",
    categories=("security",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",),
    peers=("checkov:CKV2_DOCKER_17", "dockle:DKL-LI-0001"),
)

_PROGRAMS = frozenset({"useradd", "usermod", "passwd", "chpasswd"})
# Options of useradd and usermod with a value.
_VALUES = frozenset("-b -c -d -e -f -g -G -k -K -l -p -P -R -s -u -v -V -w -W -Z --comment --gid --groups --home --home-dir "
                    "--password --shell --uid".split())  # fmt: skip


@rule.check_calls(*_PROGRAMS)
def password(run: Run) -> Iterator[Finding]:
    if run.stage is not None and not run.stage.is_shipped:
        return
    feeders = _feeders(run)
    for outer in run.commands:
        command, feeder = outer.unwrapped, feeders.get(id(outer))
        word, what = command.name_word, f"`{command.name}`"
        is_empty = False
        if command.name in {"useradd", "usermod"}:
            given = next(
                (one for one in command.options(_VALUES).given if one.name in {"-p", "--password"}), None
            )
            if given is None or (given.value is not None and given.value.startswith(("!", "*"))):
                continue
            word, what, is_empty = given.word, f"`{command.name} {given.name}`", given.value == ""
        elif command.name == "passwd" and command.has_flag("-d", "--delete"):
            is_empty = True
        elif command.name == "chpasswd" or (
            command.name == "passwd" and (command.has_flag("--stdin") or feeder is not None)
        ):
            literal = _literal(command, feeder)
            if literal is not None and _is_credential(literal, command):
                continue
            is_empty = literal is not None and (literal.value or "").endswith(":")
        else:
            continue
        if word is not None:
            yield _finding(word, what, is_empty=is_empty)


def _finding(word: Word, what: str, *, is_empty: bool) -> Finding:
    if is_empty:
        message = f"{what} gives a user an empty password: a locked one is allowed, as `passwd -l` makes it"
        return rule.finding(word, message, severity=Severity.ERROR)
    return rule.finding(
        word, f"{what} puts a password into a layer: a locked one is allowed, as `passwd -l` makes it"
    )


def _feeders(run: Run) -> dict[int, Command]:
    """What is piped into each command, by its identity."""
    pipelines = [
        pipeline for script in run.scripts for pipeline in script.pipelines if len(pipeline.elements) > 1
    ]
    pairs = [pair for pipeline in pipelines for pair in pairwise(pipeline.elements)]
    return {id(element): before for before, element in pairs if isinstance(before, Command)}


def _literal(command: Command, feeder: Command | None) -> Word | None:
    """The text that a command reads, where `echo` or a here-string holds it in plain view."""
    if feeder is not None and feeder.name in {"echo", "printf"} and feeder.arguments:
        return feeder.arguments[-1]
    return next((one.target for one in command.redirects if one.operator == "<<<"), None)


def _is_credential(literal: Word, command: Command) -> bool:
    """Does `credential-in-command` report it?"""
    from ecslint.secrets.commands import examine  # noqa: PLC0415 - most files never need it

    return any(examine("echo", ["echo", literal.text], command.name))
