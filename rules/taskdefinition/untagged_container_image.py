"""Container image without a tag or digest

An image without a tag means `latest`: whatever the registry holds when the task starts. Two tasks of one service can run
different code, and a rollback to an older task definition rolls nothing back. Name a version, or the digest.

```diff
  [
-   {"name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web", "essential": true},
+   {"name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4.2", "essential": true},
    {"name": "agent", "image": "example.com:5000/agent:2.1"}
  ]
```

What a pipeline or a template fills in may bring its tag along:

```json
[
  {"name": "web", "image": "${IMAGE}", "essential": true},
  {"name": "agent", "image": "<IMAGE1_NAME>"},
  {"name": "cache", "image": "REPLACE_ME"},
  {"name": "proxy", "image": "nginx:${version}"}
]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.images import certain_parts
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD611",
    Severity.WARNING,
    since="0.1",
    categories=("images",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-considerations.html",),
)


@rule.check
def untagged(container: Container) -> Iterator[Finding]:
    reference = certain_parts(container)
    if reference is not None and reference.has_tag is False and reference.has_digest is False:
        yield rule.finding(
            container.image,
            f"image {shown(container.image.text)} has no tag, so it means `latest`",
            help="name a version or a digest",
        )
