"""Linux capability that does not exist

ECS writes capabilities in capitals and without the prefix that the kernel's documentation gives them: `NET_BIND_SERVICE`, not
`CAP_NET_BIND_SERVICE`. Small letters are a warning: Docker takes them, and the documentation of ECS does not know them.

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
      "linuxParameters": {
        "capabilities": {
-         "add": ["CAP_SYS_PTRACE"],
-         "drop": ["CAP_NET_RAW"]
+         "add": ["SYS_PTRACE"],
+         "drop": ["NET_RAW"]
        }
      },
      "essential": true
    }
  ]
```

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
      "linuxParameters": {
        "capabilities": {
-         "drop": ["NET_ADMINISTRATOR"]
        }
      },
      "essential": true
    }
  ]
```

```json
[
  {
    "name": "web",
    "image": "nginx:1.27",
    "linuxParameters": {"capabilities": {"drop": ["ALL", "${capability}"], "add": ["CHOWN", "WAKE_ALARM"]}},
    "essential": true
  }
]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import Capabilities, Text
from ecslint.taskdefinition.capabilities import CAPABILITIES, PREFIX
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD408",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html",),
    fix="safe",
)


@rule.check
def invalid(capabilities: Capabilities) -> Iterator[Finding]:
    for capability in (*capabilities.add_capabilities, *capabilities.drop):
        if capability.value is not None and capability.value not in CAPABILITIES:
            yield _finding(capability, capability.value)


def _finding(capability: Text, name: str) -> Finding:
    meant = name.upper().removeprefix(PREFIX)
    if meant in CAPABILITIES:
        return rule.finding(
            capability,
            f"capability {shown(name)}, allowed is `{meant}`",
            # Docker reads small letters too, and nobody has seen AWS refuse them.
            severity=Severity.WARNING if name.upper() == meant else None,
            fix=Fix(f"write `{meant}`", (capability.replace(f'"{meant}"'),), safe=True),
        )
    return rule.finding(
        capability, f"{shown(name)} is no capability, allowed are those of the kernel, as `NET_RAW`"
    )
