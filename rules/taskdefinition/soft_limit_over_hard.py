"""Soft limit above the hard limit

The hard limit is how far a process may raise its soft limit, so the soft one can only be equal or lower. AWS refuses a
ulimit where it is higher.

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
      "essential": true,
-     "ulimits": [{"name": "nofile", "softLimit": 65536, "hardLimit": 4096}]
+     "ulimits": [{"name": "nofile", "softLimit": 4096, "hardLimit": 65536}]
    }
  ]
```

A limit of -1 means none:

```json
[{"name": "web", "essential": true, "image": "nginx:1.27", "ulimits": [{"name": "memlock", "softLimit": 64, "hardLimit": -1}]}]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import Ulimit
from ecslint.taskdefinition.wording import cut, shown

rule = Rule(
    "TD415",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Ulimit.html",),
    peers=("cdk-preflight:ulimit-soft-over-hard",),
)


@rule.check
def over(ulimit: Ulimit) -> Iterator[Finding]:
    soft, hard = ulimit.soft_limit, ulimit.hard_limit
    if soft.value is None or hard.value is None or min(soft.value, hard.value) < 0:
        return
    if soft.value > hard.value:
        yield rule.finding(
            soft,
            f"soft limit {shown(soft.value)} is above the hard limit, allowed are up to {shown(hard.value)} "
            f"(AWS: Soft limit exceeds hard limit for ulimit {cut(ulimit.name.text)})",
            notes=(Note(hard.span, "the hard limit"),),
        )
