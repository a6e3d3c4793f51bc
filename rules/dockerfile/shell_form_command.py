r"""CMD or ENTRYPOINT in shell form

`CMD node server.js` runs `/bin/sh -c "node server.js"`: the shell is process 1 and passes no signal on. When ECS stops the
task, the program never hears SIGTERM, and after `stopTimeout` it is killed in the middle of its work. The JSON form runs
the program itself.

```diff
  FROM node:22-alpine
- CMD node server.js
+ CMD ["node", "server.js"]
```

```diff
  FROM node:22-alpine
- ENTRYPOINT docker-entrypoint.sh "$MODE" | tee /log
  ONBUILD RUN true
```

An explicit `SHELL` says that a shell is wanted, `exec` replaces it, and a health check lives for a moment only:

```dockerfile
FROM node:22-alpine
CMD exec node server.js --port "$PORT"
```

```dockerfile
FROM node:22-alpine
SHELL ["/bin/sh", "-ec"]
HEALTHCHECK CMD wget -q -O /dev/null http://localhost/ || exit 1
CMD node server.js
```

```dockerfile
FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
CMD node server.js
```
"""

import re
from collections.abc import Iterator

from ecslint.dockerfile import Cmd, Entrypoint, Executed, Shell
from ecslint.rule import Edit, Finding, Fix, Rule, Severity

rule = Rule(
    "DF401",
    Severity.WARNING,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.docker.com/reference/build-checks/json-args-recommended/",),
    peers=(
        "buildkit:JSONArgsRecommended",
        "hadolint:DL3025",
        "kics:not_using_json_in_cmd_and_entrypoint_arguments",
    ),
    fix="safe",
)


@rule.check
def shell_form(executed: Executed) -> Iterator[Finding]:
    stage = executed.stage
    if (
        not isinstance(executed, Cmd | Entrypoint)
        or not executed.is_shell_form
        or not executed.text
        or stage is None
    ):
        return
    if (
        executed.json_fault is not None
        or executed.dialect != "sh"
        or stage.in_force(Shell, executed) is not None
    ):
        return
    commands = executed.commands
    if not commands or "exec" in commands[0].wrappers:
        return
    yield rule.finding(
        executed.keyword_span,
        f"`{executed.keyword}` in shell form: the shell gets the signals, the program none",
        help='write the JSON form, as in `CMD ["program", "argument"]`, or begin with `exec`',
        fix=_fix(executed),
    )


def _fix(executed: Executed) -> Fix | None:
    """Words without any shell syntax mean the same in both forms."""
    span = executed.argument_span
    if not re.fullmatch(r"[A-Za-z0-9_./:@%+,-]+(?: [A-Za-z0-9_./:@%+,=-]+)*", span.text):
        return None
    words = ", ".join(f'"{word}"' for word in span.text.split(" "))
    return Fix("Write the JSON form", (Edit(span, f"[{words}]"),), safe=True)
