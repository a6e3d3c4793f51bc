"""yum, dnf, zypper or pacman that waits for an answer

A build has nobody to say yes: without `-y` (`-n` for zypper, `--noconfirm` for pacman) the package manager stops at its
question, and the build fails.

```diff
  FROM fedora:41
- RUN dnf install curl && dnf clean all
+ RUN dnf install -y curl && dnf clean all
```

```diff
  FROM opensuse/leap:15.6
- RUN zypper install curl
+ RUN zypper -n install curl
```

```dockerfile
FROM fedora:41
RUN dnf -y install a && dnf install --assumeyes b && yum -qy install c && microdnf install -y d
RUN zypper --non-interactive in a && zypper -n in b && zypper install -y c
RUN pacman -Sy --noconfirm a && pacman -Q b
RUN dnf $OPTIONS install a
RUN yes | yum install a && dnf --setopt=assumeyes=True install b
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.packages import RPM_MANAGERS, installs, is_answered
from ecslint.rule import Edit, Finding, Fix, Rule, Severity
from ecslint.source import Span

rule = Rule(
    "DF405",
    Severity.WARNING,
    since="0.1",
    categories=("reliability",),
    peers=(
        "hadolint:DL3030",
        "hadolint:DL3034",
        "hadolint:DL3038",
        "kics:yum_install_allows_manual_input",
        "kics:missing_flag_from_dnf_install",
        "kics:missing_zypper_non_interactive_switch",
    ),
    fix="safe",
)

_YES = ("-y", "--assumeyes", "-n", "--non-interactive", "--no-confirm", "-q", "--assumeno", "--downloadonly")


@rule.check
def waits(run: Run) -> Iterator[Finding]:
    for install in installs(run):
        is_zypper = install.manager == "zypper"
        if not is_zypper and install.manager not in RPM_MANAGERS:
            continue
        options = install.options
        settings = [one.value or "" for one in options.given if one.name == "--setopt"]
        if is_answered(install.command) or any("assumeyes" in setting for setting in settings):
            continue
        if options.has_unknown or options.has(*(_YES if is_zypper else ("-y", "--assumeyes", "--assumeno"))):
            continue
        verb = install.verb.span
        edit = (
            Edit(Span(verb.source, verb.start, verb.start), "-n ")
            if is_zypper
            else Edit(Span(verb.source, verb.end, verb.end), " -y")
        )
        flag = edit.text.strip()
        yield rule.finding(
            install.verb,
            f"`{install.manager} {install.verb.text}` without `{flag}` waits for an answer",
            fix=Fix(f"Add `{flag}`", (edit,), safe=True),
            # Most microdnf releases never ask.
            severity=Severity.INFO if install.manager == "microdnf" else None,
        )
    for pacman in run.calls("pacman"):
        if is_answered(pacman) or pacman.options().has_unknown or pacman.options().has("--noconfirm"):
            continue
        operation = next(
            (word for word in pacman.arguments if word.text.startswith(("-S", "-U", "-R", "--sync"))), None
        )
        if operation is not None and not set(operation.text) & set("sipl") - {"y"}:
            place = Span(operation.span.source, operation.span.end, operation.span.end)
            yield rule.finding(
                operation,
                f"`pacman {operation.text}` without `--noconfirm` waits for an answer",
                fix=Fix("Add `--noconfirm`", (Edit(place, " --noconfirm"),), safe=True),
            )
