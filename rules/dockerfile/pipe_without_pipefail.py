r"""Pipe whose left side may fail unseen

The status of a pipe is that of its last command: `curl https://example.com/a.tgz | tar -xz` goes on after a failed download, and
the image is built without what it needs. `set -o pipefail` in the same `RUN`, or a `SHELL` with it, makes the pipe fail.
The plain `sh` of Debian before 13 does not know the option: use bash, or write a file in between. A `SHELL` holds for all that
follows, so the fix, for images known to have bash or Alpine's ash, is to be reviewed.

```diff
  FROM debian:12-slim
- RUN wget -qO- https://example.com/a.tgz | tar -xz -C /opt
+ SHELL ["/bin/bash", "-o", "pipefail", "-c"]
+ RUN wget -qO- https://example.com/a.tgz | tar -xz -C /opt
```

```diff
  FROM example.com/base:1
  RUN apt-get update \
-  && dpkg -l | sort \
   && true
- RUN ["bash", "-c", "make | tee /log"]
```

```diff
  FROM alpine:3.20 AS base
  FROM base
+ SHELL ["/bin/ash", "-o", "pipefail", "-c"]
  RUN <<EOF
- wget -qO- https://example.com/a | sed s/a/b/ > /a
+ wget -qO- https://example.com/a | sed s/a/b/ > /a
  EOF
```

A left side that only prints or lists what is there can hardly fail, and a `grep` or `sha256sum -c` at the end fails itself when
nothing reaches it. Both are a remark:

```diff
  FROM example.com/base:1
- RUN echo "deb https://example.com/ a b" | tee /etc/apt/sources.list.d/a.list
- RUN find / -name '*.pyc' | sort -u | xargs rm
- RUN php -m | grep -q zip
- RUN grep ' tool.tgz$' SHA256SUMS | sha256sum -c -
```

Silent where it is set, where there is no pipe, where a failure is allowed, and in other shells. With `yes` on the left the
option would do harm, because that ends by a broken pipe:

```dockerfile
FROM debian:12-slim
RUN set -eo pipefail; make | tee /log
RUN bash -euxo pipefail -c 'make | tee /log'
RUN <<EOF bash
set -o pipefail
make | tee /log
EOF
RUN <<EOF
#!/usr/bin/env -S bash -eo pipefail
make | tee /log
EOF
RUN echo "a | b" && a || b
RUN make | tee /log || true
RUN if [ -f /a ]; then make | tee /log || true; fi && bash -c 'make | tee /log || :'
RUN make | tee /log; test "${PIPESTATUS[0]}" -eq 0
RUN yes | ./install.sh
RUN case "$x" in a|b) true ;; esac
SHELL ["pwsh", "-Command"]
RUN Get-Content a | Select-String b
```
"""

from bisect import bisect_left
from collections.abc import Iterator

from ecslint.dockerfile import Run, Shell
from ecslint.dockerfile.edits import insertion_below
from ecslint.dockerfile.shell_command import Command
from ecslint.dockerfile.shell_model import Compound, Pipeline, Script
from ecslint.dockerfile.shell_modes import initial_modes, pipefail_shell
from ecslint.rule import Finding, Fix, Rule, Severity

rule = Rule(
    "DF402",
    Severity.WARNING,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.docker.com/build/building/best-practices/#using-pipes",),
    peers=("hadolint:DL4006", "kics:shell_running_a_pipe_without_pipefail_flag"),
    fix="unsafe",
)

_PRINTERS = frozenset(
    """: apt-mark arch basename date dirname dpkg dpkg-query echo find hostname id ldd locale ls nproc printf rpm scanelf seq
    true uname whoami""".split()
)
# What may stand between the first and the last part of a pipe that only prints.
_FILTERS = frozenset("awk cut egrep fgrep fold grep head nl paste rev sed sort tac tail tr uniq wc".split())
_SEARCHES = frozenset({"grep", "egrep", "fgrep"})
_CHECKSUMS = frozenset({"md5sum", "sha1sum", "sha256sum", "sha512sum", "shasum"})


@rule.check
def unsafe(run: Run) -> Iterator[Finding]:
    for script in run.scripts:
        # Bash tells the status of each part, too.
        if script.mentions(("pipestatus",)):
            continue
        pipes = [one for one in script.pipelines if len(one.elements) > 1 and one.commands]
        forgiven = _may_fail(script) if pipes else set()
        for pipeline in pipes:
            if id(pipeline) in forgiven:
                continue
            first = pipeline.commands[0]
            modes = script.settings(first, initial_modes(run))
            if first.name == "yes" or "pipefail" in modes:
                continue
            last = pipeline.elements[-1]
            is_harmless = _only_prints(pipeline, is_strict="errexit" in modes)
            yield rule.finding(
                first.excerpt.span(pipeline.start, last.end),
                "a pipe without `pipefail`: only the last command's failure counts",
                help="set `pipefail` first: `set -o pipefail` in bash, or `SHELL` with `-o pipefail`",
                severity=Severity.INFO if is_harmless else None,
                fix=_fix(run),
            )


def _fix(run: Run) -> Fix | None:
    """A `SHELL` below the FROM, the same for all pipes of the stage; none where one is given already."""
    stage = run.stage
    shell = pipefail_shell(stage) if stage is not None else None
    if stage is None or shell is None or run.json_words is not None or stage.in_force(Shell) is not None:
        return None
    if run.is_inner or any(script.shebang for script in run.scripts):
        return None
    edit = insertion_below(stage.from_, f'SHELL ["{shell}", "-o", "pipefail", "-c"]')
    return Fix("Give the stage a `SHELL` with `pipefail`", (edit,))


def _may_fail(script: Script) -> set[int]:
    """The pipelines, by identity, that `|| true` follows: in a group, an `if` or the text of `bash -c`, too."""
    by_text: dict[int, list[Pipeline]] = {}
    for pipeline in script.pipelines:
        by_text.setdefault(id(pipeline.elements[0].excerpt), []).append(pipeline)
    found = set()
    for pipelines in by_text.values():
        pipelines.sort(key=lambda one: one.start)
        for pipeline in pipelines:
            if pipeline.operator == "||":
                at = bisect_left(pipelines, pipeline.elements[-1].end, key=lambda one: one.start)
                after = pipelines[at].commands if at < len(pipelines) else []
                if after and all(command.name in {"true", ":"} for command in after):
                    found.add(id(pipeline))
    return found


def _only_prints(pipeline: Pipeline, *, is_strict: bool) -> bool:
    """Is what stands on the left sure to work, or its failure sure to be seen?"""
    names = [
        [command.unwrapped.name for command in _deciding(element, is_strict)] for element in pipeline.elements
    ]
    last = _deciding(pipeline.elements[-1], is_strict)[-1:]
    if last and last[0].name in _SEARCHES and not last[0].has_flag("-v", "-c", "--invert-match", "--count"):
        return True
    if last and last[0].name in _CHECKSUMS and last[0].has_flag("-c", "--check"):
        return True
    known = _PRINTERS
    for part in names[:-1]:
        if not known.issuperset(part):
            return False
        known = _PRINTERS | _FILTERS
    return True


def _deciding(element: Command | Compound, is_strict: bool) -> list[Command]:
    """The simple commands that have a say in the status of one part of a pipe: without `set -e`, a group's last ones."""
    if isinstance(element, Command):
        return [element]
    commands = element.commands
    is_group = element.kind in {"subshell", "group"} and bool(element.lists)
    if not is_group or is_strict or any(one.name == "set" for one in commands):
        return commands
    return [command for pipeline in element.lists[-1].pipelines for command in pipeline.commands]
