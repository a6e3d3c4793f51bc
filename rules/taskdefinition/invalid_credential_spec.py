"""Credential specification that ECS cannot read

`credentialSpecs` names one file that says how a container joins an Active Directory, by its ARN in S3 or in the parameter store:
`credentialspec:` and the ARN on instances that are in the domain, `credentialspecdomainless:` and the ARN on those that are not.

```diff
  [
    {
      "name": "web",
      "image": "example.com/web:1.4",
      "essential": true,
-     "credentialSpecs": ["arn:aws:s3:::settings/web.json"]
+     "credentialSpecs": ["credentialspec:arn:aws:s3:::settings/web.json"]
    }
  ]
```

```diff
  [
    {
      "name": "web",
      "image": "example.com/web:1.4",
      "essential": true,
      "credentialSpecs": [
        "credentialspecdomainless:arn:aws:ssm:eu-west-1:123456789012:parameter/web",
-       "credentialspec:arn:aws:s3:::settings/web.json"
      ]
    }
  ]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.arns import parse_arn
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD422",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
)


@rule.check
def invalid(container: Container) -> Iterator[Finding]:
    specs = container.credential_specs
    if not specs.open and len(specs) > 1:
        yield rule.finding(specs[1], f"`{len(specs)}` credential specifications, allowed is 1")
    for spec in specs:
        if spec.value is None:
            continue
        kind, _, place = spec.value.partition(":")
        arn = parse_arn(place)
        if (
            kind not in {"credentialspec", "credentialspecdomainless"}
            or arn is None
            or arn.service not in {"s3", "ssm"}
        ):
            yield rule.finding(
                spec,
                f"{shown(spec.value)} is no credential specification, allowed are `credentialspec:` and "
                "`credentialspecdomainless:` with an ARN in S3 or SSM",
            )
