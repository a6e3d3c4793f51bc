"""The schemas of task and service definitions: what botocore says today, and what our quick look makes of them."""

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import ecslint
from ecslint.cli import main
from ecslint.source import Source
from ecslint.taskdefinition.nodes import Array, Object
from ecslint.taskdefinition.scan import scan
from ecslint.taskdefinition.shape import (
    SERVICE_SCHEMA,
    TASK_SCHEMA,
    containers_schema,
    fits,
    schema,
    service_schema,
)
from ecslint.taskdefinition.spelling import is_one_slip
from ecslint.taskdefinition.validation import validate

ROOT = Path(__file__).parents[1]
TASK: dict[str, Any] = {
    "family": "web",
    "cpu": "256",
    "memory": "512",
    "volumes": [
        {"name": "data", "efsVolumeConfiguration": {"fileSystemId": "fs-1", "transitEncryption": "ENABLED"}}
    ],
    "containerDefinitions": [
        {
            "name": "web",
            "image": "nginx:1.27",
            "memory": 128,
            "essential": True,
            "command": ["nginx"],
            "dockerLabels": {"team": "web"},
            "environment": [{"name": "PORT", "value": "80"}],
            "secrets": [{"name": "KEY", "valueFrom": "/web/key"}],
            "portMappings": [{"containerPort": 80, "protocol": "tcp"}],
            "ulimits": [{"name": "nofile", "softLimit": 1, "hardLimit": 2}],
        }
    ],
}


def told(document: object, name: str = "task-definition.json") -> list[tuple[str, str]]:
    """Code and pointer of the findings about the shape of a document."""
    shapes = {"TD002", "TD003", "TD004", "TD005", "TD006", "TD007", "TD008", "TD009", "TD012", "TD013"}
    found = ecslint.check_text(json.dumps(document, indent=1), name)
    return [(one.code, one.pointer or "") for one in found if one.code in shapes]


def generator() -> Any:
    """The script that writes the schemas, as a module."""
    spec = importlib.util.spec_from_file_location("model_schemas", ROOT / "scripts" / "model_schemas.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", [TASK_SCHEMA, SERVICE_SCHEMA])
def test_the_schemas_are_what_botocore_says(name: str) -> None:
    expected = generator().text(name)
    committed = (ROOT / "schemas" / name).read_text(encoding="utf-8")
    differences = list(changes(json.loads(committed), json.loads(expected), ""))
    assert not differences, "run `python scripts/model_schemas.py`:\n" + "\n".join(differences)
    assert committed == expected


def changes(ours: Any, theirs: Any, path: str) -> Any:
    """What botocore says and the file does not, one line each."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in sorted(ours.keys() | theirs.keys()):
            if key not in theirs:
                yield f"{path}/{key} is gone"
            elif key not in ours:
                yield f"{path}/{key} is new"
            else:
                yield from changes(ours[key], theirs[key], f"{path}/{key}")
    elif ours != theirs:
        yield f"{path} was {ours} and is {theirs}"


@pytest.mark.parametrize(
    "whole", [schema(TASK_SCHEMA), schema(SERVICE_SCHEMA), service_schema(), containers_schema()]
)
def test_they_are_schemas(whole: Any) -> None:
    Draft202012Validator.check_schema(whole)


@pytest.mark.parametrize(
    ("pointer", "value", "expected"),
    [
        ("/cpu", 256, ("TD004", "/cpu")),
        ("/memory", 512.5, ("TD004", "/memory")),
        ("/family", 7, ("TD006", "/family")),
        ("/containerDefinitions/0/memory", "128", ("TD005", "/containerDefinitions/0/memory")),
        ("/containerDefinitions/0/memory", 1.5, ("TD005", "/containerDefinitions/0/memory")),
        ("/containerDefinitions/0/memory", True, ("TD013", "/containerDefinitions/0/memory")),
        ("/containerDefinitions/0/essential", "yes", ("TD013", "/containerDefinitions/0/essential")),
        ("/containerDefinitions/0/essential", None, ("TD008", "/containerDefinitions/0/essential")),
        ("/containerDefinitions/0/command", "nginx", ("TD007", "/containerDefinitions/0/command")),
        ("/containerDefinitions/0/command", [1], ("TD006", "/containerDefinitions/0/command/0")),
        ("/containerDefinitions/0/command", {"0": "nginx"}, ("TD013", "/containerDefinitions/0/command")),
        ("/containerDefinitions/0/dockerLabels/n", 1, ("TD006", "/containerDefinitions/0/dockerLabels/n")),
        ("/containerDefinitions/0/dockerLabels", [], ("TD013", "/containerDefinitions/0/dockerLabels")),
        ("/containerDefinitions/0/environment/0/value", True, ("TD006", "/containerDefinitions/0/environment/0/value")),
        ("/containerDefinitions/0/secrets", [{"name": "KEY"}], ("TD009", "/containerDefinitions/0/secrets/0")),
        ("/containerDefinitions/0/Memory", 1, ("TD002", "/containerDefinitions/0/Memory")),
        ("/containerDefinitions/0/cpus", 1, ("TD002", "/containerDefinitions/0/cpus")),
        ("/networkMode", "Bridge", ("TD012", "/networkMode")),
        ("/requiresCompatibilities", ["fargate"], ("TD012", "/requiresCompatibilities/0")),
        ("/revision", 3, ("TD003", "/revision")),
        ("/volumes/0/efsVolumeConfiguration", {}, None),
        ("/volumes/0/efsVolumeConfiguration/rootDirectory", "/", None),
        ("/pidMode", "", None),
        ("/networkMode", "${mode}", None),
        ("/cpu", "{{ cpu }}", None),
        ("/containerDefinitions/0/memory", "<MEMORY>", None),
        ("/containerDefinitions/0/essential", "%{ENV}", None),
    ],
)  # fmt: skip
def test_a_fault_is_told_once_and_at_its_place(
    pointer: str, value: object, expected: tuple[str, str] | None
) -> None:
    document = json.loads(json.dumps(TASK))
    *path, last = pointer.strip("/").split("/")
    node = document
    for part in path:
        node = node[int(part) if isinstance(node, list) else part]
    node[last] = value
    assert told(document) == ([expected] if expected else [])


def test_one_finding_stands_for_all_nulls_and_one_for_all_keys_that_aws_writes(tmp_path: Path) -> None:
    document = {
        **TASK, "status": "ACTIVE", "revision": 3, "pidMode": None, "ipcMode": None,
        "containerDefinitions": [{**TASK["containerDefinitions"][0], "user": None}],
    }  # fmt: skip
    assert sorted(code for code, _ in told(document)) == ["TD003", "TD008"]
    path = tmp_path / "task-definition.json"
    path.write_text(json.dumps(document, indent=1))
    main(["check", "--isolated", "--fix", "--fail-on", "never", "--select", "TD003,TD008", str(path)])
    assert json.loads(path.read_text()) == TASK


def test_what_aws_printed_is_not_blamed_for_nulls() -> None:
    assert told(
        {**TASK, "taskDefinitionArn": "arn:aws:ecs:eu-west-1:1:task-definition/web:3", "pidMode": None}
    ) == [("TD003", "/taskDefinitionArn")]


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        ({"serviceName": "web", "desiredCount": 1, "launchType": "FARGATE"}, []),
        ({"desiredCount": 1, "launchType": "FARGATE"}, []),
        ({"service": "web", "forceNewDeployment": True, "desiredCount": 1, "launchType": "EC2"}, []),
        ({"serviceName": "web", "desiredCount": "1", "launchType": "EC2"}, [("TD005", "/desiredCount")]),
        ({"serviceName": "web", "desiredCount": 1, "launchType": "fargate"}, [("TD012", "/launchType")]),
        (
            {"serviceName": "web", "launchType": "EC2", "deploymentConfiguration": {"lifecycleHooks": [
                {"hookTargetArn": "arn:x", "lifecycleStages": ["POST_SCALE_UP"], "hookDetails": {"a": [1, {"b": None}]}}
            ]}},
            [],
        ),
        ({"serviceName": "web", "desiredcount": 1, "launchType": "EC2"}, [("TD002", "/desiredcount")]),
        ({"serviceArn": "arn:aws:ecs:eu-west-1:1:service/web", "desiredCount": 1, "events": []}, [("TD003", "/serviceArn")]),
        ({"services": [{"serviceArn": "arn:aws:ecs:eu-west-1:1:service/web", "desiredCount": 1, "events": [], "role": None}]}, []),
        (
            {"serviceName": "web", "desiredCount": 1, "deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": True}}},
            [("TD009", "/deploymentConfiguration/deploymentCircuitBreaker")],
        ),
    ],
)  # fmt: skip
def test_services(service: object, expected: list[tuple[str, str]]) -> None:
    assert told(service, "service-definition.json") == expected


def test_a_list_of_containers_may_be_for_terraform() -> None:
    found = ecslint.check_text(
        '[{"name": "web", "image": "a:1", "essential": true, "memory": "1", "networkMode": "x"}]',
        "containers.json",
    )
    assert {one.code: one.severity.label for one in found if one.code in {"TD002", "TD005"}} == {
        "TD002": "warning",
        "TD005": "warning",
    }


@pytest.mark.parametrize(
    ("written", "name", "expected"),
    [
        ("enviroment", "environment", True), ("enviromnent", "environment", True), ("Environment", "environment", True),
        ("log_configuration", "logConfiguration", True), ("port-mappings", "portMappings", True), ("environments", "environment", True),
        ("enviromet", "environment", False), ("cpus", "command", False), ("", "a", True), ("name", "name", True),
    ],
)  # fmt: skip
def test_one_slip(written: str, name: str, expected: bool) -> None:
    assert is_one_slip(written, name) is expected


KEYS = ["family", "cpu", "containerDefinitions", "name", "memory", "environment", "value", "dockerLabels", "secrets", "valueFrom", "volumes", "host", "networkMode", "x"]  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from([1.5, 2.0, 1e20]) | st.sampled_from(["", "a", "host", "80"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=300)
@given(VALUES)
def test_the_quick_look_says_yes_only_where_jsonschema_does(value: object) -> None:
    root, _, _ = scan(Source("a.json", json.dumps(value)))
    assert root is not None
    for whole in (schema(TASK_SCHEMA), containers_schema(), service_schema()):
        found = list(validate(root, whole))
        if fits(root, whole, whole["$defs"]):
            assert found == []
            assert Draft202012Validator(whole).is_valid(with_words(value))


def with_words(value: Any) -> Any:
    """The value with its empty strings, which mean nothing to AWS, as a word that every enumeration has here."""
    if isinstance(value, dict):
        return {
            key: "host" if item == "" and key == "networkMode" else with_words(item)
            for key, item in value.items()
        }
    return [with_words(item) for item in value] if isinstance(value, list) else value


@settings(max_examples=200)
@given(VALUES)
def test_where_jsonschema_finds_something_the_quick_look_says_no(value: object) -> None:
    root, _, _ = scan(Source("a.json", json.dumps(value)))
    assert root is not None
    whole = schema(TASK_SCHEMA)
    if list(validate(root, whole)):
        assert not fits(root, whole, whole["$defs"])


def replaced_values(text: str) -> list[tuple[str, str]]:
    """The pointer of each value below the root, and the text with a template in its place."""
    root = scan(Source("taskdef.json", text)).root
    assert root is not None
    stack, found = [root], []
    while stack:
        node = stack.pop()
        if isinstance(node, Object):
            stack.extend(member.value for member in node.members)
        elif isinstance(node, Array):
            stack.extend(node.items)
        if node.pointer:
            found.append((node.pointer, f"{text[: node.start]}${{anything}}{text[node.end :]}"))
    return found


@pytest.mark.parametrize(
    ("pointer", "text"), replaced_values(json.dumps({**TASK, "Tags": []})), ids=lambda value: value[:60]
)
def test_a_template_in_any_place_hides_no_other_fault(pointer: str, text: str) -> None:
    root = scan(Source("taskdef.json", text)).root
    assert root is not None
    assert [(fault.kind, fault.pointer) for fault in validate(root, schema(TASK_SCHEMA))] == [
        ("unknown-key", "/Tags")
    ], pointer
