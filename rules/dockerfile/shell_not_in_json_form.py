"""SHELL that is no JSON array

`SHELL` is the one instruction that takes nothing but the JSON form: the program and its options, each in double quotes. Anything
else, the empty array included, ends the build.

```diff
  FROM debian:12-slim
- SHELL /bin/bash -o pipefail -c
+ SHELL ["/bin/bash", "-o", "pipefail", "-c"]
```

```diff
  FROM debian:12-slim
- SHELL ['/bin/bash', '-c']
+ SHELL ["/bin/bash", "-c"]
- ONBUILD SHELL ["/bin/bash", "-c",]
+ ONBUILD SHELL ["/bin/bash", "-c"]
```

```diff
  FROM debian:12-slim
- SHELL []
- SHELL
- SHELL bash -c "set -e"
+ SHELL ["/bin/sh", "-c"]
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Shell
from ecslint.dockerfile.json_form import array_of_plain, mended
from ecslint.rule import Edit, Finding, Fix, Rule, Severity

rule = Rule(
    "DF009",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/dockerfile/#shell",),
    peers=("dockerfile-utils:SHELL_JSON_FORM", "dockerfile-utils:SHELL_REQUIRES_ONE"),
    fix="safe",
)


@rule.check
def plain(shell: Shell) -> Iterator[Finding]:
    if shell.json_words or shell.json_fault == "element":
        return
    edits = mended(shell)
    words = None if shell.json_fault or shell.json_words is not None else array_of_plain(shell.words)
    if words:
        edits = (Edit(shell.argument_span, words),)
    yield rule.finding(
        shell.argument_span if shell.text else shell.keyword_span,
        '`SHELL` needs the JSON form, as in `SHELL ["/bin/bash", "-c"]`',
        fix=Fix("Write it as a JSON array", edits, safe=True) if edits else None,
    )
