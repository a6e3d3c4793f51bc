"""Writes the JSON Schemas of task and service definitions from the ECS model in botocore: `python scripts/model_schemas.py`."""

import json
import os
from typing import Any

from botocore.loaders import Loader

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "schemas")
# File -> the operation whose input it describes, the shape that the describe operation prints, the operation whose
# input people keep in such files too, and the title.
SCHEMAS = {
    "task-definition.schema.json": (
        "RegisterTaskDefinition",
        "TaskDefinition",
        "",
        "Amazon ECS task definition",
    ),
    "service-definition.schema.json": (
        "CreateService",
        "Service",
        "UpdateService",
        "Amazon ECS service definition",
    ),
}
_SIMPLE: dict[str, dict[str, Any]] = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "long": {"type": "integer"},
    "double": {"type": "number"},
    "float": {"type": "number"},
    "boolean": {"type": "boolean"},
    "timestamp": {"type": ["string", "number"]},
}


def schema(name: str) -> dict[str, Any]:
    """The input of an operation as a JSON Schema with one definition for each structure.

    `x-describe-only` are the members that AWS adds when it describes the thing, `x-update-only` those of its update.
    """
    operation, described, update, title = SCHEMAS[name]
    model = Loader().load_service_model("ecs", "service-2")
    shapes, operations = model["shapes"], model["operations"]
    definitions: dict[str, Any] = {}
    root = _structure(shapes[operations[operation]["input"]["shape"]], shapes, definitions)
    known = root["properties"].keys()
    updates = shapes[operations[update]["input"]["shape"]]["members"].keys() - known if update else set()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"https://ecslint.dev/schemas/{name}",
        "title": title,
        "x-describe-only": sorted(shapes[described]["members"].keys() - known),
        "x-update-only": sorted(updates),
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def _structure(shape: dict[str, Any], shapes: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    members = {
        name: _reference(member["shape"], shapes, definitions) for name, member in shape["members"].items()
    }
    required = shape.get("required")
    return {
        "type": "object",
        "properties": members,
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _reference(name: str, shapes: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    shape = shapes[name]
    kind = shape["type"]
    if shape.get("document"):
        # Any JSON at all.
        return {}
    if kind == "structure":
        if name not in definitions:
            definitions[name] = {}
            definitions[name] = _structure(shape, shapes, definitions)
        return {"$ref": f"#/$defs/{name}"}
    if kind == "list":
        return {"type": "array", "items": _reference(shape["member"]["shape"], shapes, definitions)}
    if kind == "map":
        return {
            "type": "object",
            "additionalProperties": _reference(shape["value"]["shape"], shapes, definitions),
        }
    if "enum" in shape:
        return {"type": "string", "enum": shape["enum"]}
    return dict(_SIMPLE[kind])


def text(name: str) -> str:
    """The file as it has to be."""
    return json.dumps(schema(name), indent=1) + "\n"


if __name__ == "__main__":
    for file_name in SCHEMAS:
        with open(os.path.join(FOLDER, file_name), "w", encoding="utf-8") as file:
            file.write(text(file_name))
