r"""RUN after RUN

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

from ecslint.dockerfile import Run, Stage
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
    row: list[Run] = []
    for one in (*stage.instructions, None):
        if isinstance(one, Run) and (not row or _flags(row[-1]) == _flags(one)):
            row.append(one)
            continue
        if len(row) > 1:
            message = f"a `RUN` right after another, the {'two' if len(row) == 2 else len(row)} can be one"
            yield rule.finding(
                row[1].keyword_span,
                message,
                help="join them by `&&`, or by a heredoc with `set -e`" if row[0].dialect == "sh" else "",
            )
        row = [one] if isinstance(one, Run) else []


def _flags(run: Run) -> list[str]:
    return [flag.text for flag in run.flag_list]
