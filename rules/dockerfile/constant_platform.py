"""Platform of the base image fixed in the file

`FROM --platform=linux/amd64` builds that platform whatever was asked for: on another machine it is emulated, and a build for several
platforms gives the same image several times. Leave the choice to the build command. Some files mean it, so the rule is off
unless it is selected.

```diff
- FROM --platform=linux/amd64 alpine:3.20
+ FROM alpine:3.20
```

```dockerfile
FROM --platform=$BUILDPLATFORM golang:1.24 AS build
FROM --platform=linux/arm64 alpine:3.20 AS run-arm64
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import From
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF414",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.docker.com/reference/build-checks/from-platform-flag-const-disallowed/",),
    peers=("buildkit:FromPlatformFlagConstDisallowed", "hadolint:DL3029", "kics:using_platform_with_from"),
    default=False,
)


@rule.check
def constant(base: From) -> Iterator[Finding]:
    for flag in base.flag_list:
        value = flag.value
        if flag.name == "platform" and value and "$" not in value:
            name = base.alias.text.lower() if base.alias else ""
            # A stage named after its platform is one of several to choose from.
            if not any(part and part in name for part in value.lower().split("/")):
                yield rule.finding(flag, f"`{value}` is built whatever platform is asked for")
