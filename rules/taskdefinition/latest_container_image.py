"""Container image `latest`

`latest` is whatever was pushed last. Two tasks of one service can run different code, and a rollback to an older task
definition rolls nothing back. Name a version, or the digest.

```diff
  [
-   {"name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:latest", "essential": true},
-   {"name": "agent", "image": "${REGISTRY}/agent:latest"}
+   {"name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4.2", "essential": true},
+   {"name": "agent", "image": "${REGISTRY}/agent:2.1"}
  ]
```

With a digest the tag is only a note to the reader:

```json
[
  {
    "name": "web",
    "image": "nginx:latest@sha256:3fbc632167424a6d997e74f52b878d7cc478225cffac6bc977eedfe51c7f4e79",
    "essential": true
  }
]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.images import certain_parts
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD612",
    Severity.WARNING,
    since="0.1",
    categories=("images",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-considerations.html",),
)


@rule.check
def latest(container: Container) -> Iterator[Finding]:
    reference = certain_parts(container)
    if reference is not None and reference.tag == "latest" and reference.has_digest is False:
        yield rule.finding(
            container.image,
            f"image {shown(container.image.text)} is whatever was pushed last",
            help="name a version or a digest",
        )
