"""Faults of shape as `jsonschema` finds them, each led back to its place in the file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator, TypeChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from ecslint.taskdefinition.nodes import Array, Node, Number, Object, String, Unknown, to_python
from ecslint.taskdefinition.records import is_empty
from ecslint.taskdefinition.shape_fault import ShapeFault


class Hidden:
    """Stands for a value that only a template engine knows: it has every type, and nothing is in it."""


HIDDEN = Hidden()


def _type(validator: Any, wanted: Any, instance: Any, whole: Any) -> Iterator[ValidationError]:
    """The keyword `type`, with which `HIDDEN` always agrees; the other keywords pass over what is of no type."""
    if instance is not HIDDEN:
        yield from Draft202012Validator.VALIDATORS["type"](validator, wanted, instance, whole)


def _is_integer(_: TypeChecker, value: object) -> bool:
    """A number with a point is no integer, as for botocore."""
    return isinstance(value, int) and not isinstance(value, bool)


@lru_cache(maxsize=1)
def _validator_class() -> Any:
    checker = Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_integer)
    return extend(Draft202012Validator, {"type": _type}, type_checker=checker)  # type: ignore[no-untyped-call]


def validate(root: Node, whole: Mapping[str, Any]) -> Iterator[ShapeFault]:
    """All faults, in the order of the file; nothing is said about what is or may be a template."""
    errors: Iterable[ValidationError] = _validator_class()(whole).iter_errors(_instance(root))
    found = [fault for error in errors for fault in _faults(error, root)]
    return iter(sorted(found, key=lambda fault: (fault.span.start, fault.name)))


def _instance(node: Node) -> Any:
    if isinstance(node, Object):
        return {member.name: _instance(member.value) for member in node.members}
    if isinstance(node, Array):
        return [_instance(item) for item in node.items]
    if isinstance(node, Unknown) or (isinstance(node, String) and node.is_templated):
        return HIDDEN
    if isinstance(node, Number) and not node.is_integer:
        return float(node.value)
    return to_python(node)


def _faults(error: ValidationError, root: Node) -> Iterator[ShapeFault]:
    node = _at(root, error.absolute_path)
    if error.instance is HIDDEN or node is None:
        return
    path = _aws_path(error.absolute_path)
    wanted: Any = error.validator_value
    name = next((str(part) for part in reversed(error.absolute_path) if isinstance(part, str)), "")
    if error.validator == "type":
        kind = "null" if error.instance is None else "type"
        expected = wanted if isinstance(wanted, str) else "string"
        yield ShapeFault(kind, node, name, path, expected)
    elif error.validator == "enum" and error.instance != "":
        yield ShapeFault("enum", node, name, path, allowed=tuple(wanted))
    elif isinstance(node, Object):
        yield from _of_keys(error, node, path)


def _of_keys(error: ValidationError, node: Object, path: str) -> Iterator[ShapeFault]:
    part: Any = error.schema
    if error.validator == "required":
        # The CLI prints skeletons in which everything is empty; that means it is not there. `iter_errors` gives one error
        # for each name, all with the same list.
        name = error.message.split("'")[1]
        if not node.open and not is_empty(node):
            yield ShapeFault("missing", node, name, path, allowed=tuple(part["required"]))
    elif error.validator == "additionalProperties":
        known = part["properties"]
        is_root = not error.absolute_path
        described = part.get("x-describe-only", ()) if is_root else ()
        accepted = part.get("x-update-only", ()) if is_root else ()
        for member in node.members:
            if member.name in known or member.name in accepted or node.member(member.name) is not member:
                continue
            kind = "describe-only" if member.name in described else "unknown-key"
            yield ShapeFault(kind, member, member.name, _joined(path, member.name), allowed=tuple(known))


def _at(root: Node, path: Sequence[str | int]) -> Node | None:
    node: Node | None = root
    for part in path:
        if isinstance(node, Object) and isinstance(part, str):
            node = node.get(part)
        elif isinstance(node, Array) and isinstance(part, int):
            node = node.items[part]
    return node


def _aws_path(path: Sequence[str | int]) -> str:
    text = ""
    for part in path:
        text = f"{text}[{part}]" if isinstance(part, int) else _joined(text, part)
    return text


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
