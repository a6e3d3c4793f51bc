r"""Pipe whose left side may fail unseen

The status of a pipe is that of its last command: `curl https://example.com/a.tgz | tar -xz` goes on after a failed download, and
the image is built without what it needs. `set -o pipefail` in the same `RUN`, or a `SHELL` with it, makes the pipe fail.
Debian's and Alpine's plain `sh` may not know the option: use bash, or write a file in between.

```diff
  FROM debian:12-slim
- RUN wget -qO- https://example.com/a.tgz | tar -xz -C /opt
+ SHELL ["/bin/bash", "-o", "pipefail", "-c"]
+ RUN wget -qO- https://example.com/a.tgz | tar -xz -C /opt
```

```diff
  FROM debian:12-slim
  RUN apt-get update \
-  && dpkg -l | sort \
   && true
- RUN ["bash", "-c", "make | tee /log"]
+ RUN ["bash", "-o", "pipefail", "-c", "make | tee /log"]
```

Silent where it is set, where there is no pipe, and in other shells; a left side that only prints is a remark:

```dockerfile
FROM debian:12-slim
RUN set -eo pipefail; make | tee /log
RUN bash -euxo pipefail -c 'make | tee /log'
RUN <<EOF bash
set -o pipefail
make | tee /log
EOF
RUN echo "a | b" && a || b
RUN case "$x" in a|b) true ;; esac
SHELL ["pwsh", "-Command"]
RUN Get-Content a | Select-String b
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.shell_model import Pipeline
from ecslint.dockerfile.shell_modes import initial_modes
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF402",
    Severity.WARNING,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.docker.com/build/building/best-practices/#using-pipes",),
    peers=("hadolint:DL4006", "kics:shell_running_a_pipe_without_pipefail_flag"),
)

_PRINTERS = frozenset({"echo", "printf", "yes", "true", ":"})


@rule.check
def pipes(run: Run) -> Iterator[Finding]:
    modes = initial_modes(run)
    for script in run.scripts:
        for pipeline in script.pipelines:
            if len(pipeline.elements) < 2 or not pipeline.commands:
                continue
            first = pipeline.commands[0]
            if "pipefail" in script.settings(first, modes):
                continue
            last = pipeline.elements[-1]
            yield rule.finding(
                first.excerpt.span(pipeline.start, last.end),
                "a pipe without `pipefail`: only the last command's failure counts",
                help="set `pipefail` first: `set -o pipefail` in bash, or `SHELL` with `-o pipefail`",
                severity=Severity.INFO if _only_prints(pipeline) else None,
            )


def _only_prints(pipeline: Pipeline) -> bool:
    """Does everything but the last part only print what it is given?"""
    return all(
        command.name in _PRINTERS
        for element in pipeline.elements[:-1]
        for command in ([element] if not hasattr(element, "commands") else element.commands)
    )
