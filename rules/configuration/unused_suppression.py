"""Entry of the configuration that suppresses nothing

The fault that the `[[suppress]]` entry was written for is gone, or the file, the path or the container it names is another
one now. Left there, it would hide the next such fault without anybody having decided so. Delete the entry, or correct it.

```diff
  [[suppress]]
  file = "task-definition.json"
- rule = "untagged-container-image"
+ rule = "latest-container-image"
  container = "web"
  reason = "pinned by the deployment"
```

It says nothing where it cannot know: about files that this run did not look at, and about rules that it did not look for.

```toml
[[suppress]]
rule = ["missing-user", "latest-container-image"]
file = "*.json"
path = "/containerDefinitions/*/image"
reason = "the deployment fills in the digest"
```

A rule listed in `mandatory` cannot be suppressed, so an entry that tries is reported too:

```diff
  mandatory = ["latest-container-image"]
  [[suppress]]
- rule = "latest-container-image"
  reason = "no time"
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.suppress.entry import JudgedEntry

rule = Rule("XF901", Severity.WARNING, since="0.1", categories=("style",))


@rule.check
def useless(entry: JudgedEntry) -> Iterator[Finding]:
    for word in entry.refused:
        yield rule.finding(
            word, f"`{word.text}` is suppressed in vain, for the configuration makes it mandatory"
        )
    if not entry.is_unused:
        return
    message = "the entry suppresses nothing"
    if entry.has_no_file:
        message += ", no linted file is meant by it"
    yield rule.finding(entry.entry.words[0], message, help="delete the entry, or correct it")
