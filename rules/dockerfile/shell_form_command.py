r"""CMD or ENTRYPOINT in shell form

`CMD node server.js` runs `/bin/sh -c "node server.js"`: the shell is process 1 and passes no signal on. When ECS stops the
task, the program never hears SIGTERM, and after `stopTimeout` it is killed in the middle of its work. The JSON form runs
the program itself.

```diff
  FROM node:22-alpine
- CMD node server.js
+ CMD ["node", "server.js"]
```

Where the words need a shell, `exec` makes the program take its place; that fix is to be reviewed:

```diff
  FROM node:22-alpine
- CMD node server.js --port "$PORT"
- ONBUILD CMD NODE_ENV=production node server.js > /log
+ CMD exec node server.js --port "$PORT"
+ ONBUILD CMD NODE_ENV=production exec node server.js > /log
```

Several commands, and what only the shell itself knows, are left to you:

```diff
  FROM node:22-alpine
- ENTRYPOINT docker-entrypoint.sh "$MODE" | tee /log
- CMD cd /app && node server.js
- CMD . /env.sh
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
FROM mcr.microsoft.com/dotnet/framework/runtime:4.8
ENTRYPOINT app.exe
```
"""

import re
from collections.abc import Iterator

from ecslint.dockerfile import Cmd, Entrypoint, Executed, Shell
from ecslint.rule import Edit, Finding, Fix, Rule, Severity
from ecslint.source import Span

# What the shell does itself; some are programs too, but not in every image.
_BUILTINS = frozenset(
    """. : [ alias bg bind break builtin case cd command continue declare dirs eval exit export fg for function getopts hash
    if jobs let local popd pushd read readonly return select set shift shopt source time times trap type typeset ulimit
    umask unalias unset until wait while {""".split()
)
_PLAIN = r"[A-Za-z0-9_./:@%+,-]+(?: +[A-Za-z0-9_./:@%+,=-]+)*"

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
    """Words without any shell syntax mean the same in both forms; before one command `exec` may stand."""
    command = executed.scripts[0].only_command
    word = command.words[0] if command is not None and command.words else None
    if word is None or word.value in _BUILTINS:
        return None
    span = executed.argument_span
    if re.fullmatch(_PLAIN, span.text):
        words = ", ".join(f'"{one}"' for one in span.text.split())
        # Beside the other of the two, the words of both are put together in another way than before.
        other = Cmd if isinstance(executed, Entrypoint) else Entrypoint
        alone = executed.stage is not None and executed.stage.in_force(other) is None
        return Fix("Write the JSON form", (Edit(span, f"[{words}]"),), safe=alone)
    place = word.span
    return Fix("Begin with `exec`", (Edit(Span(place.source, place.start, place.start), "exec "),))
