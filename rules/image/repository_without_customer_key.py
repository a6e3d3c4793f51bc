"""Repository that is not encrypted with a customer key

Amazon ECR encrypts every repository. With a key of your own in AWS KMS you also decide who may use it, and see when it was
used. It can be chosen only when the repository is made. The rule is off unless it is selected.

```diff
  {
    "task-definition.json": {
      "family": "web",
      "containerDefinitions": [{"name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4"}]
    },
    "registry": {
      "web": {
+       "encryption": "KMS",
        "tags": {"1.4": "COMPLETE"}
      }
    }
  }
```
"""

from collections.abc import Iterator

from ecslint.ecr.image import ScannedRepository
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "ECR023",
    Severity.INFO,
    since="0.1",
    categories=("security", "images"),
    references=("https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html",),
    peers=("securityhub:ECR.5",),
    default=False,
)


@rule.check
def unkeyed(repository: ScannedRepository) -> Iterator[Finding]:
    encryption = repository.settings.encryption
    if encryption is not None and not encryption.startswith("KMS"):
        found = rule.finding(
            repository,
            f"repository `{repository.settings.name}` is encrypted with `{encryption}`, not with a key of your own",
        )
        # Without the tag, else every deployment would make what is known new.
        yield found._replace(identity=repository.settings.identity)
