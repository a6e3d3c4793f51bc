"""Default shell changed by a command

`ln -sf /bin/bash /bin/sh` changes the program behind every script of the image, and what relied on the plain shell may break. For
the build, `SHELL` says which shell its steps use.

```diff
  FROM debian:12-slim
- RUN ln -sf /bin/bash /bin/sh
+ SHELL ["/bin/bash", "-c"]
```

```diff
  FROM debian:12-slim
- RUN true && sudo mv /bin/bash /bin/sh
- RUN chsh -s /bin/bash && true
- RUN usermod -s /bin/bash root && true
  RUN true
```

```dockerfile
FROM debian:12-slim
RUN chsh -s /usr/bin/zsh app && usermod --shell /bin/bash app && mv /bin/sh.distrib /bin/sh.old
RUN ln -s /bin/bash /usr/local/bin/sh2 && cp a /bin/shell && usermod -aG docker app
```
"""

import re
from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.shell_command import Command
from ecslint.rule import Edit, Finding, Fix, Rule, Severity

rule = Rule(
    "DF416",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    peers=("hadolint:DL4005", "kics:changing_default_shell_using_run_command", "tally:DL4005"),
    fix="unsafe",
)


@rule.check_calls("ln", "mv", "cp", "chsh", "usermod")
def changed(run: Run) -> Iterator[Finding]:
    for inner in run.calls("ln", "mv", "cp", "chsh", "usermod"):
        if inner.name_word is not None and (_replaces_sh(inner) or _changes_login_shell(inner)):
            yield rule.finding(
                inner.name_word,
                "the default shell is changed by a command",
                help="use `SHELL` for the build",
                fix=_fix(run),
            )


def _replaces_sh(command: Command) -> bool:
    """Does it put another program in the place of /bin/sh?"""
    if command.name not in {"ln", "mv", "cp"}:
        return False
    operands = command.options(frozenset({"-S", "--suffix"})).operands
    return (
        len(operands) == 2
        and operands[1].value in {"/bin/sh", "/usr/bin/sh"}
        and (operands[0].value or "").rpartition("/")[2] != "sh"
    )


def _changes_login_shell(command: Command) -> bool:
    """Is it root's login shell that changes? That of a user who works in the container is another matter."""
    if command.name not in {"chsh", "usermod"}:
        return False
    values = frozenset(
        "-s --shell -g -G -d -u -c -l -e -f -p --gid --groups --home --uid --comment --login".split()
    )
    options = command.options(values)
    names = [word.value for word in options.operands]
    return options.has("-s", "--shell") and names in ([], ["root"])


def _fix(run: Run) -> Fix | None:
    """A `SHELL` for a step that is nothing but a plain link."""
    command = run.scripts[0].only_command if run.scripts and not run.heredocs and not run.flag_list else None
    operands = command.options().operands if command is not None and command.name == "ln" else ()
    program = operands[0].value if operands else None
    if (
        program is None
        or not re.fullmatch(r"/[\w./-]+", program)
        or run.is_inner
        or run.json_words is not None
    ):
        return None
    return Fix("Use `SHELL`", (Edit(run.span, f'SHELL ["{program}", "-c"]'),))
