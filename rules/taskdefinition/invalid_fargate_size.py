"""CPU and memory that Fargate does not have

Fargate sells tasks in fixed sizes: to each CPU value belong a few memory values, and any other pair is refused when the
task definition is registered. Take the next pair up, or look again whether the task needs that much.

| CPU units | memory in MiB |
|---|---|
| 256 | 512, 1024, 2048 |
| 512 | 1024 to 4096 in steps of 1024 |
| 1024 | 2048 to 8192 in steps of 1024 |
| 2048 | 4096 to 16384 in steps of 1024 |
| 4096 | 8192 to 30720 in steps of 1024 |
| 8192 | 16384 to 61440 in steps of 4096 |
| 16384 | 32768 to 122880 in steps of 8192 |
| 32768 | 61440, 122880, 249856 |

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["FARGATE"],
    "networkMode": "awsvpc",
    "cpu": "512",
-   "memory": "512",
+   "memory": "1024",
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```

Windows containers need 1, 2 or 4 vCPU:

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["FARGATE"],
    "networkMode": "awsvpc",
    "runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"},
-   "cpu": ".5 vCPU",
+   "cpu": "1 vCPU",
    "memory": "2 GB",
    "containerDefinitions": [{"name": "web", "image": "example.com/web:1.4"}]
  }
```

Instances of your own take any size, and a size that a template fills in is not known:

```json
{
  "family": "web",
  "requiresCompatibilities": ["EC2"],
  "cpu": "300",
  "memory": "300",
  "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
}
```

```json
{
  "family": "web",
  "requiresCompatibilities": ["FARGATE"],
  "networkMode": "awsvpc",
  "cpu": "512",
  "memory": "${memory}",
  "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Note, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.sizes import (
    cpu_units,
    describe,
    fargate_cpus,
    fargate_memory,
    memory_mib,
    nearest_sizes,
    next_size,
    spelt_like,
    written,
)
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD100",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html",),
    peers=("cfn-lint:E3047", "kics:f4c9b5f5", "cdk-preflight:fargate-windows-cpu-under-1vcpu"),
    fix="unsafe",
)


@rule.check
def invalid_size(task: TaskDefinition) -> Iterator[Finding]:
    cpu, memory = cpu_units(task.cpu), memory_mib(task.memory)
    if not task.is_fargate or cpu is None:
        return
    windows = task.is_windows is True
    legal = fargate_memory(cpu, windows=windows)
    if legal and (memory is None or memory in legal):
        return
    help = _nearest(cpu, memory, windows=windows) if memory is not None else ""
    fix = _fix(task, cpu, memory, windows=windows) if memory is not None else None
    if not legal:
        system = " for Windows" if windows else ""
        aws = (
            "No Fargate configuration exists for given values"
            if windows
            else "Invalid 'cpu' setting for task"
        )
        yield rule.finding(
            task.cpu,
            f"Fargate has no {shown(written(task.cpu))} CPU{system}, "
            f"allowed are {describe(fargate_cpus(windows=windows))} (AWS: {aws})",
            help=help,
            fix=fix,
        )
    else:
        yield rule.finding(
            task.memory,
            f"Fargate has no {shown(written(task.memory))} memory with {shown(written(task.cpu))} CPU, "
            f"allowed are {describe(legal)} (AWS: No Fargate configuration exists for given values)",
            help=help,
            notes=(Note(task.cpu.span, "the CPU it must fit"),),
            fix=fix,
        )


def _nearest(cpu: int, memory: int, *, windows: bool) -> str:
    pairs = nearest_sizes(cpu, memory, windows=windows)
    return "the nearest sizes are " + " and ".join(f"{units} CPU with {mib} memory" for units, mib in pairs)


def _fix(task: TaskDefinition, cpu: int, memory: int, *, windows: bool) -> Fix | None:
    """The next size up, of the same CPU if it has one, in the spelling of the file."""
    larger = next_size(cpu, memory, windows=windows)
    if larger is None:
        return None
    edits = tuple(
        size.replace(f'"{spelt_like(written(size), new)}"')
        for size, old, new in ((task.cpu, cpu, larger[0]), (task.memory, memory, larger[1]))
        if old != new
    )
    return Fix(f"take the next size up, {larger[0]} CPU with {larger[1]} memory", edits)
