"""Repository without a lifecycle policy

Every image that is ever pushed stays, is paid for, and remains there to be run by mistake. A lifecycle policy removes what
is old or untagged.

```diff
  {
    "task-definition.json": {
      "family": "web",
      "containerDefinitions": [{"name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4"}]
    },
    "registry": {
      "web": {
+       "lifecyclePolicy": true,
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
    "ECR022",
    Severity.INFO,
    since="0.1",
    categories=("images",),
    references=("https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html",),
    peers=("securityhub:ECR.3",),
)


@rule.check
def missing(repository: ScannedRepository) -> Iterator[Finding]:
    if repository.settings.has_lifecycle_policy is False:
        found = rule.finding(repository, f"repository `{repository.settings.name}` has no lifecycle policy")
        # Without the tag, else every deployment would make what is known new.
        yield found._replace(identity=repository.settings.identity)
