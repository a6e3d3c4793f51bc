r"""apt-get install that waits for an answer

A build has nobody to say yes: `apt-get install` without `-y` stops at its question and the build fails, as soon as the package
brings others with it.

```diff
  FROM debian:12-slim
- RUN apt-get update && apt-get install --no-install-recommends curl
+ RUN apt-get update && apt-get install -y --no-install-recommends curl
```

```diff
  FROM debian:12-slim
- RUN DEBIAN_FRONTEND=noninteractive /usr/bin/apt-get -o Dpkg::Use-Pty=0 install curl
+ RUN DEBIAN_FRONTEND=noninteractive /usr/bin/apt-get -o Dpkg::Use-Pty=0 install -y curl
```

All its spellings count, wherever they stand:

```dockerfile
FROM debian:12-slim
RUN apt-get -yq install a && apt-get install -qqy b && apt-get install --assume-yes c && apt-get install --yes d
RUN apt-get -qq install a && apt-get -q=2 install b && apt-get -o APT::Get::Assume-Yes=true install c
RUN yes | apt-get install a
RUN apt-get $OPTIONS install a
RUN echo "apt-get install a"
```

So does APT's own configuration:

```dockerfile
FROM debian:12-slim AS base
RUN echo 'APT::Get::Assume-Yes "true";' > /etc/apt/apt.conf.d/90yes
FROM base
RUN apt-get install curl
```

```dockerfile
FROM debian:12-slim
COPY apt.conf /etc/apt/apt.conf.d/99local
RUN apt-get install curl
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.packages import Install, installs, is_answered, is_in_apt_configuration
from ecslint.rule import Edit, Finding, Fix, Rule, Severity
from ecslint.source import Span

rule = Rule(
    "DF404",
    Severity.WARNING,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.docker.com/build/building/best-practices/#apt-get",),
    peers=(
        "hadolint:DL3014",
        "trivy:DS-0021",
        "kics:apt_get_missing_flags_to_avoid_manual_input",
        "dockerfilelint:apt-get_missing_param",
    ),
    fix="safe",
)


@rule.check_calls("apt-get", "apt")
def waits(run: Run) -> Iterator[Finding]:
    for install in installs(run):
        if (
            install.manager in {"apt-get", "apt"}
            and not _answers(install)
            and not is_in_apt_configuration(run, "Assume-Yes")
        ):
            end = install.verb.span.end
            place = Span(install.verb.span.source, end, end)
            yield rule.finding(
                install.verb,
                f"`{install.manager} install` without `-y` waits for an answer",
                fix=Fix("Add `-y`", (Edit(place, " -y"),), safe=True),
            )


def _answers(install: Install) -> bool:
    options = install.options
    if options.has_unknown or options.has(
        "-y", "--yes", "--assume-yes", "-qq", "-s", "--simulate", "--dry-run"
    ):
        return True
    quiet = [option for option in options.given if option.name in {"-q", "--quiet"}]
    if len(quiet) > 1 or any(option.value == "2" for option in quiet):
        return True
    for option in options.given:
        value = (option.value or "").replace(" ", "").lower()
        if option.name in {"-o", "--option"} and value.startswith("apt::get::assume-yes="):
            return value.rpartition("=")[2] in {"true", "1", "yes", "on"}
    return is_answered(install.command)
