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

Whatever changes packages asks, a removal too:

```diff
  FROM opensuse/leap:15.6
- RUN sudo zypper rm curl
+ RUN sudo zypper -n rm curl
- RUN yum erase wget && pacman -S git
+ RUN yum erase -y wget && pacman -S --noconfirm git
```

```dockerfile
FROM fedora:41
RUN dnf -y install a && dnf install --assumeyes b && yum -qy install c && microdnf install -y d
RUN zypper --non-interactive in a && zypper -n in b && zypper install -y c
RUN pacman -Sy --noconfirm a && pacman -Q b
RUN dnf $OPTIONS install a
RUN yes | yum install a && echo y | dnf remove c && dnf --setopt=assumeyes=True install b
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.packages import MANAGERS, RPM_MANAGERS, install_of, is_answered
from ecslint.dockerfile.shell_command import Command
from ecslint.dockerfile.shell_options import Options
from ecslint.dockerfile.shell_words import Word
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

# Other words that change packages.
_ALSO_ASKS = frozenset(
    """remove erase rm autoremove groupremove downgrade swap distro-sync distribution-synchronization source-install si
    install-new-recommends inr""".split()
)
_YES = ("-y", "--assumeyes", "--assumeno")
_YES_OF_ZYPPER = ("-y", "-n", "--non-interactive", "--no-confirm", "--download-only", "--dry-run")


@rule.check_calls("pacman", "zypper", *RPM_MANAGERS)
def waits(run: Run) -> Iterator[Finding]:
    for inner in run.calls("pacman", "zypper", *RPM_MANAGERS):
        options = _options(inner)
        if options is None or options.has_unknown or is_answered(inner):
            continue
        if inner.name == "pacman":
            yield from _pacman(options)
            continue
        verb = _asking_word(inner, options)
        if verb is None or any("assumeyes" in (one.value or "") for one in options.given):
            continue
        is_zypper = inner.name == "zypper"
        if options.has(*(_YES_OF_ZYPPER if is_zypper else _YES)):
            continue
        edit = (
            Edit(Span(verb.span.source, verb.span.start, verb.span.start), "-n ")
            if is_zypper
            else Edit(Span(verb.span.source, verb.span.end, verb.span.end), " -y")
        )
        # Most microdnf releases never ask.
        is_mild = inner.name == "microdnf"
        yield rule.finding(
            verb,
            f"`{inner.name} {verb.text}` without `{edit.text.strip()}` {'may wait' if is_mild else 'waits'} for an answer",
            fix=Fix(f"Add `{edit.text.strip()}`", (edit,), safe=True),
            severity=Severity.INFO if is_mild else None,
        )


def _options(command: Command) -> Options | None:
    """The words of a package manager; None for other programs."""
    if command.name == "pacman":
        return command.options(frozenset({"-b", "-r", "--root", "--config", "--dbpath"}))
    if command.name in RPM_MANAGERS or command.name == "zypper":
        return command.options(MANAGERS[command.name or ""].values)
    return None


def _asking_word(command: Command, options: Options) -> Word | None:
    """The word that makes it ask."""
    install = install_of(command)
    if install is not None:
        return install.verb
    first = options.operands[0] if options.operands else None
    return first if first is not None and first.value in _ALSO_ASKS else None


def _pacman(options: Options) -> Iterator[Finding]:
    names = {one.name for one in options.given}
    # Questions such as `-Ss`, and downloads.
    if names & {"--noconfirm", "-s", "-i", "-p", "-l", "-w", "-h", "--help"}:
        return
    operation = next((one for one in options.given if one.name in {"-S", "-U", "-R", "--sync"}), None)
    if operation is not None:
        word = operation.word
        place = Span(word.span.source, word.span.end, word.span.end)
        yield rule.finding(
            word,
            f"`pacman {word.text}` without `--noconfirm` waits for an answer",
            fix=Fix("Add `--noconfirm`", (Edit(place, " --noconfirm"),), safe=True),
        )
