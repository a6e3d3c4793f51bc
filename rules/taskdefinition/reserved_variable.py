"""Variable that the agent sets itself

The container agent gives every container variables of its own: where it gets its credentials and its metadata from. What a definition
sets under these names is overwritten, or keeps the program from its role.

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
      "essential": true,
      "environment": [
-       {"name": "ECS_CONTAINER_METADATA_URI_V4", "value": "http://localhost:51679/v4"},
        {"name": "LEVEL", "value": "info"}
      ]
    }
  ]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import EnvironmentVariable
from ecslint.taskdefinition.wording import shown

RESERVED = frozenset(
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI ECS_CONTAINER_METADATA_URI ECS_CONTAINER_METADATA_URI_V4 AWS_EXECUTION_ENV "
    "ECS_AGENT_URI".split()
)

rule = Rule(
    "TD608",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4.html",
    ),
)


@rule.check
def reserved(variable: EnvironmentVariable) -> Iterator[Finding]:
    if variable.name.value in RESERVED:
        yield rule.finding(
            variable,
            f"variable {shown(variable.name.value)} is set by the container agent, allowed is any other name",
        )
