r"""Files that everybody may write

After `chmod 777` any process in the container, whatever its user, may replace the program that the others run: the one thing that an
unprivileged user was to prevent. Give the files to the user that needs them (`COPY --chown`, `chown`), or to the group 0 for platforms
with random users (`chmod g=u`). A shared temporary directory is right with the sticky bit: `1777`.

```diff
  FROM debian:12-slim
- RUN mkdir /data && chmod -R 777 /data
+ RUN mkdir /data && chown app /data
- COPY --chmod=0777 run.sh /
+ COPY --chmod=0755 run.sh /
```

In symbols, with `find`, `install` and `mkdir`, and by an argument's default:

```diff
  FROM debian:12-slim
  ARG MODE=666
  RUN true \
-     && chmod --recursive u+x,a+rwX /srv \
-     && find /opt -type d -exec chmod o+w {} + \
-     && install -o app -m 0766 a /usr/bin/ \
-     && mkdir -m777 -p /cache && chmod $MODE /cache/b
- ADD --chmod=go=rw c.conf /etc/
+     && true
+ ADD --chmod=u=rw c.conf /etc/
```

Other bits, the sticky bit, devices, unknown modes, and stages that are thrown away are none:

```dockerfile
FROM debian:12 AS build
RUN chmod -R 777 /src
FROM debian:12-slim
ARG MODE
RUN chmod 1777 /tmp && chmod a+rwxt /var/tmp && chmod -R 775 /srv && chmod +x /run.sh && chmod a+rX,g+w /opt
RUN chmod -w /a && chmod o-w,o+x /b && chmod $MODE /c && chmod 777 /dev/stdout && chmod --reference=/a /b && echo chmod 777 /
```
"""

import re
from collections.abc import Iterator

from ecslint.dockerfile import Run, Transfer
from ecslint.dockerfile.shell import Command, Word
from ecslint.dockerfile.shell_values import value_in
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF213",
    Severity.WARNING,
    since="0.1",
    categories=("security",),
    references=("https://cwe.mitre.org/data/definitions/732.html",),
    peers=("tally:world-writable-state-path-workaround",),
)

MESSAGE = "mode `{}` lets everybody write{}: give the files to the user that needs them"


@rule.check_calls("chmod", "install", "mkdir")
def chmod(run: Run) -> Iterator[Finding]:
    is_shipped = run.stage is None or run.stage.is_shipped
    for command in run.calls("chmod", "install", "mkdir") if is_shipped else ():
        word = _mode_word(command)
        mode = value_in(run, word) if word is not None else None
        if word is None or mode is None or not _is_open(mode):
            continue
        if any(other.prefix.startswith(("/dev/", "/proc/")) for other in command.arguments):
            continue
        is_recursive = command.name == "chmod" and command.has_flag("-R", "--recursive")
        yield rule.finding(word, MESSAGE.format(mode, ", in all that is below too" if is_recursive else ""))


@rule.check
def flag(transfer: Transfer) -> Iterator[Finding]:
    for one in transfer.flag_list if transfer.stage is not None and transfer.stage.is_shipped else ():
        mode = (
            transfer.stage.scope(transfer).value(one.value)
            if one.name == "chmod" and one.value and transfer.stage
            else None
        )
        if mode is not None and _is_open(mode):
            yield rule.finding(one.value_span or one.span, MESSAGE.format(mode, ""))


def _mode_word(command: Command) -> Word | None:
    """The word with the mode that a command gives to files."""
    if command.name in {"install", "mkdir"}:
        values = frozenset(
            {"-m", "--mode", "-o", "-g", "-t", "-S", "--owner", "--group", "--target-directory"}
        )
        given = [one.value_word for one in command.options(values).given if one.name in {"-m", "--mode"}]
        return given[-1] if given else None
    if command.name != "chmod" or any(word.prefix.startswith("--reference") for word in command.arguments):
        return None
    # `-x` and its like are modes, not options.
    return next(
        (word for word in command.arguments if not re.fullmatch(r"-[RvcfhHLP]+|--.*", word.text)), None
    )


def _is_open(mode: str) -> bool:
    """Does a mode, in digits or symbols, let everybody write without the sticky bit?"""
    if re.fullmatch(r"[0-7]{1,5}", mode):
        return int(mode, 8) & 0o1002 == 0o002
    clauses = [re.fullmatch(r"([ugoa]*)([+=-])([rwxXstugo]*)", clause) for clause in mode.split(",")]
    if any(clause is None or ("t" in clause[3] and clause[2] != "-") for clause in clauses):
        return False
    return any(
        clause and clause[2] != "-" and "w" in clause[3] and set(clause[1]) & set("oa") for clause in clauses
    )
