"""Windows containers on ARM

ECS has no ARM machines with Windows, neither on Fargate nor on EC2, so `WINDOWS_SERVER_*` together with `ARM64` is refused
or never placed.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["FARGATE"],
    "networkMode": "awsvpc",
    "cpu": "1024",
    "memory": "2048",
    "runtimePlatform": {
      "operatingSystemFamily": "WINDOWS_SERVER_2022_CORE",
-     "cpuArchitecture": "ARM64"
+     "cpuArchitecture": "X86_64"
    },
    "containerDefinitions": [{"name": "web", "image": "example.com/web:1.4"}]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import TaskDefinition

rule = Rule(
    "TD214",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RuntimePlatform.html",),
    peers=("cdk-preflight:windows-arm64",),
)


@rule.check
def windows_on_arm(task: TaskDefinition) -> Iterator[Finding]:
    architecture = task.runtime_platform.cpu_architecture
    if task.is_windows and architecture.value == "ARM64":
        yield rule.finding(
            architecture,
            "Windows on `ARM64`, allowed is `X86_64` (AWS: No Fargate configuration exists for given values)",
            notes=(Note(task.runtime_platform.operating_system_family.span, "the operating system"),),
        )
