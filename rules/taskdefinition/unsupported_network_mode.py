"""Network mode that the launch type does not have

Each launch type has its own network modes: external instances `bridge`, `host` and `none`; managed instances `awsvpc` and
`host`; Windows on EC2 `awsvpc`, or none given, which means Windows' own network address translation.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["EXTERNAL"],
-   "networkMode": "awsvpc",
+   "networkMode": "bridge",
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27", "memory": 128}]
  }
```

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["MANAGED_INSTANCES"],
-   "networkMode": "bridge",
+   "networkMode": "host",
    "cpu": "1024",
    "memory": "2048",
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["EC2"],
    "runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"},
-   "networkMode": "host",
+   "networkMode": "awsvpc",
    "containerDefinitions": [{"name": "web", "image": "example.com/web:1.4", "memory": 1024}]
  }
```

Without a launch type every mode may be right:

```json
{
  "family": "web",
  "networkMode": "none",
  "containerDefinitions": [{"name": "web", "image": "nginx:1.27", "memory": 128}]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD210",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html",
    ),
)


@rule.check
def unsupported(task: TaskDefinition) -> Iterator[Finding]:
    mode = task.network_mode.value
    # Fargate has a rule of its own, and what is no mode at all is a matter of the schema.
    if mode is None or task.is_fargate or task.effective_network_mode is None:
        return
    for launch_type, where, allowed in (
        ("EXTERNAL", "external instances", ("bridge", "host", "none")),
        ("MANAGED_INSTANCES", "managed instances", ("awsvpc", "host")),
    ):
        if task.is_for(launch_type) and mode not in allowed:
            words = " and ".join(f"`{one}`" for one in allowed)
            yield rule.finding(
                task.network_mode, f"`networkMode` is {shown(mode)}, allowed on {where} are {words}"
            )
            return
    if task.is_for("EC2") and task.is_windows and mode != "awsvpc":
        yield rule.finding(
            task.network_mode,
            f"`networkMode` is {shown(mode)}, allowed on Windows is `awsvpc` or to leave it out",
        )
