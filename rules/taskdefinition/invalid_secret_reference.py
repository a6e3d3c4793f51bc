"""Reference to a secret that ECS cannot follow

`valueFrom` is the ARN of a secret in Secrets Manager, with a key, a stage and a version after it or with none of the three
(`…:secret:db-AbCdEf:password::`), the ARN of a parameter in the parameter store, or the name of a parameter in the task's own
region. AWS registers whatever stands there; the task then stops with `ResourceInitializationError` at its start.

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
      "essential": true,
      "secrets": [
-       {"name": "KEY", "valueFrom": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf:key"},
-       {"name": "TOKEN", "valueFrom": "arn:aws:ssm:eu-west-1:123456789012:token"},
-       {"name": "FILE", "valueFrom": "arn:aws:s3:::settings/file"}
+       {"name": "KEY", "valueFrom": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf:key::"},
+       {"name": "TOKEN", "valueFrom": "arn:aws:ssm:eu-west-1:123456789012:parameter/token"},
+       {"name": "FILE", "valueFrom": "/settings/file"}
      ]
    }
  ]
```

```json
[
  {
    "name": "web",
    "image": "nginx:1.27",
    "essential": true,
    "secrets": [
      {"name": "A", "valueFrom": "arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:db-AbCdEf"},
      {"name": "B", "valueFrom": "arn:aws:secretsmanager:eu-west-1:ACCOUNT_ID:secret:db-AbCdEf:::1"},
      {"name": "C", "valueFrom": "arn:aws:ssm:${region}:parameter/a"},
      {"name": "D", "valueFrom": "name.of-a/parameter:3"}
    ]
  }
]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import SecretReference
from ecslint.taskdefinition.arns import Arn, parse_arn
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD604",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html",),
    peers=("ecspresso:verify",),
)

SECRET = "`arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME`"
PARAMETER = "`arn:aws:ssm:REGION:ACCOUNT:parameter/NAME`"


@rule.check
def invalid(secret: SecretReference) -> Iterator[Finding]:
    value = secret.value_from.value
    if value is None or not value.startswith("arn:"):
        return
    arn = parse_arn(value)
    fault = f"allowed are {SECRET} and {PARAMETER}" if arn is None else _fault(arn)
    if fault:
        yield rule.finding(secret.value_from, f"`valueFrom` of {shown(secret.name.text)}: {fault}")


def _fault(arn: Arn) -> str:
    if arn.service not in {"secretsmanager", "ssm"}:
        return f"an ARN of {shown(arn.service)}, allowed are {SECRET} and {PARAMETER}"
    if not arn.is_regional and not arn.has_placeholder:
        return "an ARN without region or account, allowed is it with both"
    kind, *fields = arn.resource.split(":")
    if arn.service == "ssm":
        well = kind.startswith("parameter/") and kind != "parameter/"
        return "" if well else f"allowed for a parameter is {PARAMETER}"
    if kind != "secret" or not fields or not fields[0]:
        return f"allowed for a secret is {SECRET}"
    if len(fields) not in {1, 4}:
        return (
            f"{len(fields) - 1} fields after the name of the secret, allowed are none or three, each of which may be empty: "
            "`:KEY:STAGE:VERSION`"
        )
    return ""
