"""apk add without a version

What is installed is what Alpine's mirror holds today. The mirror keeps one version of each package per release, so a pinned one may vanish:
this rule is off unless it is selected. `~` pins loosely and lives longer.

```diff
  FROM alpine:3.20
- RUN apk add --no-cache curl
+ RUN apk add --no-cache curl~8.9
```

```diff
  FROM alpine:3.20
- RUN apk --update-cache --repository https://mirror.example.com/edge add git@edge bash=5
+ RUN apk --update-cache --repository https://mirror.example.com/edge add git@edge=~2 bash=5
```

```dockerfile
FROM alpine:3.20
RUN apk add --no-cache -t .deps -X https://mirror.example.com a=1.0-r0 'b>2' c=~3 !d ./e.apk $F
RUN apk info g && apk del h && apk add --virtual .deps $PHPIZE_DEPS && cat list | xargs apk add
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.packages import installs
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF507",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    peers=("hadolint:DL3018", "kics:unpinned_package_version_in_apk_add"),
    default=False,
)


@rule.check_calls("apk")
def unpinned(run: Run) -> Iterator[Finding]:
    for install in installs(run):
        if install.manager != "apk":
            continue
        for word in install.packages:
            name = word.value
            if (
                name
                and not any(sign in name for sign in "=~<>")
                and name[0] != "!"
                and not name.endswith(".apk")
            ):
                yield rule.finding(word, f"`{name}` has no version", help=f"name one, such as `{name}~1.2`")
