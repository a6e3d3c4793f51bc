"""Port range that ECS refuses

`containerPortRange` maps many ports at once: two ports from 1 to 65535 with a dash, the lower one first, in `bridge` or
`awsvpc` mode. It stands alone in its mapping, without `containerPort` and `hostPort`, and shares no port with another
mapping of the container. A container has at most 100 ranges.

```diff
  {
    "family": "media",
    "networkMode": "awsvpc",
    "containerDefinitions": [
      {
        "name": "media",
        "image": "example.com/media:5.1",
        "portMappings": [
-         {"containerPortRange": "9010-9000", "protocol": "udp"}
+         {"containerPortRange": "9000-9010", "protocol": "udp"}
        ]
      }
    ]
  }
```

```diff
  {
    "family": "media",
    "networkMode": "bridge",
    "containerDefinitions": [
      {
        "name": "media",
        "image": "example.com/media:5.1",
        "portMappings": [
          {"containerPort": 8080},
-         {"containerPortRange": "8000-8100"},
-         {"containerPortRange": "9000-9010", "hostPort": 9000},
-         {"containerPortRange": "9005-70000"}
+         {"containerPortRange": "8000-8079"},
+         {"containerPortRange": "9000-9010"},
+         {"containerPortRange": "9011-9020"}
        ]
      }
    ]
  }
```

```diff
  {
    "family": "media",
    "networkMode": "host",
    "containerDefinitions": [
      {
        "name": "media",
        "image": "example.com/media:5.1",
-       "portMappings": [{"containerPortRange": "9000-9010"}]
+       "portMappings": [{"containerPort": 9000}]
      }
    ]
  }
```

Ranges of different protocols do not meet:

```json
{
  "family": "media",
  "networkMode": "awsvpc",
  "containerDefinitions": [
    {
      "name": "media",
      "image": "example.com/media:5.1",
      "portMappings": [
        {"containerPortRange": "9000-9010", "protocol": "udp"},
        {"containerPortRange": "9000-9010", "protocol": "tcp"},
        {"containerPortRange": "${range}"}
      ]
    }
  ]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.source import Span
from ecslint.taskdefinition import Container, PortMapping
from ecslint.taskdefinition.ports import port_range, protocol_of
from ecslint.taskdefinition.wording import shown

MAX_RANGES = 100

rule = Rule(
    "TD314",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html",),
    peers=(
        "cdk-preflight:port-range-overlap",
        "cdk-preflight:port-range-reversed",
        "cdk-preflight:port-range-with-host-port",
    ),
)


@rule.check
def invalid(container: Container) -> Iterator[Finding]:
    ranges = [mapping for mapping in container.port_mappings if mapping.container_port_range.present]
    if not ranges:
        return
    mode = container.task_definition.effective_network_mode
    for number, mapping in enumerate(ranges, start=1):
        written = mapping.container_port_range
        if fault := _fault(mapping, mode):
            yield rule.finding(written, fault)
        elif number > MAX_RANGES:
            yield rule.finding(
                written, f"the {number}th port range of the container, allowed are {MAX_RANGES}"
            )
            break
    yield from _overlaps(container)


def _fault(mapping: PortMapping, mode: str | None) -> str:
    text = mapping.container_port_range.value
    if mapping.container_port.present or mapping.host_port.present:
        other = "containerPort" if mapping.container_port.present else "hostPort"
        return f"`containerPortRange` beside `{other}`, allowed is one of them (AWS: cannot specify both single port and port range)"
    if mode in {"host", "none"}:
        return f"`containerPortRange` in {mode} mode, allowed are `bridge` and `awsvpc`"
    if text is not None and port_range(text) is None:
        return (
            f"{shown(text)} is no port range, allowed are two ports from 1 to 65535 with a dash, the lower first "
            "(AWS: Invalid 'containerPortRange' setting)"
        )
    return ""


def _overlaps(container: Container) -> Iterator[Finding]:
    """Each mapping that shares a port with one before it, ordered by port so that one look per mapping is enough."""
    if container.port_mappings.open:
        return
    spans: list[tuple[str, int, int, int, Span]] = []
    for index, mapping in enumerate(container.port_mappings):
        protocol = protocol_of(mapping)
        port, written = mapping.container_port, mapping.container_port_range
        if protocol is None:
            continue
        if written.value is not None and not port.present:
            limits = port_range(written.value)
            if limits:
                spans.append((protocol, *limits, index, written.span))
        elif port.value is not None and not written.present:
            spans.append((protocol, port.value, port.value, index, port.span))
    spans.sort(key=lambda entry: entry[:4])
    widest: tuple[str, int, int, int, Span] | None = None
    for entry in spans:
        if widest is not None and entry[0] == widest[0] and entry[1] <= widest[2]:
            single = entry[1] == entry[2] and widest[1] == widest[2]
            earlier, later = sorted((widest, entry), key=lambda each: each[3])
            if not single:
                yield rule.finding(
                    later[4],
                    f"{shown(later[4].text)} shares ports with another mapping of the container, allowed is each port once "
                    "(AWS: container port is used multiple times in task)",
                    notes=(Note(earlier[4], "the other mapping"),),
                )
        if widest is None or entry[0] != widest[0] or entry[2] > widest[2]:
            widest = entry
