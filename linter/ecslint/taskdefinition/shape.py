"""Faults of shape: keys, types and values that the AWS CLI refuses before it asks AWS, by the schemas made from its model."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import import_module
from typing import Any

from ecslint.taskdefinition.nodes import Array, Constant, Node, Number, Object, String, Unknown
from ecslint.taskdefinition.shape_fault import ShapeFault

TASK_SCHEMA = "task-definition.schema.json"
SERVICE_SCHEMA = "service-definition.schema.json"

Schema = Mapping[str, Any]


@lru_cache(maxsize=2)
def schema(name: str) -> Schema:
    """A schema of the `schemas` folder; in a zip too."""
    package = import_module("ecslint.schemas")
    loader: Any = package.__loader__
    parsed: Schema = json.loads(loader.get_data(f"{package.__path__[0]}/{name}"))
    return parsed


@lru_cache(maxsize=1)
def containers_schema() -> Schema:
    """The schema of a bare list of container definitions."""
    definitions = schema(TASK_SCHEMA)["$defs"]
    return {"type": "array", "items": {"$ref": "#/$defs/ContainerDefinition"}, "$defs": definitions}


@lru_cache(maxsize=1)
def service_schema() -> Schema:
    """The schema of a service, whose name and task definition deploy tools keep elsewhere."""
    return {**schema(SERVICE_SCHEMA), "required": []}


def fits(node: Node, part: Schema, definitions: Schema) -> bool:
    """Does a value certainly fit a part of a schema? A quick answer, which for nearly every file is yes."""
    if "$ref" in part:
        part = definitions[part["$ref"].rpartition("/")[2]]
    if isinstance(node, Unknown) or not part:
        return True
    kind = part["type"]
    if isinstance(node, String):
        if kind == "string":
            return "enum" not in part or node.value in part["enum"] or not node.value or node.is_templated
        return node.is_templated or "string" in kind
    if isinstance(node, Object):
        if kind != "object":
            return False
        known = part.get("properties")
        if known is None:
            return all(fits(one.value, part["additionalProperties"], definitions) for one in node.members)
        return all(
            one.name in known and fits(one.value, known[one.name], definitions) for one in node.members
        ) and (node.open or all(name in node for name in part.get("required", ())))
    if isinstance(node, Array):
        return kind == "array" and all(fits(item, part["items"], definitions) for item in node.items)
    if isinstance(node, Number):
        return kind == "number" or "number" in kind or (kind == "integer" and node.is_integer)
    return isinstance(node, Constant) and node.value is not None and kind == "boolean"


def faults(root: Node, whole: Schema) -> Iterator[ShapeFault]:
    """What in a value does not fit a schema."""
    if fits(root, whole, whole["$defs"]):
        return
    from ecslint.taskdefinition.validation import validate  # noqa: PLC0415 - for files with a fault only

    yield from validate(root, whole)


def _gathered(found: Iterable[ShapeFault]) -> Iterator[ShapeFault]:
    """The same faults, with one for all nulls and one for all keys that only AWS writes: whoever has one has thirty."""
    crowds: dict[str, list[ShapeFault]] = {}
    for fault in found:
        if fault.kind in {"null", "describe-only"}:
            crowds.setdefault(fault.kind, []).append(fault)
        else:
            yield fault
    for first, *others in crowds.values():
        yield first._replace(others=tuple(others))


def task_faults(node: Node) -> Iterator[ShapeFault]:
    """Those of a task definition; what `describe-task-definition` prints may hold nulls."""
    is_described = isinstance(node, Object) and "taskDefinitionArn" in node
    found = faults(node, schema(TASK_SCHEMA))
    yield from _gathered(fault for fault in found if fault.kind != "null" or not is_described)


def container_faults(node: Node) -> Iterator[ShapeFault]:
    """Those of a bare list of containers."""
    for fault in _gathered(faults(node, containers_schema())):
        yield fault._replace(in_array=True)


def service_faults(node: Node, *, is_printed: bool) -> Iterator[ShapeFault]:
    """Those of a service; `is_printed`: `describe-services` wrote it, with keys of its own."""
    printed = {"describe-only", "unknown-key", "null"} if is_printed else ()
    yield from _gathered(fault for fault in faults(node, service_schema()) if fault.kind not in printed)
