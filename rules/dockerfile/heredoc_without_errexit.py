r"""Heredoc of several commands without `set -e`

`RUN <<EOF` gives the lines to the shell as one script, and a script goes on after a failed command: only the status of the last
line counts. Lines that were joined by `&&` before lose that on the way into a heredoc. Begin it with `set -e`.

```diff
  FROM debian:12-slim
- RUN <<EOF
+ RUN <<EOF
+ set -e
  apt-get update
  apt-get install -y curl
  EOF
```

```diff
  FROM debian:12-slim
- RUN <<EOF bash -o pipefail
+ RUN <<EOF bash -o pipefail
+ set -e
  make
  make install
  EOF
- RUN <<EOF
+ RUN <<EOF
  #!/bin/bash
+ set -e
  make
  make install
  EOF
```

Silent with `set -e`, a shell started with it, a single command, commands joined by `&&`, and other interpreters:

```dockerfile
FROM debian:12-slim
RUN <<EOF
set -eux
make
make install
EOF
RUN <<EOF
make && make install
EOF
RUN <<EOF
#!/bin/sh -e
make
make install
EOF
RUN <<EOF bash -eu
make
make install
EOF
RUN <<EOF
#!/usr/bin/env python3
import os
print(os.name)
EOF
SHELL ["/bin/sh", "-ec"]
RUN <<EOF
make
make install
EOF
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Heredoc, Run
from ecslint.dockerfile.shell_model import Script
from ecslint.dockerfile.shell_modes import initial_modes
from ecslint.rule import Edit, Finding, Fix, Rule, Severity
from ecslint.source import Span

rule = Rule(
    "DF403",
    Severity.WARNING,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.docker.com/reference/dockerfile/#here-documents",),
    fix="unsafe",
)


@rule.check
def goes_on(run: Run) -> Iterator[Finding]:
    if not run.heredocs or run.json_words is not None:
        return
    modes = initial_modes(run)
    for script in run.scripts:
        if not script.known or not _is_heredoc(run, script) or len(script.lists) < 2:
            continue
        first, last = script.lists[0].pipelines[0], script.lists[-1].pipelines[0]
        if not first.commands or not last.commands:
            continue
        if "errexit" not in script.settings(last.commands[0], modes):
            yield rule.finding(
                run.heredocs[0].marker_span,
                "a heredoc of several commands without `set -e`: it goes on after one that fails",
                help="begin it with `set -e`",
                fix=Fix("Begin with `set -e`", (_first_line(run.heredocs[0]),)),
            )


def _first_line(heredoc: Heredoc) -> Edit:
    """`set -e` as the first line of the body, below an interpreter."""
    source, start, _ = heredoc.body_span
    if heredoc.body.startswith("#!"):
        start += heredoc.body.index("\n") + 1
    line_end = "\r\n" if source.text[:start].endswith("\r\n") else "\n"
    return Edit(Span(source, start, start), "set -e" + line_end)


def _is_heredoc(run: Run, script: Script) -> bool:
    """Is the script the body of a heredoc, and not the instruction's own line?"""
    body = run.heredocs[0].body_span
    return bool(script.excerpt.text) and script.excerpt.offset(0) >= body.start
