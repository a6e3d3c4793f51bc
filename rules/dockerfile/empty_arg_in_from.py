"""FROM that needs a build argument to be valid

With an `ARG` that has no default, or an empty one, a plain `docker build` finds an empty or broken image name and ends. That is fine
where every build passes the argument, as CI does; give a default so that the Dockerfile builds for everybody else, too.

```diff
  ARG BASE
- FROM $BASE
+ FROM ${BASE:-debian:12-slim}
```

```diff
  ARG VERSION
  ARG REGISTRY=
- FROM alpine:${VERSION}
- FROM $REGISTRY/app:1.2
+ FROM alpine:${VERSION:-3.20}
+ FROM ${REGISTRY:-registry.example.com}/app:1.2
```

Empty and still valid, with a default where it is used, or of the platform:

```dockerfile
ARG SUFFIX
ARG BASE
ARG NAME=web
FROM alpine:3.20$SUFFIX
FROM ${BASE:-alpine:3.20}
FROM build-${TARGETARCH}
FROM example/$NAME:1
```
"""

from collections.abc import Iterator, Mapping

from ecslint.dockerfile import From
from ecslint.dockerfile.expand import expand
from ecslint.dockerfile.scope import Scope
from ecslint.image import why_invalid
from ecslint.rule import Finding, Note, Rule, Severity

rule = Rule(
    "DF105",
    Severity.WARNING,
    since="0.1",
    categories=("images",),
    references=("https://docs.docker.com/reference/build-checks/invalid-default-arg-in-from/",),
    peers=("buildkit:InvalidDefaultArgInFrom",),
)


@rule.check
def empty(from_: From) -> Iterator[Finding]:
    # In an ONBUILD no FROM may stand.
    if from_.is_inner:
        return
    image = from_.image
    if "$" not in image.text or image.scope is None or image.is_stage or image.expansion.undeclared:
        return
    plain = _plain_build(image.scope, [use.name for use in image.expansion.used])
    if "" not in plain.values():
        return
    value = expand(image.text, plain, from_.escape).value
    if value is None or value == "scratch" or not why_invalid(value):
        return
    culprits = [use.name for use in image.expansion.used if plain.get(use.name) == ""]
    if not culprits:
        return
    settings = [image.scope.setting(name) for name in dict.fromkeys(culprits)]
    notes = [
        Note(one.pair.key.span, "declared here")
        for one in settings
        if one is not None and one.pair is not None
    ]
    found = f"`{value[:60]}` without it, which is no valid name" if value else "nothing without it"
    message = f"`{image.text[:60]}` needs the build argument `{culprits[0]}`: it is {found}"
    yield rule.finding(
        image, message, notes=notes, help=f"give `ARG {culprits[0]}` a default, so that a plain build works"
    )


def _plain_build(scope: Scope, names: list[str]) -> Mapping[str, "str | None"]:
    """The values in a build without arguments: an ARG without default is empty, the platform's ones are not known."""
    values: dict[str, str | None] = {}
    for name in names:
        setting = scope.setting(name)
        if setting is None:
            continue
        is_bare = setting.pair is not None and setting.pair.value is None
        values[name] = "" if is_bare else setting.value
    return values
