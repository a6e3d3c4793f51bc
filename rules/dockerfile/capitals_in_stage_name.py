"""Stage with capitals in its name

The builder keeps names of stages in lower case. `COPY --from` and mounts do not mind, but `FROM` compares letter by letter:
after `AS Builder` neither `FROM Builder` nor any other spelling than `FROM builder` finds the stage, and the build ends there
with an invalid name. That one is an error, the name itself only advice.

```diff
- FROM golang:1.24 AS Builder
+ FROM golang:1.24 AS builder
  RUN make
- FROM Builder AS test
+ FROM builder AS test
  FROM alpine:3.20
  COPY --from=builder /app /app
```

```dockerfile
FROM golang:1.24 as builder
FROM ghcr.io/Example/builder
FROM alpine:3.20
COPY --from=builder /app /app
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Dockerfile
from ecslint.rule import Edit, Finding, Fix, Rule, Severity
from ecslint.source import Span

rule = Rule(
    "DF015",
    Severity.INFO,
    since="0.1",
    categories=("style",),
    references=("https://docs.docker.com/reference/build-checks/stage-name-casing/",),
    peers=("buildkit:StageNameCasing",),
    fix="safe",
)


@rule.check
def capitals(dockerfile: Dockerfile) -> Iterator[Finding]:
    names: set[str | None] = set()
    misspelt: dict[int, list[Span]] = {}
    for use in dockerfile.graph.images:
        if (
            use.stage is not None
            and use.text == use.span.text
            and use.text.lower() == use.stage.name != use.text
        ):
            misspelt.setdefault(use.stage.index, []).append(use.span)
    for stage in dockerfile.stages:
        base, alias = stage.base, stage.from_.alias
        wanted = (base.expansion.value or "").lower()
        if base.stage is None and wanted in names and wanted != base.expansion.value:
            edit = Edit(base.span, wanted)
            yield rule.finding(
                base,
                f"`FROM {base.resolved}` does not find the stage, the builder calls it `{wanted}`",
                fix=Fix(f"Write `{wanted}`", (edit,), safe=True) if base.text == base.resolved else None,
                severity=Severity.ERROR,
            )
        names.add(stage.name)
        if alias is not None and stage.name is not None and alias.text != stage.name:
            places = (alias.span, *misspelt.get(stage.index, ()))
            edits = tuple(Edit(place, place.text.lower()) for place in places)
            message = f"`{alias.text}` has capitals, the builder calls it `{stage.name}`"
            yield rule.finding(alias, message, fix=Fix("Write it in lower case", edits, safe=True))
