"""Docker security option that ECS does not list

ECS lists four forms of `dockerSecurityOptions`: `no-new-privileges`, `apparmor:PROFILE`, `label:VALUE` and
`credentialspec:FILE`. Others are handed to Docker as they are, at the risk of whoever writes them: `seccomp:unconfined` for one takes
away the filter of system calls.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["EC2"],
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "memory": 128,
        "dockerSecurityOptions": [
          "no-new-privileges",
          "label:type:web_t",
-         "seccomp:unconfined"
+         "apparmor:web"
        ]
      }
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD423",
    Severity.WARNING,
    since="0.1",
    categories=("correctness", "security"),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
)

FORMS = ("apparmor", "label", "credentialspec", "credentialspecdomainless", "no-new-privileges")


@rule.check
def unknown(container: Container) -> Iterator[Finding]:
    # Fargate takes none at all and Windows one kind only, which are rules of their own.
    if container.task_definition.is_fargate or container.task_definition.is_windows:
        return
    for option in container.docker_security_options:
        # Docker takes `=` as well as `:` after the name.
        if option.value and option.value.replace("=", ":").partition(":")[0] not in FORMS:
            yield rule.finding(
                option,
                f"security option {shown(option.value)}, allowed are `no-new-privileges`, `apparmor:`, `label:` and `credentialspec:`",
            )
