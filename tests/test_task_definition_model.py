"""The model of task and service definitions: shapes, templates, wrong types, and edits."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from model_samples import GOOD, SERVICE, WEB, changed, container, read, task

from ecslint.taskdefinition import (
    Container,
    EnvironmentVariable,
    Flag,
    Integer,
    Items,
    Member,
    PortMapping,
    Problem,
    Record,
    Service,
    Text,
    TextMap,
    Value,
)


def test_leaves_of_a_task_definition() -> None:
    definition = task(GOOD)
    web = definition.containers[0]
    assert definition.family.value == "web"
    assert definition.cpu.value == "256"
    assert definition.launch_types == frozenset({"FARGATE"})
    assert definition.is_fargate
    assert definition.is_windows is False
    assert definition.effective_network_mode == "awsvpc"
    assert definition.ephemeral_storage.size_in_gib.value == 30
    assert definition.volumes[0].efs_volume_configuration.authorization_config.iam.value == "ENABLED"
    assert definition.tags[0].value.value == ""
    assert (web.label, web.index, web.container, web.is_essential) == ("web", 0, "web", True)
    assert web.task_definition is definition
    assert web.port_mappings[0].container_port.value == 80
    assert web.port_mappings[0].owner is web
    assert web.port_mappings[0].container == "web"
    assert [variable.value.value for variable in web.environment] == ["", "b"]
    assert [word.value for word in web.command] == ["sh", "-c", "", "exec web"]
    assert web.log_configuration.options["awslogs-group"].value == "/web"
    assert web.log_configuration.options["awslogs-group"].container == "web"
    assert web.log_configuration.options["mode"].absent
    assert web.linux_parameters.capabilities.drop[0].value == "ALL"
    assert web.resource_requirements[0].sharing_strategy.nvidia_mps.memory.pointer == (
        "/containerDefinitions/0/resourceRequirements/0/sharingStrategy/nvidiaMps/memory"
    )
    assert web.restart_policy.ignored_exit_codes[0].value == 0


def test_leaves_of_a_service() -> None:
    (service,) = read(SERVICE).services
    assert service.service_name.value == "web"
    assert service.load_balancers[0].container_port.value == 80
    assert service.load_balancers[0].service is service
    assert service.network_configuration.awsvpc_configuration.assign_public_ip.value == "ENABLED"
    assert service.deployment_configuration.deployment_circuit_breaker.enable
    assert service.deployment_configuration.linear_configuration.step_percent.value == 2.5
    assert service.enable_ecs_managed_tags.value is True
    assert service.volume_configurations[0].managed_ebs_volume.size_in_gib.value == 10
    assert service.span.text == '"web"'


def test_a_container_array_knows_only_containers() -> None:
    definition = task([WEB, {**WEB, "name": "side"}])
    assert definition.is_container_array
    assert [each.name.value for each in definition.containers] == ["web", "side"]
    assert definition.containers[1].pointer == "/1"
    assert definition.family.unknown
    assert definition.requires_compatibilities.unknown
    assert (definition.launch_types, definition.effective_network_mode, definition.is_windows) == (
        None,
        None,
        None,
    )
    assert task([WEB], "fargate").is_fargate
    assert task(WEB).containers[0].name.pointer == "/name"
    assert task({**WEB, "cpu": 1, "memory": 2}).cpu.unknown


def test_tags_of_a_described_task_lie_outside_its_wrapper() -> None:
    definition = task({"taskDefinition": GOOD | {"tags": []}, "tags": [{"key": "a", "value": "b"}]})
    assert definition.is_described
    assert len(definition.tags) == 0
    outside = task({"taskDefinition": {"containerDefinitions": [WEB]}, "tags": [{"key": "a", "value": "b"}]})
    assert outside.tags[0].name.pointer == "/tags/0/key"
    assert outside.tags[0] in list(outside.records())
    assert outside.containers[0].name.pointer == "/taskDefinition/containerDefinitions/0/name"


@pytest.mark.parametrize(
    ("types", "given_type", "expected"),
    [
        (["FARGATE"], None, {"FARGATE"}),
        (["fargate", "EC2"], None, {"FARGATE", "EC2"}),
        (["FARGATE"], "EC2", {"FARGATE"}),
        (None, "FARGATE", {"FARGATE"}),
        ([], "ec2", {"EC2"}),
        (None, None, None),
        (["${TYPE}"], "EC2", None),
        ("FARGATE", "EC2", None),
        (["FARGATE", 3], None, None),
    ],
)
def test_launch_types(types: Any, given_type: str | None, expected: set[str] | None) -> None:
    assert (
        task({"containerDefinitions": [WEB], "requiresCompatibilities": types}, given_type).launch_types
        == expected
    )


@pytest.mark.parametrize(
    ("members", "mode", "is_windows"),
    [
        ({"networkMode": "host"}, "host", False),
        ({"networkMode": "Bridge"}, None, False),
        ({"networkMode": "${MODE}"}, None, False),
        ({}, None, False),
        ({"requiresCompatibilities": ["FARGATE"]}, None, False),
        ({"requiresCompatibilities": ["EC2"]}, "bridge", False),
        ({"requiresCompatibilities": ["EC2"], "networkMode": ""}, "bridge", False),
        ({"requiresCompatibilities": ["MANAGED_INSTANCES"]}, None, False),
        ({"requiresCompatibilities": ["EC2"], "runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}}, None, True),
        ({"requiresCompatibilities": ["EC2"], "runtimePlatform": {"operatingSystemFamily": "${OS}"}}, None, None),
        ({"requiresCompatibilities": ["EC2"], "containerDefinitions": [{**WEB, "entryPoint": ["powershell"]}]}, None, None),
    ],
)  # fmt: skip
def test_network_mode_and_system(members: dict[str, Any], mode: str | None, is_windows: bool | None) -> None:
    definition = task({"containerDefinitions": [WEB], **members})
    assert (definition.effective_network_mode, definition.is_windows) == (mode, is_windows)


def test_edits() -> None:
    text = '{"containerDefinitions": [\n  {"name": "web", "privileged": true,\n   "user": "root"},\n  {"name": "b"}\n]}'
    first, second = task(text).containers
    assert changed(text, first.privileged.replace("false")) == text.replace("true", "false")
    assert changed(text, *first.privileged.remove()) == text.replace('"privileged": true,\n   ', "")
    assert changed(text, *first.user.remove()) == text.replace(',\n   "user": "root"', "")
    assert changed(text, *second.remove()) == text.replace(',\n  {"name": "b"}', "")
    assert changed(text, *second.add("user", '"app"')) == text.replace('"b"', '"b", "user": "app"')
    assert changed(text, second.replace("{}")) == text.replace('{"name": "b"}', "{}")


def test_walk_gives_what_is_there_parents_first() -> None:
    file = read(GOOD)
    seen = list(file.walk())
    assert seen[0] is file
    assert [type(node).__name__ for node in seen if isinstance(node, Record)] == [
        "TaskDefinition", "RuntimePlatform", "EphemeralStorage", "Volume", "EfsVolumeConfiguration",
        "EfsAuthorizationConfig", "TaskTag", "Container", "PortMapping", "EnvironmentVariable",
        "EnvironmentVariable", "SecretReference", "HealthCheck", "LogConfiguration", "SecretReference",
        "LinuxParameters", "Capabilities", "Tmpfs", "ResourceRequirement", "SharingStrategy", "NvidiaMps",
        "RestartPolicy",
    ]  # fmt: skip
    assert sum(isinstance(node, Member) for node in seen) == file.source.text.count('": ')
    assert file.task_definition is not None
    assert file.task_definition.containers[0] in seen
    assert [type(node) for node in read('{"containerDefinitions": [],}').walk()][1] is Problem


def test_members_know_their_container() -> None:
    members = [node for node in read(GOOD).walk() if isinstance(node, Member)]
    assert {member.container for member in members if "/containerDefinitions/0/" in member.pointer} == {"web"}
    assert {member.container for member in members if "/containerDefinitions" not in member.pointer} == {None}


def leaves(record: Record) -> Iterator[Value]:
    """Every value below a record that is no record itself."""
    for below in record.records():
        for value in below.values():
            if not isinstance(value, Record):
                yield value
            if isinstance(value, Items | TextMap):
                yield from (item for item in value if not isinstance(item, Record))


def test_every_leaf_is_typed() -> None:
    for document in (GOOD, SERVICE):
        file = read(document)
        records = [file.task_definition] if file.task_definition else list(file.services)
        for record in records:
            assert record is not None
            for leaf in leaves(record):
                assert isinstance(leaf, Text | Integer | Flag | Items | TextMap) or leaf.key == "stepPercent"
                assert not leaf.unknown


def test_nodes_are_made_once() -> None:
    web = container(environment=[{"name": "A", "value": "a"}])
    assert web.environment[0] is web.environment[0]
    assert web.user is web.user
    assert isinstance(web.environment[0], EnvironmentVariable)
    assert PortMapping.container_port.key == "containerPort"


def paths(value: Any, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    return [at, *(path for key, child in children for path in paths(child, (*at, key)))]


anything = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 70000) | st.floats(allow_nan=False) | st.sampled_from(["", "80", "${x}", "{{", "awsvpc"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["name", "value", "command", "x"]), inner, max_size=2),
    max_leaves=4,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_wrong_types_anywhere_never_raise(data: st.DataObject) -> None:
    document = copy.deepcopy(data.draw(st.sampled_from([GOOD, SERVICE, [WEB], {"taskDefinition": GOOD}])))
    *way, last = data.draw(st.sampled_from([path for path in paths(document) if path]))
    target: Any = document
    for key in way:
        target = target[key]
    target[last] = data.draw(anything)
    file = read(document)
    for node in file.walk():
        if isinstance(node, Record):
            assert isinstance(node.pointer, str)
            assert node.container is None or isinstance(node.container, str)
            for field in type(node).fields.values():
                value = field.of(node)
                assert value.span.start <= value.span.end
                assert value.pointer.startswith("/") or value.node is file.root
                assert value.absent == (not value.present and not value.unknown)
                for edit in value.remove():
                    assert edit.text == ""
    if file.task_definition is not None:
        definition = file.task_definition
        assert definition.launch_types is None or definition.launch_types
        assert definition.effective_network_mode in {None, "awsvpc", "bridge", "host", "none"}
        assert definition.is_windows in {True, False, None}
        list(leaves(definition))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([GOOD, SERVICE, [WEB]]), st.sampled_from([None, 2, "\t"]), st.data())
def test_removing_any_part_leaves_json_without_it(
    document: Any, indent: int | str | None, data: st.DataObject
) -> None:
    text = json.dumps(document, indent=indent)
    file = read(text)
    records = [
        node
        for node in file.walk()
        if isinstance(node, Record) and any(value.pointer for value in node.values())
    ]
    record = data.draw(st.sampled_from(records))
    value = data.draw(st.sampled_from([value for value in record.values() if value.pointer]))
    *way, last = (
        int(part) if part.isdigit() else part for part in value.pointer.replace("~1", "/").split("/")[1:]
    )
    expected = copy.deepcopy(document)
    target = expected
    for key in way:
        target = target[key]
    del target[last]
    assert json.loads(changed(text, *value.remove())) == expected
    assert not isinstance(record, Service) or record.anchor.text == '"web"'


def test_images_are_asked_for_windows_once_however_often_rules_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Container] = []

    def never(container: Container) -> bool:
        asked.append(container)
        return False

    monkeypatch.setattr("ecslint.taskdefinition.task._may_be_windows", never)
    containers = [{"name": f"c{number}", "image": "web:1"} for number in range(50)]
    definition = task({"family": "web", "containerDefinitions": containers})
    assert [definition.is_windows for _ in range(3)] == [False, False, False]
    assert len(asked) == 50
