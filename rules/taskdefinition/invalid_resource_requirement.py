"""Request for a GPU or accelerator that ECS refuses

A container asks for whole GPUs by their number or `ALL`, or for a share of one by `sharingStrategy`, not both, and all containers
of a task that use GPUs ask the same way. A share has at least 1 MiB of memory and 1 to 100 percent of the processor. Neuron devices
come as `ALL`, for one container of a task, on managed instances.

```diff
  {
    "family": "model",
    "requiresCompatibilities": ["EC2"],
    "containerDefinitions": [
      {
        "name": "model",
        "image": "example.com/model:3",
        "memory": 4096,
-       "resourceRequirements": [{"type": "GPU", "value": "half"}]
+       "resourceRequirements": [{"type": "GPU", "value": "1"}]
      }
    ]
  }
```

```diff
  {
    "family": "model",
    "requiresCompatibilities": ["EXTERNAL"],
    "containerDefinitions": [
      {
        "name": "model",
        "image": "example.com/model:3",
        "memory": 4096,
-       "resourceRequirements": [{"type": "GPU", "sharingStrategy": {"nvidiaMps": {"memory": 2048}}}]
+       "resourceRequirements": [{"type": "GPU", "value": "1"}]
      }
    ]
  }
```

```diff
  {
    "family": "model",
    "containerDefinitions": [
      {
        "name": "model",
        "image": "example.com/model:3",
        "memory": 4096,
-       "resourceRequirements": [{"type": "NeuronDevice", "value": "1"}]
+       "resourceRequirements": [{"type": "NeuronDevice", "value": "ALL"}]
      },
      {
        "name": "prompt",
        "image": "example.com/prompt:3",
        "memory": 4096,
-       "resourceRequirements": [{"type": "GPU", "sharingStrategy": {"nvidiaMps": {"memory": 0, "maxComputePercent": 101}}}]
+       "resourceRequirements": [{"type": "GPU", "sharingStrategy": {"nvidiaMps": {"memory": 512, "maxComputePercent": 50}}}]
      }
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.source import Span
from ecslint.taskdefinition import ResourceRequirement, TaskDefinition
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD410",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ResourceRequirement.html",),
)


@rule.check
def invalid(requirement: ResourceRequirement) -> Iterator[Finding]:
    kind, value = requirement.type.value, requirement.value
    task = requirement.task_definition
    # Fargate has neither, which is a rule of its own.
    if task.is_fargate:
        return
    if kind == "GPU":
        yield from _gpu(requirement)
    elif kind == "NeuronDevice":
        if value.value is not None and value.value != "ALL":
            yield rule.finding(value, f"Neuron devices are {shown(value.value)}, allowed is `ALL`")
        types = task.launch_types
        if types is not None and "MANAGED_INSTANCES" not in types:
            yield rule.finding(
                requirement.type, "`NeuronDevice` without managed instances, allowed is it only there"
            )


def _gpu(requirement: ResourceRequirement) -> Iterator[Finding]:
    value, share = requirement.value, requirement.sharing_strategy
    if value.present and share.present:
        yield rule.finding(share, "`sharingStrategy` beside `value`, allowed is one of them")
        return
    if value.absent and share.absent:
        yield rule.finding(
            requirement.type, "a GPU without `value` and `sharingStrategy`, it needs one of them"
        )
    number = value.value
    if (
        number is not None
        and number != "ALL"
        and not (number.isascii() and number.isdigit() and int(number[:9]) > 0)
    ):
        yield rule.finding(value, f"{shown(number)} GPUs, allowed are a whole number from 1 and `ALL`")
    if share.present and requirement.task_definition.is_for("EXTERNAL"):
        yield rule.finding(
            share, "`sharingStrategy` on external instances, allowed are managed instances and EC2"
        )
    mps = share.nvidia_mps
    for size, most, what in (
        (mps.memory, None, "MiB of GPU memory"),
        (mps.max_compute_percent, 100, "percent of a GPU"),
    ):
        if size.value is not None and (size.value < 1 or (most is not None and size.value > most)):
            allowed = f"1 to {most}" if most is not None else "1 and more"
            yield rule.finding(size, f"{shown(size.value)} {what}, allowed are {allowed}")


@rule.check
def together(task: TaskDefinition) -> Iterator[Finding]:
    if task.is_fargate:
        return
    shares: dict[bool, Span] = {}
    neuron: Span | None = None
    for container in task.containers:
        for requirement in container.resource_requirements:
            kind, place = requirement.type.value, requirement.type.span
            if kind == "NeuronDevice":
                if neuron is not None:
                    yield rule.finding(
                        requirement.type,
                        "a second container asks for Neuron devices, allowed is one in a task",
                        notes=(Note(neuron, "the first one"),),
                    )
                neuron = neuron or place
            elif kind == "GPU" and requirement.value.present != requirement.sharing_strategy.present:
                other = shares.get(not requirement.sharing_strategy.present)
                shares.setdefault(requirement.sharing_strategy.present, place)
                if other is not None:
                    yield rule.finding(
                        requirement.type,
                        "one container asks for whole GPUs and another for a share, allowed is one way in a task",
                        notes=(Note(other, "asks the other way"),),
                    )
