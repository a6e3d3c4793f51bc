r"""RUN after RUN, or COPY after COPY to one place

Each `RUN` is a layer. Steps that belong together can be one, so that what the first leaves behind can be removed by the second. Separate
steps cache better while a file is being written, so the rule is off unless it is selected. It looks at the stages whose layers end up in
the image.

```diff
  FROM alpine:3.20
  RUN apk add --no-cache make
- RUN make
+ COPY . /src
+ RUN make
```

The finding stands on the second of the row, whatever stands between them as a comment:

```diff
  FROM alpine:3.20
  RUN --mount=type=cache,target=/root/.cache make
- RUN --mount=type=cache,target=/root/.cache make install
  # cleans up
  RUN --mount=type=cache,target=/root/.cache make clean
  COPY . /src
  RUN <<EOF
  make
  EOF
- RUN ["make", "install"]
```

The same holds for `COPY` and `ADD` that go to one place, each a layer of its own:

```diff
  FROM alpine:3.20
  COPY go.mod /src/
- COPY go.sum /src/
+ COPY lib /src/lib/
  ADD --chown=1000 a.tar.gz /opt
- ADD --chown=1000 b.tar.gz /opt
+ ADD --chown=2000 b.tar.gz /opt
```

```dockerfile
FROM alpine:3.20 AS build
RUN make
RUN make install
FROM alpine:3.20
RUN --network=none true
RUN true
ENV A=b
RUN true
```
"""

from collections.abc import Iterator
from itertools import groupby

from ecslint.dockerfile import Instruction, Run, Stage, Transfer
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF513",
    Severity.INFO,
    since="0.1",
    categories=("size",),
    peers=("hadolint:DL3059", "kics:multiple_run_add_copy_instructions_listed"),
    default=False,
)


@rule.check
def consecutive(stage: Stage) -> Iterator[Finding]:
    if not stage.is_shipped:
        return
    for _, group in groupby(stage.instructions, _alike):
        row = [one for one in group if isinstance(one, Run | Transfer)]
        if len(row) < 2:
            continue
        first = row[0]
        if isinstance(first, Run):
            help = "join them by `&&`, or by a heredoc with `set -e`" if first.dialect == "sh" else ""
        else:
            help = f"one `{first.keyword}` takes all their sources"
        yield rule.finding(
            row[1].keyword_span,
            f"a `{first.keyword}` right after another, the {'two' if len(row) == 2 else len(row)} can be one",
            help=help,
        )


def _alike(instruction: Instruction) -> tuple[object, ...]:
    """Instructions of which this says the same could be one."""
    flags = tuple([flag.text for flag in instruction.flag_list])
    if isinstance(instruction, Run):
        return "RUN", flags
    if isinstance(instruction, Transfer) and instruction.destination is not None and not instruction.heredocs:
        return instruction.keyword, flags, instruction.destination.text
    return (instruction.span.start,)
