"""Kernel parameter that a container cannot have

`systemControls` sets kernel parameters that belong to a namespace of the container: those under `net.`, those under `fs.mqueue.`,
and eight for messages and shared memory under `kernel.`. Others, such as `vm.max_map_count`, belong to the whole instance and are
set there. In `host` network mode those under `net.` belong to the host too, with `ipcMode` `host` those for messages and memory.

```diff
  {
    "family": "search",
    "requiresCompatibilities": ["EC2"],
    "networkMode": "host",
    "containerDefinitions": [
      {
        "name": "search",
        "image": "example.com/search:8",
        "memory": 2048,
        "systemControls": [
-         {"namespace": "vm.max_map_count", "value": "262144"},
-         {"namespace": "net.core.somaxconn", "value": "1024"},
          {"namespace": "kernel.msgmax", "value": "65536"}
        ]
      }
    ]
  }
```

```json
{
  "family": "search",
  "networkMode": "awsvpc",
  "containerDefinitions": [
    {
      "name": "search",
      "image": "example.com/search:8",
      "systemControls": [
        {"namespace": "net.ipv4.tcp_keepalive_time", "value": "500"},
        {"namespace": "fs.mqueue.msg_max", "value": "20"},
        {"namespace": "${parameter}", "value": "1"}
      ]
    }
  ]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import SystemControl
from ecslint.taskdefinition.wording import shown

_KERNEL = frozenset("msgmax msgmnb msgmni sem shmall shmmax shmmni shm_rmid_forced".split())

rule = Rule(
    "TD418",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_SystemControl.html",),
)


@rule.check
def unsupported(control: SystemControl) -> Iterator[Finding]:
    name = control.namespace
    task = control.task_definition
    # Windows has none of them, which is a rule of its own.
    if not name.value or task.is_windows:
        return
    if name.value.startswith("net."):
        if task.effective_network_mode == "host":
            yield rule.finding(
                name,
                f"kernel parameter {shown(name.value)} in `host` mode, allowed are none of the network there",
                notes=(Note(task.network_mode.span, "the containers use the network of the host"),),
            )
    elif name.value.startswith("fs.mqueue.") or name.value.removeprefix("kernel.") in _KERNEL:
        if task.ipc_mode.value == "host":
            yield rule.finding(
                name,
                f"kernel parameter {shown(name.value)} with `ipcMode` `host`, allowed are none of messages and memory there",
                notes=(Note(task.ipc_mode.span, "the containers share those of the host"),),
            )
    else:
        yield rule.finding(
            name,
            f"kernel parameter {shown(name.value)}, allowed are those that begin with `net.` or `fs.mqueue.` and "
            + ", ".join(f"`kernel.{one}`" for one in sorted(_KERNEL)),
        )
