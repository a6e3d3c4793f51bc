"""Credentials of a registry that do nothing

`repositoryCredentials` names a secret in Secrets Manager, by its ARN or its name, with the user and the password of a private
registry. Images in Amazon ECR are pulled with the rights of the execution role, and a parameter of SSM is no secret.

```diff
  {
    "family": "web",
    "executionRoleArn": "arn:aws:iam::123456789012:role/web-execution",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "registry.example.com/web:1.4",
        "repositoryCredentials": {
-         "credentialsParameter": "arn:aws:ssm:eu-west-1:123456789012:parameter/registry"
+         "credentialsParameter": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:registry-AbCdEf"
        }
      },
      {
        "name": "api",
        "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/api:3",
-       "repositoryCredentials": {"credentialsParameter": "registry"}
+       "essential": true
      }
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.arns import parse_arn
from ecslint.taskdefinition.images import image_reference
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD609",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RepositoryCredentials.html",),
)


@rule.check
def ineffective(container: Container) -> Iterator[Finding]:
    parameter = container.repository_credentials.credentials_parameter
    if not parameter.present:
        return
    image = image_reference(container)
    if image is not None and image.is_ecr:
        yield rule.finding(
            parameter,
            "`repositoryCredentials` of an image in Amazon ECR, allowed is to leave them out",
            notes=(Note(container.image.span, "is pulled with the execution role"),),
        )
    elif parameter.value and parameter.value.startswith("arn:"):
        arn = parse_arn(parameter.value)
        if arn is None or arn.service != "secretsmanager":
            yield rule.finding(
                parameter,
                f"`credentialsParameter` is {shown(parameter.value)}, allowed is a secret in Secrets Manager",
            )
