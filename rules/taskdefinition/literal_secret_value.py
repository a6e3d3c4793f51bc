"""Value where the reference to a secret belongs

`valueFrom` says where a secret is, not what it is. What is neither an ARN nor the name of a parameter (letters, digits and `_ . - /`)
cannot be found, and is perhaps the secret itself, for all to read who may read the definition.

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
      "essential": true,
      "secrets": [
-       {"name": "GREETING", "valueFrom": "hello=world!"}
+       {"name": "GREETING", "valueFrom": "/web/greeting"}
      ]
    }
  ]
```
"""

import re
from collections.abc import Iterator

from ecslint.regex import LazyPattern
from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import SecretReference
from ecslint.taskdefinition.wording import shown

# A version or label may follow the name after a colon.
NAME = LazyPattern(r"[\w.\-/]+(?::[\w.\-]+)?", re.ASCII)

rule = Rule(
    "TD606",
    Severity.WARNING,
    since="0.1",
    categories=("correctness", "secrets"),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html",),
)


@rule.check
def literal(secret: SecretReference) -> Iterator[Finding]:
    value = secret.value_from.value
    if value is None or value.startswith("arn:") or NAME.fullmatch(value) or "<" in value:
        return
    yield rule.finding(
        secret.value_from,
        f"`valueFrom` of {shown(secret.name.text)} is no ARN and no name of a parameter, allowed is one of them",
    )
