r"""yum, dnf or zypper that leaves its cache in the layer

The metadata and packages that yum, dnf, microdnf and zypper keep are tens to hundreds of megabytes that the image never needs. Clean
up at the end of the same `RUN`, or keep them in a cache mount.

```diff
  FROM fedora:41
- RUN dnf install -y curl
+ RUN dnf install -y curl && dnf clean all
```

```diff
  FROM opensuse/leap:15.6
- RUN zypper clean && zypper -n install curl
+ RUN zypper clean && zypper -n install curl && zypper clean
  RUN zypper clean
```

```diff
  FROM fedora:41
- RUN dnf -y group install "Development Tools" && yum -y install --setopt=keepcache=0 curl || false
- RUN sudo dnf5 upgrade -y
+ RUN dnf -y group install "Development Tools" && yum -y install --setopt=keepcache=0 curl || false && yum clean all
+ RUN sudo dnf5 upgrade -y && sudo dnf5 clean all
```

```dockerfile
FROM fedora:41 AS build
RUN dnf install -y gcc
FROM fedora:41
RUN dnf install -y a && dnf -y clean all
RUN yum install -y b && rm -rf /var/cache/{dnf,yum}
RUN --mount=type=cache,target=/var/cache/libdnf5 dnf install -y c
RUN zypper -n in d && zypper cc -a
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.leftovers import appended, is_mounted, is_shipped, removes
from ecslint.dockerfile.packages import RPM_MANAGERS, Install, install_of
from ecslint.dockerfile.shell_command import Command
from ecslint.rule import Finding, Fix, Rule, Severity

rule = Rule(
    "DF504",
    Severity.INFO,
    since="0.1",
    categories=("size",),
    peers=(
        "hadolint:DL3032",
        "hadolint:DL3036",
        "hadolint:DL3040",
        "trivy:DS-0015",
        "trivy:DS-0019",
        "trivy:DS-0020",
        "trivy:DS-0027",
        "kics:yum_clean_all_missing",
        "kics:missing_dnf_clean_all",
        "kics:missing_zypper_clean",
        "dockerfile_lint:no_yum_clean_all",
        "dockerfile_lint:no_dnf_clean_all",
    ),
    fix="unsafe",
)

_MANAGERS = frozenset({*RPM_MANAGERS, "zypper"})
_CACHES = ("/var/cache/dnf", "/var/cache/yum", "/var/cache/libdnf5", "/var/cache/zypp", "/var/cache/tdnf")


@rule.check_calls(*_MANAGERS)
def left(run: Run) -> Iterator[Finding]:
    if not is_shipped(run) or is_mounted(run, _CACHES):
        return
    last: Install | None = None
    call: Command | None = None
    for command in run.commands:
        inner = command.unwrapped
        install = install_of(inner)
        if install is not None and install.manager in _MANAGERS:
            last, call = install, command
        elif (inner.name in _MANAGERS and inner.subcommand() in {"clean", "cc"}) or any(
            removes(command, cache) for cache in _CACHES
        ):
            last = None
    if last is not None and call is not None and last.command.name_word is not None:
        clean = "zypper clean" if last.manager == "zypper" else f"{last.manager} clean all"
        edit = appended(run, call, clean)
        yield rule.finding(
            last.command.name_word,
            f"the cache of `{last.manager} {last.verb.text}` stays in the layer",
            help=f"end the step with `&& {clean}`, or mount a cache there",
            fix=Fix("Clean up at the end of the step", (edit,)) if edit else None,
        )
