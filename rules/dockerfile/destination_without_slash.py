r"""Several sources copied to a destination that is no directory

With more than one source the destination has to end with a slash. The classic builder refuses anything else; BuildKit makes
a directory of it, or copies one file over the other, depending on what is there. Append the slash.

```diff
  FROM node:22-alpine
- COPY package.json package-lock.json /app
- ADD --chown=node:node a.txt b.txt "lib"
- COPY ["a b", "c", "/srv"]
- ONBUILD COPY a b c
+ COPY package.json package-lock.json /app/
+ ADD --chown=node:node a.txt b.txt "lib/"
+ COPY ["a b", "c", "/srv/"]
+ ONBUILD COPY a b c/
```

```diff
  FROM alpine:3.20
  ARG ETC=/etc
- COPY <<one <<two ${ETC}
+ COPY <<one <<two ${ETC}/
  first
  one
  second
  two
```

One source, a working directory, a destination that is not known, and options that are none of the sources:

```dockerfile
FROM alpine:3.20
ARG TARGET
WORKDIR /app
COPY --from=alpine:3.20 --chmod=644 /etc/motd /app2
COPY a b .
COPY a b ./..
COPY a b /
COPY a b /app
COPY a b $TARGET
COPY *.txt /srv
COPY --parents a b /srv
ADD a b C:\\app\\
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Add, Copy, Stage, Transfer, Workdir
from ecslint.rule import Edit, Finding, Fix, Rule, Severity
from ecslint.source import Span

rule = Rule(
    "DF021",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/dockerfile/#destination",),
    peers=(
        "hadolint:DL3021",
        "trivy:DS-0011",
        "kics:copy_with_more_than_two_arguments_not_ending_with_slash",
        "dockerfile-utils:INVALID_DESTINATION",
    ),
    fix="safe",
)


@rule.check
def without_slash(stage: Stage) -> Iterator[Finding]:
    directories = {"", ".", ".."}
    for instruction in stage.instructions:
        if isinstance(instruction, Workdir) and instruction.words:
            # The builder makes every working directory, so that it does exist below.
            value = stage.scope(instruction).value(instruction.words[0].text)
            directories.add((value or "").rstrip("/"))
        inner = instruction.inner or instruction
        if isinstance(inner, Add | Copy) and len(inner.sources) > 1 and "parents" not in inner.flags:
            yield from _finding(stage, inner, directories)


def _finding(stage: Stage, transfer: Transfer, directories: set[str]) -> Iterator[Finding]:
    word = transfer.destination
    if word is None or (transfer.is_inner and "$" in word.text):
        return
    expansion = stage.scope(transfer).expand(word.text)
    # What ends in an unknown may end with a slash; before that end an unknown does no harm.
    known = expansion.suffix if expansion.value is None else expansion.value
    if not known or expansion.problem or known.endswith(("/", "\\", "/.", "/..")) or known in directories:
        return
    raw = word.raw
    closing = raw[-1] if raw[-1] in "\"'" else ""
    end = word.span.end - len(closing)
    fix = Fix("Append a slash", (Edit(Span(word.span.source, end, end), "/"),), safe=True)
    count = len(transfer.sources)
    yield rule.finding(
        word, f"`{raw}` takes {count} sources, so it must be a directory and end with `/`", fix=fix
    )
