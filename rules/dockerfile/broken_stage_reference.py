"""Stage that is not there yet

A stage can only take from those above it. `COPY --from` or a mount from a stage further down, or by an index that no stage has,
ends the build. `FROM` with the name of a later stage does not: the builder pulls an image of that name from Docker Hub, which
does not exist, or belongs to somebody else.

```diff
  FROM alpine:3.20 AS base
- COPY --from=tools /bin/tool /bin/
- RUN --mount=type=bind,from=tools,target=/tools /tools/setup
- COPY --from=2 /etc/motd /etc/
- FROM final AS other
+ COPY --from=busybox:1.36 /bin/tool /bin/
+ RUN --mount=type=bind,from=busybox:1.36,target=/tools /tools/setup
+ COPY --from=alpine:3.20 /etc/motd /etc/
+ FROM base AS other
  FROM alpine:3.20 AS tools
  FROM base AS final
```

```diff
  FROM alpine:3.20
- COPY --from=7 /a /a
+ COPY --from=alpine:3.20 /a /a
```

Images that happen to be called like a later stage, and stages of the build that an `ONBUILD` waits for:

```dockerfile
FROM nginx AS test
ONBUILD COPY --from=web /app /app
ONBUILD COPY --from=5 /app /app
FROM nginx AS web
FROM alpine:3.20 AS nginx
COPY --from=test /a /a
COPY --from=0 /a /b
COPY --from=ALPINE:3.20 /a /c
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Dockerfile
from ecslint.rule import Finding, Note, Rule, Severity

rule = Rule(
    "DF016",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/build/building/multi-stage/",),
    peers=("hadolint:DL3022", "tally:circular-stage-deps"),
)


@rule.check
def broken(dockerfile: Dockerfile) -> Iterator[Finding]:
    names = {stage.name: stage for stage in dockerfile.stages if stage.name}
    for use in dockerfile.graph.images:
        here = use.instruction.stage
        if here is None or use.instruction.is_inner:
            continue
        if use.instruction.keyword == "FROM":
            later = names.get(use.expansion.value or "") if use.may_be_context else None
            if later is not None and later.index > here.index:
                note = Note(
                    later.from_.image_word.span if later.from_.image_word else later.span, "the stage"
                )
                message = f"`{use.resolved}` is a later stage, `FROM` takes an image of that name, or an earlier stage"
                yield rule.finding(use, message, notes=(note,))
        elif use.stage is not None and use.stage.index > here.index:
            note = Note(use.stage.from_.span, "the stage")
            message = f"`{use.text}` is a later stage, files can only come from an earlier one"
            yield rule.finding(use, message, notes=(note,))
        elif use.stage is None and use.is_stage and use.text.isdecimal():
            last = here.index - 1
            allowed = (
                f"allowed are 0 to {last}"
                if last > 0
                else "allowed is 0"
                if last == 0
                else "this is the first stage"
            )
            yield rule.finding(use, f"no stage has the index `{use.text[:20]}`, {allowed}")
