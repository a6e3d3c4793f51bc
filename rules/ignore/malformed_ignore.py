"""Comment that wants to be an ignore comment and is none

It ignores nothing, and it looks as if it did. The rules stand in square brackets, with commas between them, after
`ignore` or `ignore-file` and a colon behind `ecslint`; a reason may follow.

```diff
- # ecslint: ignore DF101
+ # ecslint: ignore[DF101] -- built on this host
  FROM base
```

```diff
- # ecslint: ignore[] -- all of them
  FROM base
```

```diff
- # ecslint-disable untagged-image
  FROM base
```

```diff
- # ecslint: disable[DF101]
  FROM base
```

```dockerfile
# ecslint checks this file in CI, see docs/ci.md
# ecslint:ignore[DF101] the digest comes from the build, see # 12
FROM base
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.suppress.ignore import Broken

rule = Rule("DF703", Severity.WARNING, since="0.1", categories=("correctness",))


@rule.check
def malformed(comment: Broken) -> Iterator[Finding]:
    yield rule.finding(comment, comment.message)
