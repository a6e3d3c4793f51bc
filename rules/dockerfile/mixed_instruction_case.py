"""Instructions in different case

Keywords may be written in any case, but in one file they are easier to find when they are all written alike: the way most of them are,
in upper case where it is a tie. `FROM` counts like any other, `ARG` above the first `FROM` does not.

```diff
  FROM alpine:3.20
- run true
- Copy a /a
+ RUN true
+ COPY a /a
  USER app
```

```diff
  arg VERSION=3.20
  from alpine:$VERSION
- RUN true
+ run true
  onbuild copy a /a
- onbuild USER app
+ onbuild user app
```

```diff
  FROM alpine:3.20
- Run true
+ RUN true
```

```dockerfile
from alpine:3.20
run true
user app
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Dockerfile
from ecslint.dockerfile.instruction import KEYWORDS
from ecslint.rule import Edit, Finding, Fix, Rule, Severity

rule = Rule(
    "DF603",
    Severity.INFO,
    since="0.1",
    categories=("style",),
    references=("https://docs.docker.com/reference/build-checks/consistent-instruction-casing/",),
    peers=(
        "buildkit:ConsistentInstructionCasing",
        "dockerfilelint:uppercase_commands",
        "dockerfile-utils:CASING_INSTRUCTION",
    ),
    fix="safe",
)


@rule.check
def mixed(dockerfile: Dockerfile) -> Iterator[Finding]:
    stages = [one for stage in dockerfile.stages for one in stage.instructions]
    known = [
        inner
        for one in stages
        for inner in (one, one.inner)
        if inner is not None and inner.keyword in KEYWORDS
    ]
    if all(one.line.text.startswith(one.keyword, one.keyword_range[0]) for one in known):
        # Most files are in upper case throughout.
        return
    # A keyword that is broken over lines has no case of its own.
    words = [(text, one) for one in known if len(text := one.keyword_span.text) == len(one.keyword)]
    lower = sum(text.islower() for text, _ in words)
    upper = sum(text.isupper() for text, _ in words)
    is_lower = lower > upper
    for text, one in words:
        wanted = one.keyword.lower() if is_lower else one.keyword
        if text != wanted:
            fix = Fix(f"Write `{wanted}`", (Edit(one.keyword_span, wanted),), safe=True)
            yield rule.finding(
                one.keyword_span,
                f"`{text}` among instructions in {'lower' if is_lower else 'upper'} case",
                fix=fix,
            )
