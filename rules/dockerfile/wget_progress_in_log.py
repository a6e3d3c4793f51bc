r"""wget that fills the log with its progress

Without a terminal `wget` prints a line for every 50 KB, thousands of them for a large file, and what matters in the build log
drowns. `--progress=dot:giga`, `-nv` or `-q` keep it short. The log is a matter of taste, so the rule is off unless it is selected.

```diff
  FROM debian:12-slim
- RUN wget https://example.com/a.tgz && tar -xf a.tgz
+ RUN wget --progress=dot:giga https://example.com/a.tgz && tar -xf a.tgz
```

BusyBox has no such option, so on Alpine the rule is silent where no other wget is installed:

```dockerfile
FROM debian:12-slim
RUN wget -q https://example.com/a && wget -nv https://example.com/b && wget --no-verbose https://example.com/c
RUN wget -qO- https://example.com/d | tar -xz && wget --progress=bar:force:noscroll https://example.com/e
RUN wget -o /dev/null https://example.com/f && wget --version && wget $OPTIONS https://example.com/g
RUN apt-get install -y wget
FROM alpine:3.20
RUN wget https://example.com/a
FROM debian:12-slim
COPY .wgetrc /root/
RUN wget https://example.com/a
```
"""

from collections.abc import Iterator
from functools import lru_cache

from ecslint.dockerfile import Run, Stage
from ecslint.dockerfile.downloads import WGET_VALUES
from ecslint.dockerfile.shell_modes import pipefail_shell
from ecslint.rule import Edit, Finding, Fix, Rule, Severity
from ecslint.source import Span

rule = Rule(
    "DF419",
    Severity.INFO,
    since="0.1",
    categories=("style",),
    peers=("hadolint:DL3047", "tally:DL3047"),
    default=False,
    fix="unsafe",
)

_SHORT = (
    "-q", "--quiet", "-nv", "--no-verbose", "--progress", "-o", "--output-file", "-a", "--append-output", "-b", "--background",
    "--version", "--help", "-V", "-h",
)  # fmt: skip


@rule.check_calls("wget")
def chatty(run: Run) -> Iterator[Finding]:
    # An Alpine image has the wget of BusyBox, as far as the file can tell.
    calls = run.calls("wget")
    if not calls or run.stage is None or pipefail_shell(run.stage) == "/bin/ash" or _has_settings(run.stage):
        return
    for inner in calls:
        word = inner.name_word
        if word is None or not inner.arguments:
            continue
        options = inner.options(WGET_VALUES)
        is_short = any(one.word.text.startswith("-nv") for one in options.given)
        if options.has_unknown or options.has(*_SHORT) or is_short:
            continue
        place = Span(word.span.source, word.span.end, word.span.end)
        yield rule.finding(
            word,
            "`wget` prints its progress into the log: `--progress=dot:giga`, `-nv` or `-q` keep it short",
            fix=Fix("Add `--progress=dot:giga`", (Edit(place, " --progress=dot:giga"),)),
        )


@lru_cache(maxsize=32)
def _has_settings(stage: Stage) -> bool:
    """Does a stage name a `.wgetrc`, which may say once for all what is printed?"""
    return any("wgetrc" in one.span.text for one in stage.instructions)
