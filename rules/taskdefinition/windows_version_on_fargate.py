"""Windows version that Fargate does not run

Fargate runs Windows Server 2019, 2022 and 2025, each as Full and Core. The versions 2016, 2004 and 20H2 exist on EC2 only.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["FARGATE"],
    "networkMode": "awsvpc",
    "cpu": "1024",
    "memory": "2048",
-   "runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2016_FULL"},
+   "runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_FULL"},
    "containerDefinitions": [{"name": "web", "image": "example.com/web:1.4"}]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.wording import shown

# The families ECS knows but Fargate does not; a word ECS does not know at all is another fault.
EC2_ONLY = frozenset({"WINDOWS_SERVER_2016_FULL", "WINDOWS_SERVER_2004_CORE", "WINDOWS_SERVER_20H2_CORE"})

rule = Rule(
    "TD215",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows-considerations.html",),
)


@rule.check
def version(task: TaskDefinition) -> Iterator[Finding]:
    family = task.runtime_platform.operating_system_family
    if task.is_fargate and family.value in EC2_ONLY:
        yield rule.finding(
            family,
            f"Fargate does not run {shown(family.value)}, allowed are Windows Server 2019, 2022 and 2025, Full and Core",
        )
