r"""Ignore comment where it does not work, or does harm

Docker knows no comment behind an instruction: there, `#` and what follows is part of the arguments. Any comment above
`# syntax=`, `# escape=` or `# check=` turns these directives into comments without effect. An `ignore` with no instruction
below it is for nothing, and an `ignore-file` far down is overlooked.

```diff
- FROM base # ecslint: ignore[DF101]
+ # ecslint: ignore[DF101] -- built on this host
+ FROM base
```

```diff
- # ecslint: ignore-file[DF101] -- built on this host
  # syntax=docker/dockerfile:1
+ # ecslint: ignore-file[DF101] -- built on this host
  FROM base
```

```diff
  FROM base
- # ecslint: ignore[DF101] -- built on this host
```

```diff
+ # ecslint: ignore-file[DF101] -- built on this host
  FROM base
- # ecslint: ignore-file[DF101] -- built on this host
  USER app
```

Comment lines between the lines of a continued instruction do work:

```dockerfile
# syntax=docker/dockerfile:1
# ecslint: ignore[DF101] -- built on this host
FROM base
RUN make \
    # ecslint: ignore[sudo] -- installs for the build user only
    && sudo make install
# check=skip=UndefinedVar
RUN echo "# write '# ecslint: ignore' on a line of its own"
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.suppress.ignore import Misplaced

rule = Rule("DF704", Severity.WARNING, since="0.1", categories=("correctness",))


@rule.check
def misplaced(comment: Misplaced) -> Iterator[Finding]:
    yield rule.finding(comment, comment.message, help=comment.help)
