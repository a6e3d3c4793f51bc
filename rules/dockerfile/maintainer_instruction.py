r"""MAINTAINER, which is deprecated

`MAINTAINER` sets a field that nothing reads any more. The label `org.opencontainers.image.authors` says the same where tools look
for it.

```diff
  FROM alpine:3.20
- MAINTAINER Jane Doe <jane@example.com>
+ LABEL org.opencontainers.image.authors="Jane Doe <jane@example.com>"
```

```diff
  FROM alpine:3.20
- maintainer "Jane"
+ LABEL org.opencontainers.image.authors="Jane"
```

Quotes and dollars inside mean in a label what they meant here:

```diff
  FROM alpine:3.20
- MAINTAINER 'Jane $Doe', "The J" O'Hara
+ LABEL org.opencontainers.image.authors="'Jane \$Doe', \"The J\" O'Hara"
- MAINTAINER 'Jane "J" Doe'
+ LABEL org.opencontainers.image.authors="Jane \"J\" Doe"
```

```diff
  FROM alpine:3.20
- MAINTAINER Jane \
    Doe
- ONBUILD MAINTAINER Jane
```

```dockerfile
FROM alpine:3.20
LABEL maintainer="Jane Doe <jane@example.com>"
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Maintainer
from ecslint.rule import Edit, Finding, Fix, Rule, Severity

rule = Rule(
    "DF601",
    Severity.INFO,
    since="0.1",
    categories=("style",),
    references=("https://docs.docker.com/reference/build-checks/maintainer-deprecated/",),
    peers=(
        "buildkit:MaintainerDeprecated",
        "hadolint:DL4000",
        "trivy:DS-0022",
        "checkov:CKV_DOCKER_6",
        "kics:maintainer_instruction_being_used",
        "dockerfilelint:deprecated_in_1.13",
        "dockerfile_lint:maintainer_deprecated",
        "dockerfile-utils:DEPRECATED_MAINTAINER",
    ),
    fix="safe",
)


@rule.check
def deprecated(maintainer: Maintainer) -> Iterator[Finding]:
    fix = None
    text = _as_label(maintainer)
    if text and not maintainer.is_inner and "\n" not in maintainer.span.text:
        label = f'LABEL org.opencontainers.image.authors="{text}"'
        fix = Fix("Write a label", (Edit(maintainer.span, label),), safe=True)
    yield rule.finding(maintainer.keyword_span, "`MAINTAINER` is deprecated, a label says the same", fix=fix)


def _as_label(maintainer: Maintainer) -> str:
    """The name as it stands between the quotes of a label; empty where that is not certain."""
    value, escape = maintainer.words[0].text if maintainer.words else "", maintainer.escape
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" and value[0] not in value[1:-1]:
        # The builder keeps these quotes, the author did not mean them.
        value = value[1:-1]
    elif escape in value:
        return ""
    for sign in (escape, '"', "$"):
        value = value.replace(sign, escape + sign)
    return value
