"""Ephemeral storage outside what Fargate gives

A Fargate task has 20 GiB of disk of its own. `ephemeralStorage` asks for more, from 21 to 200 GiB; the 20 that it has
anyway may not be written down, and AWS refuses the definition.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["FARGATE"],
    "networkMode": "awsvpc",
    "cpu": "256",
    "memory": "512",
-   "ephemeralStorage": {"sizeInGiB": 20},
+   "ephemeralStorage": {"sizeInGiB": 21},
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["FARGATE"],
    "networkMode": "awsvpc",
    "cpu": "256",
    "memory": "512",
-   "ephemeralStorage": {"sizeInGiB": 500},
+   "ephemeralStorage": {"sizeInGiB": 200},
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.wording import shown

SMALLEST, LARGEST = 21, 200

rule = Rule(
    "TD112",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EphemeralStorage.html",),
    peers=("cdk-preflight:ephemeral-storage-range",),
    fix="unsafe",
)


@rule.check
def out_of_range(task: TaskDefinition) -> Iterator[Finding]:
    size = task.ephemeral_storage.size_in_gib
    if not task.is_fargate or size.value is None or SMALLEST <= size.value <= LARGEST:
        return
    bound, nearest = ("least", SMALLEST) if size.value < SMALLEST else ("most", LARGEST)
    yield rule.finding(
        size,
        f"{shown(size.value)} GiB of ephemeral storage, allowed are {SMALLEST} to {LARGEST} "
        f"(AWS: EphemeralStorage size should be at {bound} {nearest})",
        help="leave `ephemeralStorage` out for the 20 GiB that every task has" if bound == "least" else "",
        fix=Fix(f"ask for {nearest} GiB", (size.replace(str(nearest)),)),
    )
