"""Step that only changes the folder

Each `RUN` starts in the `WORKDIR`, so a `cd` on its own changes nothing for the next step. Say it with `WORKDIR`.

```diff
  FROM alpine:3.20
- RUN cd /app
+ WORKDIR /app
  RUN make
```

At the beginning of a longer step it works, but `WORKDIR` says it once for all that follow (a remark):

```diff
  FROM alpine:3.20
- RUN cd /usr/src/app && make
- RUN cd web; npm ci
- RUN ["/bin/sh", "-c", "cd /usr/src/app && make"]
```

A change back and forth inside a step, in a subshell, to a folder for scraps or to one found by a pattern is fine:

```dockerfile
FROM alpine:3.20
RUN (cd /usr/src && make)
RUN cd /tmp && make
RUN cd /tmp/src && make
RUN cd /usr/src/app-* && make
RUN wget -q https://example.com/a.tgz && cd /tmp && tar -xf a.tgz && cd / && rm a.tgz
RUN for d in a b; do cd "$d" && make; done
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.paths import is_absolute
from ecslint.dockerfile.shell_words import Word
from ecslint.rule import Edit, Finding, Fix, Rule, Severity
from ecslint.source import Span

rule = Rule(
    "DF408",
    Severity.WARNING,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.docker.com/build/building/best-practices/#workdir",),
    peers=("hadolint:DL3003", "trivy:DS-0013", "kics:run_command_cd_instead_of_workdir", "tally:DL3003"),
    fix="safe",
)


@rule.check
def cd(run: Run) -> Iterator[Finding]:
    commands = run.steps
    first = commands[0] if commands else None
    if first is None or first.name != "cd" or set(first.context) - {"sh -c"} or not first.arguments:
        return
    word = first.arguments[0]
    target = word.value
    if len(commands) == 1 and first.name_word is not None:
        fix = None
        if (
            target is not None
            and is_absolute(target)
            and target == word.text
            and not run.flag_list
            and not run.heredocs
            and not first.depth
            and run.json_words is None
        ):
            whole = Span(run.span.source, run.span.start, run.span.end)
            fix = Fix("Use `WORKDIR`", (Edit(whole, f"WORKDIR {target}"),), safe=True)
        yield rule.finding(first.name_word, "`cd` alone in a step changes nothing for the next one", fix=fix)
    elif target is not None and not _is_passing(word) and first.name_word is not None:
        if sum(command.name in {"cd", "pushd"} for command in commands) == 1:
            yield rule.finding(
                first.name_word,
                f"`cd {target}` at the beginning of a step: `WORKDIR` says it for all that follow",
                severity=Severity.INFO,
            )


def _is_passing(word: Word) -> bool:
    """Is it a folder that no later step wants to start in, or one that `WORKDIR` cannot name?"""
    path = (word.value or "").rstrip("/")
    return word.has_glob or path in {"", "~", "/root"} or f"{path}/".startswith(("/tmp/", "/var/tmp/"))
