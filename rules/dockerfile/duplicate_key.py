"""Same key set twice in one stage

The later value wins and the earlier one does nothing. Two labels of one key in a stage are always that; an `ENV` or `ARG` is
reported only if nothing runs, copies or asks for it between the two.

```diff
  FROM alpine:3.20
- LABEL org.opencontainers.image.title="web"
  RUN apk add --no-cache curl
- LABEL description="shop" org.opencontainers.image.title=shop
+ LABEL org.opencontainers.image.title=shop
  LABEL "description"="The shop"
```

```diff
  FROM alpine:3.20
- ENV MODE=test
  ARG VERSION
  ENV MODE=production
- ARG LEVEL=1
  ARG LEVEL=2
```

```diff
  FROM alpine:3.20
- ENV A=1 B=2 A=3
+ ENV B=2 A=3
```

Extended, used in between, overridden in the next stage, or repeated from above the first `FROM`:

```dockerfile
ARG VERSION=1
FROM alpine:3.20 AS base
ARG VERSION
LABEL team=a
ENV PATH=/a:$PATH MODE=test
ENV PATH=/b:$PATH
RUN make test
ENV MODE=production
ENV X=1
ENV Y=$X
ENV X=2
ARG LEVEL
ARG LEVEL
FROM base
LABEL team=b
ENV MODE=debug
```
"""

import re
from collections.abc import Iterator

from ecslint.dockerfile import Arg, Env, Instruction, Label, Pair, Stage
from ecslint.dockerfile.edits import deletion
from ecslint.rule import Edit, Finding, Fix, Note, Rule, Severity
from ecslint.source import Span

rule = Rule(
    "DF042",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/dockerfile/#label",),
    peers=("tally:labels/no-duplicate-keys",),
    fix="unsafe",
)


@rule.check
def duplicate(stage: Stage) -> Iterator[Finding]:
    # Kind and key -> where it was set last, as long as nothing has used it.
    variables: dict[tuple[str, str], tuple[Instruction, int]] = {}
    labels: dict[tuple[str, str], tuple[Instruction, int]] = {}
    for instruction in stage.instructions:
        if not isinstance(instruction, Arg | Env | Label):
            # Whatever it is may need the environment as it is now.
            variables.clear()
            continue
        line = instruction.line.text
        for name in re.findall(r"\$\{?(\w+)", line) if "$" in line else ():
            variables.pop(("ENV", name), None)
            variables.pop(("ARG", name), None)
        kind = instruction.keyword
        unused = labels if isinstance(instruction, Label) else variables
        for at, pair in enumerate(instruction.pairs):
            key = (kind, pair.key.text.strip("\"'"))
            earlier = unused.get(key)
            if earlier is not None and pair.value is not None:
                yield _finding(*earlier, pair)
            if "$" not in pair.key.text and pair.value is not None:
                unused[key] = (instruction, at)


def _finding(instruction: Instruction, at: int, later: Pair) -> Finding:
    key = instruction.pairs[at].key
    message = f"`{key.text}` is set again below, this value does nothing"
    return rule.finding(
        key, message, notes=(Note(later.key.span, "set again here"),), fix=_without(instruction, at)
    )


def _without(instruction: Instruction, at: int) -> Fix | None:
    """Delete one pair, or the instruction that has no other."""
    pairs = instruction.pairs
    if len(pairs) == 1:
        return Fix("Delete it", (deletion(instruction),))
    source = instruction.span.source
    if at + 1 < len(pairs):
        gone = Span(source, pairs[at].key.span.start, pairs[at + 1].key.span.start)
    else:
        value = pairs[at].value
        before = pairs[at - 1].value or pairs[at - 1].key
        gone = Span(source, before.span.end, (value or pairs[at].key).span.end)
    # A comment between two pairs is not ours to delete.
    return Fix("Delete it", (Edit(gone, ""),)) if "#" not in gone.text else None
