"""Entry of the configuration whose last day is over

From the day after `expires` (in UTC) the `[[suppress]]` entry suppresses nothing, and what it hid is reported again. Cure
the fault, or decide anew until when it may stay, and write down why.

```diff
  [[suppress]]
  rule = "latest-container-image"
- expires = "2020-02-29"
+ expires = 2999-12-31
  reason = "the registry moves this winter"
```

```toml
[[suppress]]
rule = "latest-container-image"
expires = "2999-12-31"
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.suppress.entry import JudgedEntry

rule = Rule("XF903", Severity.WARNING, since="0.1", categories=("reliability",))


@rule.check
def expired(entry: JudgedEntry) -> Iterator[Finding]:
    if entry.is_expired:
        rules = ", ".join(f"`{word.text}`" for word in entry.entry.words)
        yield rule.finding(
            entry.entry.expires_span, f"the suppression of {rules} ended with `{entry.entry.expires}`"
        )
