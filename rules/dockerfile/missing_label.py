"""Image without a label that says where it comes from

Who finds an image in a registry wants to know which repository it was built from; `org.opencontainers.image.source` says it to people and
tools alike. The option `labels` names the keys that your images must have. Only what the final image carries counts: labels of the
final stage and of the stages it is built from. The rule is off unless it is selected.

```diff
- FROM alpine:3.20
+ FROM alpine:3.20
+ LABEL org.opencontainers.image.source=https://github.com/acme/app
  COPY app /app
```

```diff labels=org.opencontainers.image.title,team
  FROM alpine:3.20 AS build
  LABEL team=a
- FROM alpine:3.20
+ FROM build
+ LABEL "org.opencontainers.image.title"=app
  COPY --from=build /app /app
```

Silent where labels are inherited, and where a key is not known:

```dockerfile
FROM alpine:3.20 AS base
LABEL org.opencontainers.image.source=https://github.com/acme/app
FROM base
RUN true
```

```dockerfile
ARG KEY
FROM alpine:3.20
ARG KEY
LABEL "$KEY"=a
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Dockerfile, Label
from ecslint.record import NamedTuple
from ecslint.rule import Finding, Rule, Severity


class Options(NamedTuple):
    """labels: the keys that the final image must have"""

    labels: tuple[str, ...] = ("org.opencontainers.image.source",)


rule = Rule(
    "DF607",
    Severity.INFO,
    since="0.1",
    categories=("style",),
    references=("https://github.com/opencontainers/image-spec/blob/main/annotations.md",),
    peers=("hadolint:DL3049",),
    default=False,
    options=Options,
)


@rule.check
def missing(dockerfile: Dockerfile, options: Options) -> Iterator[Finding]:
    final = dockerfile.final_stage
    if final is None:
        return
    keys: set[str] = set()
    for stage in final.chain:
        for one in stage.instructions:
            if isinstance(one, Label):
                for pair in one.pairs:
                    key = stage.scope(one).value(pair.key.text)
                    if key is None:
                        return
                    keys.add(key)
    for wanted in options.labels:
        if wanted not in keys:
            yield rule.finding(final.base, f"the image has no label `{wanted}`")
