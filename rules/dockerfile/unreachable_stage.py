"""Stage that the result does not need

A plain build makes the last stage and what it needs: the stages it is built from, and those that `COPY --from` and mounts name.
Other stages are skipped. They may be meant for `docker build --target`; if not, they only cost the reader time.

```diff
  FROM golang:1.24 AS build
  RUN go build -o /app .
- FROM build AS lint
  RUN go vet ./...
- FROM golang:1.24 AS unused
  FROM alpine:3.20
  COPY --from=build /app /app
```

```dockerfile
ARG FLAVOUR=small
FROM golang:1.24 AS modules
FROM modules AS build
FROM alpine:3.20 AS tools
FROM alpine:3.20 AS base-small
FROM alpine:3.20 AS base-large
FROM base-${FLAVOUR}
COPY --from=BUILD /app /app
RUN --mount=from=tools,target=/tools /tools/setup
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Dockerfile, ImageUse, Stage
from ecslint.dockerfile.expand import expand
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF041",
    Severity.INFO,
    since="0.1",
    categories=("style",),
    references=("https://docs.docker.com/build/building/multi-stage/",),
    peers=("tally:no-unreachable-stages",),
    default=False,
)


@rule.check
def unreachable(dockerfile: Dockerfile) -> Iterator[Finding]:
    final = dockerfile.final_stage
    if final is None:
        return
    takes_from: dict[int, list[Stage]] = {}
    for use in dockerfile.graph.images:
        here = use.instruction.stage
        if here is None:
            continue
        if use.stage is not None:
            takes_from.setdefault(here.index, []).append(use.stage)
        if use.is_stage and use.expansion.used:
            # One of several, by an argument: any of them may be needed.
            start, end = _fixed_ends(use)
            fitting = [
                one
                for one in dockerfile.stages
                if (one.name or "").startswith(start) and (one.name or "").endswith(end)
            ]
            takes_from.setdefault(here.index, []).extend(fitting)
    needed = {final.index}
    waiting = [final]
    while waiting:
        for stage in takes_from.get(waiting.pop().index, ()):
            if stage.index not in needed:
                needed.add(stage.index)
                waiting.append(stage)
    for stage in dockerfile.stages:
        if stage.index not in needed:
            name = f"`{stage.name}`" if stage.name else f"number {stage.index}"
            yield rule.finding(
                stage.from_.alias or stage.base,
                f"the stage {name} is not part of a plain build, only of one with `--target`",
            )


def _fixed_ends(use: ImageUse) -> tuple[str, str]:
    """What a name starts and ends with, whatever its variables hold."""
    unknown = expand(use.text, dict.fromkeys((one.name for one in use.expansion.used), None))
    return unknown.prefix, unknown.suffix
