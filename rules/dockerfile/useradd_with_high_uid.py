"""useradd with a high uid and a log that grows with it

`useradd` writes to `/var/log/lastlog`, a sparse file indexed by uid: with a uid above 99,999 a layer can take gigabytes on builders
that do not keep files sparse. `--no-log-init` leaves the file alone.

```diff
  FROM debian:12-slim
  ARG UID=200000
- RUN useradd --uid 123456 app && useradd -u "$UID" other
+ RUN useradd -l --uid 123456 app && useradd -l -u "$UID" other
```

```dockerfile
FROM debian:12-slim
RUN useradd -u 1000 a && useradd -lu 123456 b && useradd --no-log-init --uid=123456 c && adduser -u 123456 d
ARG UID=1000
RUN useradd -u $UID e
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.shell_values import value_in
from ecslint.rule import Edit, Finding, Fix, Rule, Severity
from ecslint.source import Span

rule = Rule(
    "DF411",
    Severity.WARNING,
    since="0.1",
    categories=("size",),
    references=("https://docs.docker.com/build/building/best-practices/#user",),
    peers=("hadolint:DL3046", "tally:DL3046"),
    fix="safe",
)

_VALUES = frozenset(
    """-u --uid -g --gid -G --groups -d --home-dir -s --shell -c --comment -b --base-dir -e --expiredate -f --inactive
    -k --skel -K --key -p --password -R --root -P --prefix -Z --selinux-user""".split()
)


@rule.check_calls("useradd")
def high(run: Run) -> Iterator[Finding]:
    for inner in run.calls("useradd"):
        word = inner.name_word
        if word is None:
            continue
        options = inner.options(_VALUES)
        given = next((one for one in reversed(options.given) if one.name in {"-u", "--uid"}), None)
        uid = value_in(run, given.value_word) if given is not None and given.value_word is not None else None
        if uid and uid.isdecimal() and int(uid[:12]) > 99_999 and not options.has("-l", "--no-log-init"):
            end = Span(word.span.source, word.span.end, word.span.end)
            yield rule.finding(
                word,
                f"`useradd` with uid `{uid[:12]}` and without `-l` writes a log as large as the uid",
                fix=Fix("Add `-l`", (Edit(end, " -l"),), safe=True),
            )
