"""Task sizes: how CPU and memory may be written, and the pairs of them that Fargate has.

CPU is counted in units of 1/1024 vCPU, memory in MiB.
"""

import re
from itertools import pairwise
from math import log2

from ecslint.regex import LazyPattern
from ecslint.taskdefinition.nodes import Number
from ecslint.taskdefinition.values import Text

_FARGATE: dict[int, tuple[int, ...]] = {
    256: (512, 1024, 2048),
    512: (1024, 2048, 3072, 4096),
    1024: tuple(range(2048, 8193, 1024)),
    2048: tuple(range(4096, 16385, 1024)),
    4096: tuple(range(8192, 30721, 1024)),
    8192: tuple(range(16384, 61441, 4096)),
    16384: tuple(range(32768, 122881, 8192)),
    32768: (61440, 122880, 249856),
}
_WINDOWS_CPUS = (1024, 2048, 4096)

# EC2 and external instances take 0.125 to 192 vCPU.
MIN_INSTANCE_CPU = 128
MAX_INSTANCE_CPU = 196608

# Longer numbers are all the same: larger than any computer. Python refuses to read the longest ones.
_MAX_DIGITS = 15
_CPU = LazyPattern(r"\s*(?:([0-9]+)|([0-9]*\.?[0-9]+|[0-9]+\.)\s*vcpu)\s*", re.IGNORECASE | re.ASCII)
_MEMORY = LazyPattern(r"\s*(?:([0-9]+)|([0-9]*\.?[0-9]+|[0-9]+\.)\s*gb)\s*", re.IGNORECASE | re.ASCII)


def parse_cpu(text: str) -> int | None:
    """CPU units of `256`, `.25 vCPU` or `1 vcpu`; None for a spelling that ECS refuses."""
    return _parse(_CPU, text)


def parse_memory(text: str) -> int | None:
    """MiB of `512`, `1GB` or `.5 GB`; None for a spelling that ECS refuses, such as `512MB` or `1Gi`."""
    return _parse(_MEMORY, text)


def written(size: Text) -> str:
    """A size as the file has it; a number without quotes too, for what it means is plain. Empty if unknown."""
    return size.raw if isinstance(size.node, Number) else size.value or ""


def cpu_units(size: Text) -> int | None:
    """CPU units of a task's `cpu`; None if it is absent, unknown or misspelt."""
    return parse_cpu(written(size))


def memory_mib(size: Text) -> int | None:
    """MiB of a task's `memory`; None if it is absent, unknown or misspelt."""
    return parse_memory(written(size))


def fargate_cpus(*, windows: bool = False) -> tuple[int, ...]:
    """The CPU units Fargate has, ascending."""
    return _WINDOWS_CPUS if windows else tuple(_FARGATE)


def fargate_memory(cpu: int, *, windows: bool = False) -> tuple[int, ...]:
    """The MiB of memory Fargate has for so many CPU units, ascending; empty if it does not have that CPU."""
    return () if windows and cpu not in _WINDOWS_CPUS else _FARGATE.get(cpu, ())


def nearest_sizes(
    cpu: int, memory: int, *, windows: bool = False, count: int = 2
) -> tuple[tuple[int, int], ...]:
    """The `count` Fargate pairs of CPU units and MiB that are nearest, by ratio, to a pair; nearest first."""

    def distance(pair: tuple[int, int]) -> tuple[float, tuple[int, int]]:
        return abs(log2(pair[0] / max(cpu, 1))) + abs(log2(pair[1] / max(memory, 1))), pair

    pairs = [(units, mib) for units in fargate_cpus(windows=windows) for mib in _FARGATE[units]]
    return tuple(sorted(pairs, key=distance)[:count])


def next_size(cpu: int, memory: int, *, windows: bool = False) -> tuple[int, int] | None:
    """The smallest Fargate pair with at least so many CPU units and MiB; None if none is so large."""
    for units in fargate_cpus(windows=windows):
        for mib in _FARGATE[units]:
            if units >= cpu and mib >= memory:
                return units, mib
    return None


def spelt_like(text: str, size: int) -> str:
    """CPU units or MiB in the spelling of `text`: a plain number, or with its unit as in `.5 vCPU` and `1GB`."""
    unit = text.strip().lstrip("0123456789.")
    return f"{size / 1024:g}{unit}" if unit else str(size)


def describe(values: tuple[int, ...]) -> str:
    """Ascending numbers in words: all of a few, and the step between many."""
    steps = {after - before for before, after in pairwise(values)}
    if len(values) > 4 and len(steps) == 1:
        return f"{values[0]} to {values[-1]} in steps of {steps.pop()}"
    *others, last = (str(value) for value in values)
    return f"{', '.join(others)} or {last}" if others else last


def _parse(spelling: LazyPattern, text: str) -> int | None:
    match = spelling.fullmatch(text) if len(text) <= 100 else None
    if match is None:
        return None
    plain, scaled = match.groups()
    if plain is not None:
        return int(plain) if len(plain) <= _MAX_DIGITS else 10**_MAX_DIGITS
    return round(min(float(scaled), 10.0**_MAX_DIGITS) * 1024)
