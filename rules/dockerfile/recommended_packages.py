r"""apt-get install that brings the recommended packages

APT installs what a package recommends along with what it needs: often dozens of packages that nobody asked for. Every one of them
is size and attack surface. `--no-install-recommends` leaves them out; what is really needed is then named.

```diff
  FROM debian:12-slim
- RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
+ RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
```

```diff
  FROM ubuntu:24.04
  RUN set -eux; \
      apt-get -qq update; \
-     DEBIAN_FRONTEND=noninteractive sudo -E apt-get -o Acquire::Retries=3 install \
+     DEBIAN_FRONTEND=noninteractive sudo -E apt-get -o Acquire::Retries=3 install --no-install-recommends \
        curl
  RUN <<EOF
- apt install -qqy git
+ apt install -qqy --no-install-recommends git
  EOF
  ONBUILD USER app
- ONBUILD RUN sh -c "apt-get install make --yes"
+ ONBUILD RUN sh -c "apt-get install --no-install-recommends make --yes"
```

A variable may hold more options, unless its value is known:

```diff
  FROM debian:12-slim
  ARG PACKAGES="curl git"
- RUN apt-get install -y $PACKAGES
+ RUN apt-get install -y --no-install-recommends $PACKAGES
  ARG MORE="--no-install-recommends make"
  RUN apt-get install -y $MORE && apt-get install -y $EVEN_MORE
```

Silent where it is switched off in another way, and in stages of which only files are taken:

```dockerfile
FROM debian:12-slim AS build
RUN apt-get install -y gcc
FROM debian:12-slim
RUN apt-get install -o APT::Install-Recommends=false -y a && apt-get -o "APT::Install-Recommends=0" install -y b
RUN echo 'APT::Install-Recommends "false";' > /etc/apt/apt.conf.d/99lean
RUN apt-get install -y c
FROM debian:12-slim
RUN apt-get -qqy install d --no-install-recommends && apt-get build-dep -y e && apt-get -f install && echo apt-get install f
RUN apt-get install -y $OPTIONS g && apt-get install --option=APT::Install-Recommends=no h && apt-get install -s i
COPY apt.conf /etc/apt/apt.conf.d/
RUN apt-get install -y j
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.leftovers import is_shipped
from ecslint.dockerfile.packages import Install, installs, is_in_apt_configuration
from ecslint.rule import Edit, Finding, Fix, Rule, Severity
from ecslint.source import Span

rule = Rule(
    "DF501",
    Severity.INFO,
    since="0.1",
    categories=("size",),
    references=("https://docs.docker.com/build/building/best-practices/#apt-get",),
    peers=(
        "hadolint:DL3015",
        "trivy:DS-0029",
        "kics:apt_get_not_avoiding_additional_packages",
        "dockerfilelint:apt-get_recommends",
    ),
    fix="unsafe",
)


@rule.check_calls("apt-get", "apt")
def recommended(run: Run) -> Iterator[Finding]:
    if not is_shipped(run):
        return
    for install in installs(run):
        if (
            install.manager in {"apt-get", "apt"}
            and install.packages
            and not _is_lean(install)
            and not is_in_apt_configuration(run, "Install-Recommends")
        ):
            end = _after_options(install)
            yield rule.finding(
                install.verb,
                f"`{install.manager} install` brings recommended packages along",
                fix=Fix(
                    "Add `--no-install-recommends`",
                    (Edit(Span(run.span.source, end, end), " --no-install-recommends"),),
                ),
            )


def _after_options(install: Install) -> int:
    """Behind the options that follow the verb."""
    end = install.verb.span.end
    for word in install.command.arguments:
        if word.span.start >= end and word.text.startswith("-") and word.span.start - end <= 1:
            end = word.span.end
    return end


def _is_lean(install: Install) -> bool:
    options = install.options
    if options.has_unknown or options.has(
        "--no-install-recommends", "--download-only", "-d", "-s", "--simulate"
    ):
        return True
    values = [
        (option.value or "").replace(" ", "").lower()
        for option in options.given
        if option.name in {"-o", "--option"}
    ]
    return any(
        value in {"apt::install-recommends=false", "apt::install-recommends=0", "apt::install-recommends=no"}
        for value in values
    )
