r"""Archive copied, then unpacked in another step

`COPY` puts the whole archive into one layer and `RUN tar x` its content into another: the image is twice as big, and deleting the
archive later does not help. `ADD` unpacks a local tar while it copies; a bind mount shows it to the step without copying it at all.
The rule is off unless it is selected.

```diff
  FROM alpine:3.20
- COPY dist/app.tar.gz /tmp/
  RUN tar -xzf /tmp/app.tar.gz -C /opt && rm /tmp/app.tar.gz
```

```diff
  FROM alpine:3.20
  WORKDIR /opt
- COPY --chown=1000 ["lib.tgz", "other.txt", "/opt/"]
  USER app
  RUN cd /opt && sudo tar --extract --file=lib.tgz
- COPY app-1.2.tgz /tmp/app.tgz
  RUN tar zxvf /tmp/app.tgz
```

```dockerfile
FROM alpine:3.20
ADD dist/app.tar.gz /opt/
```

Silent where `ADD` could not do the same:

```dockerfile
FROM alpine:3.20
COPY a.tar.gz b.zip c.tar /tmp/
RUN tar xf /tmp/a.tar.gz --strip-components=1 && unzip /tmp/b.zip && tar -cf /tmp/c.tar /etc && echo tar xf c.tar
COPY --from=alpine:3.20 d.tar /tmp/
RUN tar -x -f /tmp/d.tar
RUN --mount=type=bind,source=e.tar,target=/e.tar tar xf /e.tar
ADD f.tar.gz /opt/
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Copy, Run, Stage
from ecslint.dockerfile.shell_command import Command
from ecslint.dockerfile.words import Word
from ecslint.rule import Finding, Note, Rule, Severity

rule = Rule(
    "DF517",
    Severity.INFO,
    since="0.1",
    categories=("size",),
    peers=("hadolint:DL3010", "tally:prefer-add-unpack"),
    default=False,
)

_ENDINGS = tuple(".tar .tar.gz .tgz .tar.bz2 .tbz .tbz2 .tar.xz .txz .tar.zst .tar.lzma .tlz".split())
# With these tar does what ADD cannot.
_MORE = ("--strip-components", "--strip", "--transform", "--xform", "--wildcards", "--exclude", "-T")
_VALUES = frozenset(
    "-C -f -T --file --directory --strip-components --transform --exclude --owner --group".split()
)


@rule.check
def unpacked(stage: Stage) -> Iterator[Finding]:
    copied: dict[str, Word] = {}
    for one in stage.instructions:
        if isinstance(one, Copy) and "from" not in one.flags:
            for word in one.sources:
                name = word.text.strip("\"'").rpartition("/")[2]
                if name.lower().endswith(_ENDINGS) and not set(name) & set("*?[$"):
                    copied[_name_there(one, name)] = word
        elif isinstance(one, Run) and copied:
            for command in one.commands:
                source = copied.pop(_archive(command.unwrapped), None)
                if source is not None:
                    yield rule.finding(
                        source,
                        f"`{source.text}` is copied as a whole and unpacked in another layer, `ADD` unpacks it at once",
                        notes=(Note(command.span, "unpacked here"),),
                    )


def _name_there(copy: Copy, name: str) -> str:
    """The name that a file has in the image: that of the destination, if it is no folder."""
    target = copy.destination.text.strip("\"'") if copy.destination is not None else ""
    last = target.rpartition("/")[2]
    return last if last.lower().endswith(_ENDINGS) else name


def _archive(command: Command) -> str:
    """The name of the archive that a command unpacks, without its folder."""
    if command.name not in {"tar", "bsdtar"} or not command.arguments:
        return ""
    options = command.options(_VALUES)
    letters = (
        options.operands[0].value if options.operands and options.operands[0] is command.arguments[0] else ""
    )
    is_old = bool(letters) and set(letters or "") <= set("xzjJfvpwmhokP") and "x" in (letters or "")
    if options.has(*_MORE) or not (is_old or options.has("-x", "--extract", "--get")):
        return ""
    path = options.value("-f", "--file")
    if path is None and is_old and len(options.operands) > 1:
        path = options.operands[1].value
    return (path or "").rpartition("/")[2]
