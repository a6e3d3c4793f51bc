"""Task CPU beyond what an instance can give

On EC2 and external instances the `cpu` of a task is optional; where it is given it lies between 128 units (0.125 vCPU)
and 196608 units (192 vCPU). One vCPU is 1024 units: a `1` or `2` here was meant as vCPUs.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["EC2"],
-   "cpu": "2",
+   "cpu": "2 vCPU",
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27", "memory": 512}]
  }
```

```json
{
  "family": "web",
  "cpu": "64",
  "containerDefinitions": [{"name": "web", "image": "nginx:1.27", "memory": 512}]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.sizes import MAX_INSTANCE_CPU, MIN_INSTANCE_CPU, cpu_units, written
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD104",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html",),
)


@rule.check
def out_of_range(task: TaskDefinition) -> Iterator[Finding]:
    units = cpu_units(task.cpu)
    if units is None or not task.launch_types or not task.launch_types <= {"EC2", "EXTERNAL"}:
        return
    # Windows ignores the size of the task.
    if not task.is_windows and not MIN_INSTANCE_CPU <= units <= MAX_INSTANCE_CPU:
        yield rule.finding(
            task.cpu,
            f"{shown(written(task.cpu))} CPU is out of range, allowed on EC2 are {MIN_INSTANCE_CPU} to {MAX_INSTANCE_CPU} "
            "units, 1024 to the vCPU (AWS: Invalid 'cpu' setting for task)",
        )
