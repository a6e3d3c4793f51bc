"""FROM with a variable that no ARG above it declares

`FROM` knows the `ARG`s above the first `FROM` and the variables of the platform, nothing else: no `ARG` of a stage, no `ENV`, and no
`--build-arg` without its line. An unknown variable stands for nothing. Where nothing is left of the name, or no valid name, the build
ends, and it is an error; else another image is taken than the one that was meant.

```diff
+ ARG IMAGE
- FROM $IMAGE
+ FROM $IMAGE
```

```diff
  ARG VERSION=3.20
- FROM alpine:${VERSOIN}
- FROM --platform=$PLATFORM alpine:${VERSION}
+ FROM alpine:${VERSION}
  ARG FLAVOUR=slim
- FROM node:22-$FLAVOUR
- FROM node:22$SUFFIX
```

```dockerfile
ARG VERSION=3.20
ARG IMAGE
FROM --platform=$BUILDPLATFORM alpine:$VERSION
FROM ${OTHER:-alpine:3.20}
FROM build-${TARGETARCH}
FROM $IMAGE
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import From, Reference
from ecslint.dockerfile.problem import nearest
from ecslint.image import why_invalid
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF104",
    Severity.WARNING,
    since="0.1",
    categories=("images", "correctness"),
    references=("https://docs.docker.com/reference/build-checks/undefined-arg-in-from/",),
    peers=("buildkit:UndefinedArgInFrom", "dockerfile-utils:BASE_NAME_EMPTY"),
)


@rule.check
def undeclared(reference: Reference) -> Iterator[Finding]:
    from_ = reference.instruction
    if not isinstance(from_, From) or reference.is_declared or reference.is_guarded:
        return
    value = from_.image.expansion.value
    is_in_flag = from_.image_word is not None and reference.span.start < from_.image_word.span.start
    if is_in_flag:
        is_broken = from_.flags.get("platform") in {f"${reference.name}", f"${{{reference.name}}}"}
    else:
        is_broken = value is not None and not from_.image.is_stage and bool(why_invalid(value))
    near = nearest(reference.name, tuple(reference.scope)) if len(reference.name) > 2 else None
    allowed = f"`{near}` is" if near else f"`ARG {reference.name}` above the first `FROM` declares it"
    yield rule.finding(
        reference,
        f"`{reference.name}` is not declared for `FROM`, {allowed}",
        severity=Severity.ERROR if is_broken else None,
    )
