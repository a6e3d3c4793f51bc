"""Ignore comment that ignores nothing

The fault it was written for is gone, or it stands in the wrong place, or it names the wrong rule. Left there, it would
hide the next fault of that kind without anybody having decided so. Delete it, as the fix does; of several rules it deletes
only those without a finding.

```diff
- # ecslint: ignore[untagged-image] -- the tag comes with the next release
  FROM alpine:3.20
```

```diff
- # ecslint: ignore[untagged-image, latest-image] -- internal registry
+ # ecslint: ignore[untagged-image] -- internal registry
  FROM registry.example.com/base
```

```diff
- # ecslint: ignore-file[root-user]
  FROM alpine:3.20
  USER app
```

A comment that does ignore something is fine, and so is one for a rule that this run does not look for. Comments for other
tools, such as `# hadolint ignore=`, are never reported:

```dockerfile
# ecslint: ignore[untagged-image] -- built on this host
FROM base
# hadolint ignore=DL3002
USER app
```

A rule that the configuration lists in `mandatory` cannot be ignored, so a comment that tries is reported too.
"""

from collections.abc import Iterator

from ecslint.rule import Edit, Finding, Fix, Rule, Severity
from ecslint.suppress.comment import IgnoreComment

rule = Rule(
    "DF701",
    Severity.INFO,
    since="0.1",
    categories=("style",),
    peers=("tally:--warn-unused-directives",),
    fix="safe",
)


@rule.check
def useless(comment: IgnoreComment) -> Iterator[Finding]:
    useless = (*comment.unused, *comment.refused)
    # Without the comment the lines below it would turn into parser directives, which changes the build.
    safe = not comment.hides_directive
    if len(useless) == len(comment.words):
        fix = Fix("delete the comment", (Edit(comment.whole_line, ""),), safe=safe)
        yield rule.finding(comment, _message(comment, "the comment"), fix=fix)
        return
    for word in useless:
        fix = Fix(f"delete `{word.text}`", (Edit(comment.without(word), ""),), safe=True)
        yield rule.finding(word, _message(comment, f"`{word.text}`", word in comment.refused), fix=fix)


def _message(comment: IgnoreComment, what: str, is_refused: bool | None = None) -> str:
    if comment.refused if is_refused is None else is_refused:
        return f"{what} ignores nothing, for the configuration makes the rule mandatory"
    where = "in this file" if comment.is_for_file else "in the instruction it is for"
    return f"{what} ignores nothing {where}"
