"""RUN after RUN

Each `RUN` is a layer. Steps that belong together can be one, so that what the first leaves behind can be removed by the second. Separate
steps cache better while a file is being written, so the rule is off unless it is selected.

```diff
  FROM alpine:3.20
  RUN apk add --no-cache make
- RUN make
+ COPY . /src
+ RUN make
```

```dockerfile
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
    for before, one in zip(stage.instructions, stage.instructions[1:], strict=False):
        if isinstance(before, Run) and isinstance(one, Run):
            flags = [[flag.text for flag in run.flag_list] for run in (before, one)]
            if flags[0] == flags[1]:
                yield rule.finding(one.keyword_span, "a `RUN` right after another, the two can be one")
