"""Task size in a spelling that ECS does not read

The `cpu` of a task is a number of CPU units (`"256"`) or of vCPUs (`".25 vCPU"`), its `memory` a number of MiB (`"512"`)
or of gigabytes (`".5 GB"`). Kubernetes suffixes, `MB`, and a bare fraction are refused when the definition is registered.

```diff
  {
    "family": "web",
-   "cpu": "0.25",
-   "memory": "512Mi",
+   "cpu": "0.25 vCPU",
+   "memory": "512",
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```

```diff
  {
    "family": "web",
-   "cpu": "500m",
-   "memory": "1024 MB",
+   "cpu": ".5 vcpu",
+   "memory": "1GB",
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```

```json
{
  "family": "web",
  "cpu": "{{ cpu }}",
  "memory": "<MEMORY>",
  "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.sizes import cpu_units, memory_mib
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD102",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html",),
    peers=("cfn-lint:E3047",),
)


@rule.check
def misspelt(task: TaskDefinition) -> Iterator[Finding]:
    if task.cpu.value is not None and cpu_units(task.cpu) is None:
        yield rule.finding(
            task.cpu,
            f"{shown(task.cpu.value)} is no CPU size, allowed are units such as `256` and `.25 vCPU` "
            "(AWS: Invalid 'cpu' setting for task)",
        )
    if task.memory.value is not None and memory_mib(task.memory) is None:
        yield rule.finding(
            task.memory,
            f"{shown(task.memory.value)} is no memory size, allowed are MiB such as `512` and `.5 GB`",
        )
