r"""ENV that uses a variable which it sets itself

All pairs of one `ENV` see the variables as they were before it. In `ENV HOME=/app BIN=$HOME/bin` the second value is what `HOME`
was above, or nothing at all. Two `ENV` do what was meant. (`ARG` differs: there each name counts for the next one.)

```diff
  FROM alpine:3.20
- ENV APP=/opt/app BIN=$APP/bin MODE=production
+ ENV APP=/opt/app
+ ENV BIN=$APP/bin MODE=production
```

```diff
  FROM alpine:3.20
  ENV MODE=test \
      APP=/opt/app \
-     BIN="${APP}/bin"
+     BIN="/opt/app/bin"
```

```diff
  FROM alpine:3.20
- ENV BIN=${APP}/bin APP=/opt/app
+ ENV BIN=/opt/app/bin APP=/opt/app
```

Set before, extended, with a default, of another name, escaped, or in an `ARG`:

```dockerfile
FROM alpine:3.20 AS base
ARG APP=/srv
ENV APP=/opt/app BIN=$APP/bin
FROM base
ENV BIN=/bin PATH=$BIN:$PATH PYTHONPATH=$PYTHONPATH:/opt/lib
ENV C=1 D=${C:-2} E=$CC F=\$C G='$C' PATH=/x:$PATH H=$PATH
ARG X=1 Y=$X
```
"""

from bisect import bisect_right
from collections.abc import Iterator

from ecslint.dockerfile import Dockerfile, Env, Instruction, Pair
from ecslint.rule import Edit, Finding, Fix, Note, Rule, Severity
from ecslint.source import Span

rule = Rule(
    "DF033",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/dockerfile/#environment-replacement",),
    peers=("hadolint:DL3044", "tally:UndefinedVar"),
    fix="unsafe",
)


@rule.check
def self_referencing(dockerfile: Dockerfile) -> Iterator[Finding]:
    env: Instruction | None = None
    starts: list[int] = []
    first: dict[str, int] = {}
    for reference in dockerfile.references:
        if not isinstance(reference.instruction, Env) or reference.is_declared or reference.is_guarded:
            continue
        if reference.instruction is not env:
            env = reference.instruction
            starts = [pair.key.span.start for pair in env.pairs]
            first = {pair.key.text: at for at, pair in reversed(list(enumerate(env.pairs)))}
        own = bisect_right(starts, reference.span.start) - 1
        setter = first.get(reference.name, own)
        # A variable that extends itself may come from the image, and PATH comes from every image.
        if setter == own or reference.name in {"PATH", env.pairs[own].key.text}:
            continue
        message = f"`{reference.name}` is set by this same `ENV`, its value counts only below it"
        note = Note(env.pairs[setter].key.span, "set here")
        yield rule.finding(
            reference, message, notes=(note,), fix=_split(env.pairs, own) if setter < own else None
        )


def _split(pairs: tuple[Pair, ...], at: int) -> Fix | None:
    """Begin another ENV before a pair, where they stand on one line."""
    before = pairs[at - 1].value
    if before is None:
        return None
    gap = Span(before.span.source, before.span.end, pairs[at].key.span.start)
    return Fix("Make two `ENV` of it", (Edit(gap, "\nENV "),)) if not gap.text.strip(" \t") else None
