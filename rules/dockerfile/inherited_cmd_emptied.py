"""ENTRYPOINT that empties an inherited CMD

A stage that sets `ENTRYPOINT` and no `CMD` of its own starts without the `CMD` of the stage it is built from: that one is empty now.
Often this is what is wanted, so the rule is off unless it is selected. Say the `CMD` again, or `CMD []` if there is to be none.

```diff
  FROM alpine:3.20 AS base
  CMD ["--port", "80"]
  FROM base
- ENTRYPOINT ["/app"]
+ ENTRYPOINT ["/app"]
+ CMD ["--port", "80"]
```

```dockerfile
FROM alpine:3.20 AS base
ENTRYPOINT ["/app"]
CMD ["--port", "80"]
FROM base AS same
RUN true
FROM base
ENTRYPOINT ["/other"]
CMD []
FROM alpine:3.20
ENTRYPOINT ["/app"]
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Cmd, Entrypoint, Stage
from ecslint.rule import Finding, Note, Rule, Severity

rule = Rule(
    "DF420",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact",),
    default=False,
)


@rule.check
def emptied(stage: Stage) -> Iterator[Finding]:
    own = [one for one in stage.instructions if isinstance(one, Entrypoint)]
    if not own or stage.parent is None or any(isinstance(one, Cmd) for one in stage.instructions):
        return
    lost = stage.parent.in_force(Cmd)
    if lost is None or lost.json_words == ():
        return
    # It may have been emptied before, by an ENTRYPOINT of a stage in between.
    entrypoint = stage.parent.in_force(Entrypoint)
    if (
        entrypoint is not None
        and entrypoint.stage is not lost.stage
        and entrypoint.span.start > lost.span.start
    ):
        return
    note = Note(lost.keyword_span, "the `CMD` that is lost")
    yield rule.finding(
        own[-1].keyword_span,
        "`ENTRYPOINT` empties the inherited `CMD`: it has to be said again",
        notes=(note,),
    )
