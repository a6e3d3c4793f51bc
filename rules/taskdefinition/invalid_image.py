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

import re
from collections.abc import Iterator

from ecslint.image import why_invalid
from ecslint.regex import LazyPattern
from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.images import is_placeholder
from ecslint.taskdefinition.wording import shown

MAX_LENGTH = 255
_DIGEST = LazyPattern(r"sha256:[0-9a-f]{64}", re.IGNORECASE)
_FOREIGN = LazyPattern(r"[^A-Za-z0-9_:./#@-]")

rule = Rule(
    "TD303",
    Severity.ERROR,
    since="0.1",
    categories=("correctness", "images"),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
)


@rule.check
def invalid(container: Container) -> Iterator[Finding]:
    image = container.image
    if not image.value or is_placeholder(image.value):
        return
    name, at_sign, digest = image.value.partition("@")
    foreign = _FOREIGN.search(image.value)
    if at_sign and not _DIGEST.fullmatch(digest):
        # What stands before an `@` may be a password, so nothing of it is shown.
        yield rule.finding(
            image, "the image has an `@` without a digest, allowed is `sha256:` and 64 hexadecimal digits"
        )
    elif foreign:
        yield rule.finding(
            image,
            f"image {shown(image.value)} holds {shown(foreign.group())}, allowed are letters, digits and `-_:./#@` "
            "(AWS: Container.image contains invalid characters)",
        )
    elif len(name) > MAX_LENGTH:
        yield rule.finding(
            image, f"image {shown(image.value)} is too long, allowed are {MAX_LENGTH} characters"
        )
    elif not any(letter.isupper() for letter in image.value):
        # Capitals are most likely part of a placeholder, whatever Docker would say about them.
        reason = why_invalid(image.value)
        if reason:
            yield rule.finding(image, f"image {shown(image.value)} cannot be pulled: {reason}")
