"""Label that is not on the list

Where labels drive billing, ownership or clean-up, a misspelt key is a label that nobody reads. With the option `allowed` the rule names
every key that is not on the list; a `*` at the end of an entry stands for the rest of a key. Without that option it has nothing to say,
and it is off unless it is selected.

```diff allowed=org.opencontainers.image.*,team
  FROM alpine:3.20
  LABEL org.opencontainers.image.title=app \\
-     taem=a
+     team=a
  ONBUILD USER app
- ONBUILD LABEL owner=b
+ ONBUILD LABEL team=b
```

```dockerfile
FROM alpine:3.20
LABEL anything=goes "$KEY"=too
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Label
from ecslint.record import NamedTuple
from ecslint.rule import Finding, Rule, Severity


class Options(NamedTuple):
    """allowed: the keys that a label may have, a `*` at the end stands for the rest"""

    allowed: tuple[str, ...] = ()


rule = Rule(
    "DF608",
    Severity.INFO,
    since="0.1",
    categories=("style",),
    peers=("hadolint:DL3050",),
    default=False,
    options=Options,
)


@rule.check
def unlisted(label: Label, options: Options) -> Iterator[Finding]:
    if not options.allowed or label.stage is None:
        return
    starts = tuple([entry[:-1] for entry in options.allowed if entry.endswith("*")])
    for pair in label.pairs:
        key = label.stage.scope(label).value(pair.key.text)
        if key is not None and key not in options.allowed and not (starts and key.startswith(starts)):
            listed = ", ".join(f"`{entry}`" for entry in options.allowed[:10])
            yield rule.finding(pair.key, f"the label `{key}` is not on the list, allowed are {listed}")
