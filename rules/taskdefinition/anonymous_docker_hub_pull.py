"""Image from Docker Hub without credentials

Docker Hub lets an address without an account pull a few images in an hour. Tasks behind one NAT gateway share that number, and when it is used up
none of them starts. Take the image from a registry of your own or from `public.ecr.aws`, or give `repositoryCredentials`.

```diff
  [
    {
      "name": "web",
-     "image": "nginx:1.27",
+     "image": "public.ecr.aws/nginx/nginx:1.27",
      "essential": true
    }
  ]
```

```json
[
  {
    "name": "web",
    "image": "docker.io/example/web:1.4",
    "repositoryCredentials": {"credentialsParameter": "docker-hub"},
    "essential": true
  },
  {"name": "api", "image": "registry.example.com/api:2"},
  {"name": "job", "image": "IMAGE_URI"},
  {"name": "cron", "image": "${registry}/cron:3"}
]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.images import image_reference
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD969",
    Severity.INFO,
    since="0.1",
    categories=("reliability", "images"),
    references=("https://docs.docker.com/docker-hub/usage/",),
    default=False,
)

HOSTS = frozenset({None, "docker.io", "index.docker.io", "registry-1.docker.io"})


@rule.check
def anonymous(container: Container) -> Iterator[Finding]:
    image = image_reference(container)
    if image is not None and image.domain in HOSTS and container.repository_credentials.absent:
        yield rule.finding(
            container.image,
            f"image {shown(image.text)} is pulled from Docker Hub without credentials, whose pulls are limited",
        )
