"""Key given twice

JSON readers keep the last of two equal keys and say nothing about the first, so one of the two values is lost: often the
one somebody added at the top. Keep one.

```diff
  {
    "family": "web",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "memory": 512,
-       "memory": 1024
+       "memoryReservation": 256
      }
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import Member
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD010",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://www.rfc-editor.org/rfc/rfc8259#section-4",),
    peers=("cfn-lint:E0000",),
)


@rule.check
def duplicate(member: Member) -> Iterator[Finding]:
    if member.earlier is not None and not member.object.open:
        yield rule.finding(
            member,
            f"{shown(member.name)} is given a second time and the earlier value is ignored, allowed is once",
            notes=(Note(member.earlier.span, "given here first"),),
        )
