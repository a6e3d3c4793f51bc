"""Entry of the configuration for a rule that does not exist

A misspelt code or name in a `[[suppress]]` entry suppresses nothing. Codes, names, prefixes and categories are taken, and
the ids that other tools give the same check; `ecslint rules` lists them all.

```diff
  [[suppress]]
- rule = "latest-container-imag"
+ rule = "latest-container-image"
  reason = "the deployment fills in the digest"
```

```toml
[[suppress]]
rule = ["TD612", "images"]
file = "task-definition.json"
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.shelf import nearest
from ecslint.suppress.entry import JudgedEntry

rule = Rule("XF902", Severity.WARNING, since="0.1", categories=("correctness",))


@rule.check
def unknown(entry: JudgedEntry) -> Iterator[Finding]:
    for word in entry.unknown:
        near = nearest(word.text)
        yield rule.finding(
            word,
            f"no rule, prefix or category is called `{word.text[:60]}`",
            help=f"did you mean `{near}`?" if near else "`ecslint rules` lists them all",
        )
