r"""Container port that the image does not document

The task definition maps a port, and the Dockerfile that builds the image exposes others only. `EXPOSE` opens nothing, it says on which ports the
program listens: one of the two files is behind the other.

```diff
  {
    "Dockerfile": ["FROM python:3.12-slim", "EXPOSE 8000", "CMD [\"serve\"]"],
    "task-definition.json": {
      "family": "web",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4",
          "portMappings": [
-           {"containerPort": 8080}
+           {"containerPort": 8000}
          ]
        }
      ]
    }
  }
```

Nothing exposed says nothing, and neither does the image of somebody else:

```json
{
  "Dockerfile": ["FROM python:3.12-slim", "CMD [\"serve\"]"],
  "task-definition.json": {
    "family": "web",
    "containerDefinitions": [{"name": "web", "image": "${image}", "portMappings": [{"containerPort": 8080}]}]
  }
}
```
"""

from collections.abc import Iterator

from ecslint.builds import ImagePair
from ecslint.dockerfile.bases import exposes_nothing
from ecslint.dockerfile.model import Expose
from ecslint.dockerfile.ports import Port
from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import PortMapping
from ecslint.taskdefinition.ports import protocol_of
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "XF201",
    Severity.INFO,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/dockerfile/#expose",),
)


@rule.check
def unexposed(pair: ImagePair) -> Iterator[Finding]:
    exposes = [one for stage in pair.stage.chain for one in stage.instructions if isinstance(one, Expose)]
    if not exposes or not exposes_nothing(pair.stage):
        return
    # A word with an unknown variable in it gives no port.
    if any(len(expose.ports) < len(expose.words) for expose in exposes):
        return
    ports = [port for expose in exposes for port in expose.ports]
    mapped = [mapping for mapping in pair.container.port_mappings if not mapping.container_port_range.present]
    # Where one of the ports is right, the others may be for something that is not always there.
    if pair.container.port_mappings.open or any(
        _is_exposed(mapping, ports) is not False for mapping in mapped
    ):
        return
    for mapping in mapped:
        yield rule.finding(
            mapping.container_port,
            f"the image of container {shown(pair.container.label)} does not expose port {shown(mapping.container_port.value)}, "
            f"it exposes {', '.join(shown(port.text) for port in ports[:5])}",
            notes=(Note(exposes[0].span, "what the image exposes"),),
        )


def _is_exposed(mapping: PortMapping, ports: list[Port]) -> bool | None:
    """Is the port of a mapping among those of the image; None when the mapping is not known."""
    number, protocol = mapping.container_port.value, protocol_of(mapping)
    if number is None or protocol is None:
        return None
    return any(number in port.numbers and (port.protocol or "tcp").lower() == protocol for port in ports)
