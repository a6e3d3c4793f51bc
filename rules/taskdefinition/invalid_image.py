"""Image name that cannot be pulled

An image is `[registry/]name[:tag][@digest]` of letters, digits and `- _ : . / # @`, up to 255 characters before the digest,
and a digest is `sha256:` with exactly 64 hexadecimal digits. AWS refuses other characters; what Docker cannot read fails
when the task starts.

```diff
  [
-   {"name": "web", "image": "nginx:1.27 ", "essential": true},
-   {"name": "agent", "image": "https://example.com/agent:2.1"},
-   {"name": "cache", "image": "redis@sha256:4c5d6e"}
+   {"name": "web", "image": "nginx:1.27", "essential": true},
+   {"name": "agent", "image": "example.com/agent:2.1"},
+   {"name": "cache", "image": "redis@sha256:3fbc632167424a6d997e74f52b878d7cc478225cffac6bc977eedfe51c7f4e79"}
  ]
```

Placeholders are filled in later:

```json
[
  {"name": "web", "image": "<IMAGE1_NAME>", "essential": true},
  {"name": "agent", "image": "$IMAGE:$TAG"},
  {"name": "cache", "image": "IMAGE_URI"}
]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.images import why_refused

rule = Rule(
    "TD303",
    Severity.ERROR,
    since="0.1",
    categories=("correctness", "images"),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
)


@rule.check
def invalid(container: Container) -> Iterator[Finding]:
    reason = why_refused(container)
    if reason:
        yield rule.finding(container.image, reason)
