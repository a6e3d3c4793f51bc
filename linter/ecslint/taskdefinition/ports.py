"""What port mappings mean: protocols, and ranges of ports."""

from ecslint.regex import LazyPattern
from ecslint.taskdefinition.containers import PortMapping

MAX_PORT = 65535
_RANGE = LazyPattern(r"([0-9]{1,9})-([0-9]{1,9})")


def protocol_of(mapping: PortMapping) -> str | None:
    """`tcp` or `udp`; None when a template decides. ECS takes whatever it does not know for `tcp`."""
    protocol = mapping.protocol
    if protocol.unknown:
        return None
    return "udp" if protocol.value == "udp" else "tcp"


def port_range(text: str) -> tuple[int, int] | None:
    """First and last port of a range such as `9000-9010`, or None if it is none."""
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    first, last = int(match[1]), int(match[2])
    return (first, last) if 1 <= first < last <= MAX_PORT else None
