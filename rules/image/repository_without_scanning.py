"""Repository whose images are not scanned

Nothing scans an image that is pushed to this repository: neither on push nor continuously. Add a rule to the scanning
configuration of the registry whose filter fits the repository.

```diff
  {
    "task-definition.json": {
      "family": "web",
      "containerDefinitions": [{"name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4"}]
    },
    "registry": {
      "web": {
+       "scanFrequency": "SCAN_ON_PUSH",
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
    "ECR020",
    Severity.WARNING,
    since="0.1",
    categories=("security", "images"),
    references=("https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html",),
    peers=("securityhub:ECR.1",),
)


@rule.check
def unscanned(repository: ScannedRepository) -> Iterator[Finding]:
    if repository.settings.scan_frequency == "MANUAL":
        found = rule.finding(
            repository,
            f"images in repository `{repository.settings.name}` are scanned neither on push nor continuously",
        )
        # Without the tag, else every deployment would make what is known new.
        yield found._replace(identity=repository.settings.identity)
