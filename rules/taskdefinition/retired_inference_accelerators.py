"""Elastic Inference accelerators, which are no more

Amazon Elastic Inference has been shut down, and AWS refuses a definition that names accelerators of it. GPUs are asked for with
`resourceRequirements`.

```diff
  {
    "family": "model",
    "requiresCompatibilities": ["EC2"],
-   "inferenceAccelerators": [{"deviceName": "device_1", "deviceType": "eia1.medium"}],
    "containerDefinitions": [{"name": "model", "image": "example.com/model:3", "memory": 4096}]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import TaskDefinition

rule = Rule(
    "TD213",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_InferenceAccelerator.html",),
    peers=("cdk-preflight:fargate-inference-accelerator",),
    fix="safe",
)


@rule.check
def retired(task: TaskDefinition) -> Iterator[Finding]:
    accelerators = task.inference_accelerators
    if len(accelerators) and accelerators.member is not None:
        named = any(
            requirement.type.value == "InferenceAccelerator"
            for container in task.containers
            for requirement in container.resource_requirements
        )
        yield rule.finding(
            accelerators.member,
            "`inferenceAccelerators` are retired, allowed are none (AWS: Unsupported field 'inferenceAccelerators')",
            # A container that asks for one needs more than the list deleted.
            fix=None if named else Fix("delete them", accelerators.remove(), safe=True),
        )
