"""Ignore comment for a rule that does not exist

A misspelt code or name ignores nothing, and it looks as if it did. Codes, names, prefixes and categories are taken, and
the ids that other tools give the same check; `ecslint rules` lists them all.

```diff
- # ecslint: ignore[untaged-image] -- internal registry
+ # ecslint: ignore[untagged-image] -- internal registry
  FROM alpine:3.20
```

```diff
- # ecslint: ignore[DF101, DF999]
  FROM base
```

```dockerfile
# ecslint: ignore[DL3006, buildkit:StageNameCasing, images] -- names of other tools, and a category
FROM base AS Build
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.shelf import nearest
from ecslint.suppress.comment import IgnoreComment

rule = Rule("DF702", Severity.WARNING, since="0.1", categories=("correctness",))


@rule.check
def unknown(comment: IgnoreComment) -> Iterator[Finding]:
    for word in comment.unknown:
        near = nearest(word.text)
        yield rule.finding(
            word,
            f"no rule, prefix or category is called `{word.text[:60]}`",
            help=f"did you mean `{near}`?" if near else "`ecslint rules` lists them all",
        )
