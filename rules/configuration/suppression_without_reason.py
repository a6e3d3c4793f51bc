"""Entry of the configuration without a reason

Whoever reviews the exceptions needs to know why a `[[suppress]]` entry is there. The rule is off unless it is selected or
the configuration says `require-reason = true`.

```diff
  require-reason = true
- [[suppress]]
+ [[suppress]]
+ reason = "the deployment fills in the digest"
  rule = "latest-container-image"
```

```toml
[[suppress]]
rule = "latest-container-image"
reason = "the deployment fills in the digest"
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.suppress.entry import JudgedEntry

rule = Rule("XF904", Severity.WARNING, since="0.1", categories=("style",), default=False)


@rule.check
def unexplained(entry: JudgedEntry) -> Iterator[Finding]:
    if not entry.entry.reason.strip():
        yield rule.finding(entry, "no `reason` for this suppression, allowed is a text that says why")
