"""COPY --from a name that no stage has

A plain word that is neither a stage above nor a well-known image is most often a stage that was renamed or removed; the builder
then looks for an image of that name on Docker Hub. It is fine if the build command names such a context
(`--build-context assets=../assets`), so it is advice; one or two letters away from a stage's name it is a warning.

```diff
  FROM node:22 AS assets
  RUN npm run build
  FROM nginx:1.27
- COPY --from=asets /app/dist /usr/share/nginx/html
+ COPY --from=assets /app/dist /usr/share/nginx/html
```

```diff
  FROM golang:1.24 AS build
  FROM alpine:3.20
- COPY --from=builder /app /app
+ COPY --from=build /app /app
```

```diff
  FROM nginx:1.27
- COPY --from=frontend /dist /usr/share/nginx/html
- RUN --mount=from=tools,target=/tools /tools/run
+ COPY --from=example/frontend /dist /usr/share/nginx/html
+ RUN --mount=from=example/tools,target=/tools /tools/run
```

```dockerfile
FROM alpine:3.20 AS base
FROM base
COPY --from=base /a /a
COPY --from=nginx:1.27 /a /b
COPY --from=ghcr.io/example/app@sha256:beefdbd8a1da6d2915566fde36db9db0b524eb737fc57cd1367effd16dc0d06d /a /c
COPY --from=busybox /bin/busybox /bin/
COPY --from=0 /a /d
ONBUILD COPY --from=build /app /app
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Dockerfile
from ecslint.dockerfile.problem import distance, nearest
from ecslint.rule import Edit, Finding, Fix, Rule, Severity

_MAX_STAGES = 200

rule = Rule(
    "DF018",
    Severity.INFO,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/build/building/multi-stage/",),
    peers=("hadolint:DL3022",),
    fix="unsafe",
)


@rule.check
def unknown(dockerfile: Dockerfile) -> Iterator[Finding]:
    for use in dockerfile.graph.images:
        here = use.instruction.stage
        if (
            here is None
            or use.instruction.keyword == "FROM"
            or use.instruction.is_inner
            or not use.may_be_context
        ):
            continue
        # Of very many stages the nearest ones are enough.
        above = dockerfile.stages[max(here.index - _MAX_STAGES, 0) : here.index]
        names = tuple(stage.name for stage in above if stage.name)
        near = _near(use.text.lower(), names)
        message = f"`{use.text}` is no stage of this file" + (
            f", `{near}` is" if near else ", nor a well-known image"
        )
        yield rule.finding(
            use,
            message,
            help=""
            if near
            else "name a stage above, or an image with its tag; a named context of the build command is fine",
            fix=Fix(f"Write `{near}`", (Edit(use.span, near),))
            if near and use.span.text == use.text
            else None,
            severity=Severity.WARNING if near else None,
        )


def _near(word: str, names: tuple[str, ...]) -> str | None:
    """A stage that is most likely meant: one slip away, or two for longer words."""
    if len(word) < 3:
        return None
    near = nearest(word, names)
    if near is not None or not 5 <= len(word) <= 40:
        return near
    close = [name for name in names[-20:] if abs(len(name) - len(word)) <= 2 and distance(word, name) == 2]
    return close[-1] if close else None
