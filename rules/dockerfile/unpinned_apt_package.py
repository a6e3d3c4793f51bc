r"""apt-get install without a version

What is installed is what the mirror holds today. Distributions keep few versions, so a pinned one may vanish from the mirror: many
teams pin the base image by digest instead, and this rule is off unless it is selected.

```diff
  FROM debian:12-slim
- RUN apt-get update && apt-get install -y curl
+ RUN apt-get update && apt-get install -y curl=7.88.1-10
```

```diff
  FROM debian:12-slim
  RUN <<EOF
  export DEBIAN_FRONTEND=noninteractive
- sudo -E apt-get -qqy -o Dpkg::Options::="--force-confold" install --no-install-recommends libc6:amd64
+ sudo -E apt-get -qqy -o Dpkg::Options::="--force-confold" install --no-install-recommends libc6:amd64=2.36-9
  EOF
  RUN apt install git=1:2.39* \
-     openssh-client
+     openssh-client=1:9.2*
- RUN apt-get install -y g++
+ RUN apt-get install -y g++=4:12.2.0-3
```

```dockerfile
FROM debian:12-slim
RUN apt-get install -y -t bookworm-backports a=1 ./local.deb b/bookworm $PACKAGES $(cat list) c-
RUN apt-get build-dep -y d && apt-get remove -y e && sh -c "apt-get install -y f=1" && echo apt-get install g && apt-get update
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.packages import installs
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF506",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    peers=("hadolint:DL3008", "kics:apt_get_install_pin_version_not_defined"),
    default=False,
)


@rule.check_calls("apt-get", "apt", "aptitude")
def unpinned(run: Run) -> Iterator[Finding]:
    for install in installs(run):
        if install.manager not in {"apt-get", "apt", "aptitude"}:
            continue
        for word in install.packages:
            name = word.value
            if name and not any(sign in name for sign in "=/*") and not name.endswith((".deb", "-", "^")):
                yield rule.finding(
                    word, f"`{name}` has no version", help=f"name one, such as `{name}=1.2.3-4`"
                )
