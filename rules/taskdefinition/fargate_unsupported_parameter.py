"""Container setting that Fargate does not support

Some settings reach into the host or its kernel, which a Fargate task does not share: `dockerSecurityOptions`, devices,
shared memory and swap of `linuxParameters`, and GPUs. AWS refuses a definition with them. `tmpfs` and
`initProcessEnabled` work.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["FARGATE"],
    "networkMode": "awsvpc",
    "cpu": "256",
    "memory": "512",
    "containerDefinitions": [
      {
        "linuxParameters": {
-         "sharedMemorySize": 256,
-         "maxSwap": 512,
-         "swappiness": 60,
-         "devices": [{"hostPath": "/dev/fuse"}],
          "initProcessEnabled": true,
          "tmpfs": [{"containerPath": "/tmp", "size": 64}]
        },
-       "dockerSecurityOptions": ["no-new-privileges"],
-       "resourceRequirements": [{"type": "GPU", "value": "1"}],
        "name": "web",
        "image": "nginx:1.27"
      }
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container

rule = Rule(
    "TD402",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html",),
    peers=(
        "cdk-preflight:fargate-docker-security-options",
        "cdk-preflight:fargate-devices",
        "cdk-preflight:fargate-shared-memory-size",
        "cdk-preflight:fargate-max-swap",
        "cdk-preflight:fargate-gpu-resource",
    ),
)


@rule.check
def unsupported(container: Container) -> Iterator[Finding]:
    if not container.task_definition.is_fargate:
        return
    linux = container.linux_parameters
    for name, value, given in (
        (
            "dockerSecurityOptions",
            container.docker_security_options,
            len(container.docker_security_options) > 0,
        ),
        ("devices", linux.devices, len(linux.devices) > 0),
        ("sharedMemorySize", linux.shared_memory_size, linux.shared_memory_size.value),
        ("maxSwap", linux.max_swap, linux.max_swap.value is not None),
        ("swappiness", linux.swappiness, linux.swappiness.value is not None),
    ):
        if given:
            yield rule.finding(
                value,
                f"`{name}` is not supported on Fargate "
                f"(AWS: Fargate compatible task definitions do not support {name})",
            )
    for requirement in container.resource_requirements:
        if requirement.type.value == "GPU":
            yield rule.finding(
                requirement.type,
                "Fargate has no GPUs (AWS: Tasks using the Fargate launch type do not support GPU resource requirements)",
            )
