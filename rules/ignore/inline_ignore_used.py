"""Finding ignored by a comment

For teams whose policy is that every exception stands in one file, where it is reviewed: write it as a `[[suppress]]` entry
of the configuration. Comments for other tools count as long as they are honoured. The rule is off unless it is selected;
`--no-inline-ignores` goes one step further and obeys no comment.

```diff
- # ecslint: ignore[untagged-image] -- our build tags it
  FROM base
```

```diff
- # hadolint ignore=DL3006
  FROM base
```

```dockerfile
# The image is built on this host.
FROM base:1.4
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.suppress.comment import IgnoreComment
from ecslint.suppress.ignore import Foreign

rule = Rule(
    "DF706",
    Severity.INFO,
    since="0.1",
    categories=("style",),
    peers=("hadolint:DL1001",),
    default=False,
)


@rule.check
def ours(comment: IgnoreComment) -> Iterator[Finding]:
    yield rule.finding(comment, "an ignore comment, allowed are `[[suppress]]` entries of the configuration")


@rule.check
def others(comment: Foreign) -> Iterator[Finding]:
    yield rule.finding(
        comment,
        f"an ignore comment for {comment.tool}, allowed are `[[suppress]]` entries of the configuration",
    )
