r"""Semicolon between commands without `set -e`

`a; b` goes on after a failed `a`, and only the status of `b` decides whether the step succeeded: the build goes on with half of its work
undone. Join commands by `&&`, or begin with `set -e`. Sometimes going on is what is meant, so the rule is off unless it is selected.

```diff
  FROM alpine:3.20
- RUN make; make install
+ RUN make && make install
```

```diff
  FROM alpine:3.20
  RUN echo "Installing" && \
-     sudo make install ; \
      rm -rf /src
  ONBUILD USER app
- ONBUILD RUN sh -c 'make; make clean'
```

Silent with `set -e`, where the first cannot fail or is allowed to, and in conditions and loops:

```dockerfile
FROM alpine:3.20
RUN set -eux; make; make install
RUN echo a; export B=c; true; D=e; make
RUN make || true; make install || exit 1; rm -f a
RUN if make; then echo b; fi
RUN for a in b c; do make "$a" || exit 1; done
RUN trap 'rm -rf /tmp/a' EXIT; mkdir -p /a && make;
SHELL ["/bin/bash", "-eo", "pipefail", "-c"]
RUN make; make install
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.shell_command import Command
from ecslint.dockerfile.shell_model import AndOrList
from ecslint.dockerfile.shell_modes import initial_modes
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF609",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    peers=("dockerfile_lint:no_ampersand_usage",),
    default=False,
)

# Commands that do not fail, or whose failure is of no account.
_HARMLESS = frozenset(
    ": true echo printf export set unset trap umask shopt exit exec rm ulimit local readonly".split()
)


@rule.check
def goes_on(run: Run) -> Iterator[Finding]:
    if ";" not in run.span.text:
        return
    modes = initial_modes(run) if run.is_shell_form else frozenset()
    for number, script in enumerate(run.scripts):
        commands = [_last(item) for item in script.lists[:-1] if item.operator == ";"]
        if number == 0:
            # `sh -c 'a; b'` is a list of its own.
            commands += [
                one for one in script.commands if one.operator == ";" and one.context[-1:] == ("sh -c",)
            ]
        for command in commands:
            if command is None or not _may_fail(command):
                continue
            if "errexit" not in script.settings(command, modes):
                yield rule.finding(
                    command,
                    f"`{command.name}` may fail, and the step goes on behind the semicolon",
                    help="join the commands by `&&`, or begin with `set -e`",
                )


def _last(item: AndOrList) -> Command | None:
    """The command whose failure a list passes over, None where it is allowed to fail."""
    element = item.pipelines[-1].elements[-1]
    if any(pipeline.operator == "||" for pipeline in item.pipelines) or not isinstance(element, Command):
        return None
    return element if _may_fail(element) else None


def _may_fail(command: Command) -> bool:
    return bool(command.words) and command.name not in _HARMLESS and command.name is not None
