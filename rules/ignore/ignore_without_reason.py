"""Ignore comment without a reason

Next year nobody will know whether the fault is still meant to be there. Write the reason behind the brackets. The rule is
off unless it is selected or the configuration says `require-reason = true`.

```diff
- # ecslint: ignore[untagged-image]
+ # ecslint: ignore[untagged-image] -- our build tags it
  FROM base
```

```dockerfile
# ecslint: ignore[DF101, DF202] -- built, tagged, and run by us, see ADR 12
FROM base
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.suppress.comment import IgnoreComment

rule = Rule("DF705", Severity.WARNING, since="0.1", categories=("style",), default=False)


@rule.check
def unexplained(comment: IgnoreComment) -> Iterator[Finding]:
    if not comment.reason:
        yield rule.finding(
            comment, "no reason for ignoring this, allowed is `ignore[RULES] -- reason`", help="say why"
        )
