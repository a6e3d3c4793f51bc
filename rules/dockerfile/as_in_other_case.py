"""FROM and AS in different case

`FROM golang as build` builds, but keywords that are written in two ways are harder to see. `AS` follows the case of its `FROM`.

```diff
- FROM golang:1.24 as build
+ FROM golang:1.24 AS build
  RUN make
- from alpine:3.20 AS run
+ from alpine:3.20 as run
- FROM --platform=$BUILDPLATFORM alpine:3.20 As test
+ FROM --platform=$BUILDPLATFORM alpine:3.20 AS test
```

```dockerfile
FROM golang:1.24 AS build
from alpine:3.20 as run
FROM --platform=$BUILDPLATFORM alpine:3.20
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import From
from ecslint.rule import Edit, Finding, Fix, Rule, Severity

rule = Rule(
    "DF602",
    Severity.INFO,
    since="0.1",
    categories=("style",),
    references=("https://docs.docker.com/reference/build-checks/from-as-casing/",),
    peers=("buildkit:FromAsCasing",),
    fix="safe",
)


@rule.check
def casing(base: From) -> Iterator[Finding]:
    if base.alias is None:
        return
    word = base.words[1]
    keyword = base.keyword_span.text
    wanted = "as" if keyword.islower() else "AS"
    if word.text != wanted and (keyword.islower() or keyword.isupper()):
        fix = Fix(f"Write `{wanted}`", (Edit(word.span, wanted),), safe=True)
        yield rule.finding(word, f"`{word.text}` beside `{keyword}`, both are written alike", fix=fix)
