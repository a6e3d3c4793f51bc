"""Secret whose ARN lacks its random suffix

Secrets Manager adds a dash and six random letters and digits to the name of a secret in its ARN. An ARN without them is looked up by
name; but where the name itself ends in a dash and six characters, as `db-secret` does, they are taken for the suffix, and the secret
is not found. Write the whole ARN.

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
      "essential": true,
      "secrets": [
-       {"name": "DB", "valueFrom": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-secret"}
+       {"name": "DB", "valueFrom": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-secret-AbCdEf"}
      ]
    }
  ]
```
"""

from collections.abc import Iterator

from ecslint.regex import LazyPattern
from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import SecretReference
from ecslint.taskdefinition.arns import parse_arn
from ecslint.taskdefinition.wording import shown

# Six small letters are a word; by chance a suffix looks so once in two hundred times, and six digits still more rarely.
WORD = LazyPattern(r"-(?:[a-z]{6}|[0-9]{6})$")

rule = Rule(
    "TD605",
    Severity.WARNING,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html",),
)


@rule.check
def ambiguous(secret: SecretReference) -> Iterator[Finding]:
    arn = parse_arn(secret.value_from.value or "")
    if arn is None or arn.service != "secretsmanager":
        return
    name = arn.resource.removeprefix("secret:").partition(":")[0]
    found = WORD.search(name)
    # `abcdef`, `xxxxxx` and `123456` stand for a suffix in examples.
    if found and len(set(found[0])) > 2 and found[0] not in {"-abcdef", "-random", "-123456"}:
        yield rule.finding(
            secret.value_from,
            f"the name of the secret ends in {shown(found[0])}, which is taken for the random suffix of an ARN, "
            "allowed is the whole ARN",
        )
