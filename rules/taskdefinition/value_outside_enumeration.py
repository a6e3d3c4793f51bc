"""Value that is none of those allowed

Many members take one of a few words, written exactly so. Another word, or the right one in other capitals, is refused
when the definition is registered.

```diff
  {
    "family": "web",
-   "runtimePlatform": {"cpuArchitecture": "arm64", "operatingSystemFamily": "LINUX"},
+   "runtimePlatform": {"cpuArchitecture": "ARM64", "operatingSystemFamily": "LINUX"},
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "memory": 128,
-       "portMappings": [{"containerPort": 80, "name": "web", "appProtocol": "HTTP"}]
+       "portMappings": [{"containerPort": 80, "name": "web", "appProtocol": "http"}]
      }
    ]
  }
```

Where capitals are not all, the word is up to you:

```diff
  {
    "family": "web",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "memory": 128,
-       "logConfiguration": {"logDriver": "cloudwatch"}
+       "logConfiguration": {"logDriver": "awslogs"}
      }
    ]
  }
```

An empty string counts as left out, and templates as unknown:

```json
{
  "family": "web",
  "pidMode": "",
  "networkMode": "${network_mode}",
  "containerDefinitions": [{"name": "web", "image": "nginx:1.27", "memory": 128}]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import ShapeFault, String
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD012",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html",),
    peers=("cfn-lint:E3030",),
    fix="safe",
)


@rule.check
def outside(fault: ShapeFault) -> Iterator[Finding]:
    value = fault.node
    if fault.kind != "enum" or not isinstance(value, String) or fault.name in _ELSEWHERE:
        return
    allowed = ", ".join(f"`{one}`" for one in fault.allowed)
    folded = [one for one in fault.allowed if one.casefold() == value.value.casefold()]
    fix = (
        Fix(f"Write `{folded[0]}`", fault.replace(f'"{folded[0]}"'), safe=True) if len(folded) == 1 else None
    )
    yield rule.finding(fault, f"`{fault.name}` is {shown(value.value)}, allowed are {allowed}", fix=fix)


# They have pages of their own.
_ELSEWHERE = frozenset({"protocol"})
