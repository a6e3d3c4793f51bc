r"""Image for another platform than the task

The Dockerfile builds for one architecture or system, whatever machine it is built on, and the task runs on another: its containers end with
`exec format error`. On Fargate a task without `runtimePlatform` runs on X86_64 and Linux.

```diff
  {
    "Dockerfile": ["FROM --platform=linux/arm64 python:3.12-slim", "CMD [\"serve\"]"],
    "task-definition.json": {
      "family": "web",
      "requiresCompatibilities": ["FARGATE"],
      "networkMode": "awsvpc",
      "cpu": "256",
      "memory": "512",
-     "runtimePlatform": {"cpuArchitecture": "X86_64"},
+     "runtimePlatform": {"cpuArchitecture": "ARM64"},
      "containerDefinitions": [{"name": "web", "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4"}]
    }
  }
```

```json
{
  "Dockerfile": ["FROM --platform=$BUILDPLATFORM python:3.12-slim", "CMD [\"serve\"]"],
  "task-definition.json": {
    "family": "web",
    "requiresCompatibilities": ["FARGATE"],
    "networkMode": "awsvpc",
    "cpu": "256",
    "memory": "512",
    "containerDefinitions": [{"name": "web", "image": "${image}"}]
  }
}
```
"""

from collections.abc import Iterator

from ecslint.builds import ImagePair
from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "XF209",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RuntimePlatform.html",),
    peers=("ecspresso:verify",),
)

ARCHITECTURES = {
    "amd64": "X86_64",
    "x86_64": "X86_64",
    "x86-64": "X86_64",
    "arm64": "ARM64",
    "aarch64": "ARM64",
}


@rule.check
def mismatch(pair: ImagePair) -> Iterator[Finding]:
    # The first FROM of the chain decides: a stage built from another one is of its platform.
    root = list(pair.stage.chain)[-1].from_
    system, _, architecture = (root.flags.get("platform") or "").lower().partition("/")
    task = pair.container.task_definition
    platform = task.runtime_platform
    built = ARCHITECTURES.get(architecture.partition("/")[0])
    if system != "linux" or built is None or task.is_container_array:
        return
    chosen = platform.cpu_architecture
    if chosen.unknown or (chosen.absent and not task.is_fargate):
        return
    runs = chosen.value or "X86_64"
    if runs in {"X86_64", "ARM64"} and runs != built:
        yield rule.finding(
            chosen,
            f"the task runs on {shown(runs)}, and the image of container {shown(pair.container.label)} is built for {shown(built)}",
            notes=(Note(root.span, "the platform of the image"),),
        )
