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

from collections.abc import Iterator

from ecslint.dockerfile import Dockerfile, Env, Pair, Reference
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
    for reference in dockerfile.references:
        env = reference.instruction
        if not isinstance(env, Env) or reference.is_declared or reference.is_guarded or reference.name == "PATH":
            continue
        pairs = env.pairs
        own = next((at for at, pair in enumerate(pairs) if _holds(pair, reference)), -1)
        setter = next((at for at, pair in enumerate(pairs) if pair.key.text == reference.name and at != own), -1)
        # A variable that extends itself may come from the image.
        if own < 0 or setter < 0 or pairs[own].key.text == reference.name:
            continue
        message = f"`{reference.name}` is set by this same `ENV`, its value counts only below it"
        note = Note(pairs[setter].key.span, "set here")
        yield rule.finding(reference, message, notes=(note,), fix=_split(pairs, own) if setter < own else None)


def _holds(pair: Pair, reference: Reference) -> bool:
    return pair.value is not None and pair.value.span.start <= reference.span.start < pair.value.span.end


def _split(pairs: tuple[Pair, ...], at: int) -> Fix | None:
    """Begin another ENV before a pair, where they stand on one line."""
    before = pairs[at - 1].value
    if before is None:
        return None
    gap = Span(before.span.source, before.span.end, pairs[at].key.span.start)
    return Fix("Make two `ENV` of it", (Edit(gap, "\nENV "),)) if not gap.text.strip(" \t") else None
