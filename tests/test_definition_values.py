"""Single values of definitions: texts, numbers, flags, lists, templates, and what is absent."""

from typing import Any

import pytest
from model_samples import WEB, container, read, task

from ecslint.taskdefinition import (
    Container,
)
from ecslint.taskdefinition.records import hollow_objects
from ecslint.taskdefinition.roles import need_at_registration


def test_what_is_absent_is_still_there() -> None:
    definition = task({"family": "f", "containerDefinitions": [{"name": "web"}]})
    web = definition.containers[0]
    check = web.health_check.command
    assert (check.present, check.unknown, check.absent, len(check)) == (False, False, True, 0)
    assert check.pointer == "/containerDefinitions/0/healthCheck/command"
    assert check.span.text == '"web"'
    assert check.container == "web"
    assert web.user.remove() == ()
    assert web.user.raw == ""
    assert definition.cpu.span.text == '"f"'
    assert definition.runtime_platform.cpu_architecture.absent


@pytest.mark.parametrize(
    ("document", "anchor"),
    [
        ({"family": "f", "containerDefinitions": []}, '"f"'),
        ({"cpu": "1", "containerDefinitions": []}, '"containerDefinitions"'),
        ([WEB], "["),
        (WEB, "{"),
    ],
)
def test_anchor_of_a_task_definition(document: Any, anchor: str) -> None:
    assert task(document).span.text == anchor


def test_anchor_of_a_record() -> None:
    web = container(healthCheck={"interval": 1}, portMappings=[{"containerPort": 1}])
    assert web.health_check.timeout.span.text == '"healthCheck"'
    assert web.port_mappings[0].host_port.span.text == "{"
    assert task({"containerDefinitions": [{"image": "x"}]}).containers[0].span.text == "{"


@pytest.mark.parametrize(
    ("value", "expected", "present", "unknown"),
    [
        ("root", "root", True, False),
        ("", None, False, False),
        (None, None, False, False),
        ("${USER}", None, True, True),
        (0, None, True, True),
        ([], None, True, True),
        ({"a": 1}, None, True, True),
        (True, None, True, True),
    ],
)
def test_text(value: Any, expected: str | None, present: bool, unknown: bool) -> None:
    user = container(user=value).user
    assert (user.value, user.present, user.unknown, bool(user)) == (
        expected,
        present,
        unknown,
        bool(expected),
    )
    assert user.node is not None


@pytest.mark.parametrize(
    ("value", "expected", "present", "unknown", "as_string"),
    [
        (80, 80, True, False, False),
        (0, 0, True, False, False),
        (-1, -1, True, False, False),
        ("80", 80, True, False, True),
        ("", None, False, False, False),
        (None, None, False, False, False),
        ("${PORT}", None, True, True, False),
        ("80a", None, True, True, False),
        ("８０", None, True, True, False),
        (1.5, None, True, True, False),
        (10**30, None, True, True, False),
        (True, None, True, True, False),
        ([80], None, True, True, False),
    ],
)
def test_integer(value: Any, expected: int | None, present: bool, unknown: bool, as_string: bool) -> None:
    cpu = container(cpu=value).cpu
    assert (cpu.value, cpu.present, cpu.unknown, cpu.as_string) == (expected, present, unknown, as_string)


@pytest.mark.parametrize(
    ("value", "expected", "present", "unknown"),
    [(True, True, True, False), (False, False, True, False), (None, None, False, False), ("", None, False, False),
     ("true", None, True, True), (1, None, True, True)],
)  # fmt: skip
def test_flag(value: Any, expected: bool | None, present: bool, unknown: bool) -> None:
    privileged = container(privileged=value).privileged
    assert (privileged.value, privileged.present, privileged.unknown) == (expected, present, unknown)
    assert bool(privileged) is (expected is True)


@pytest.mark.parametrize(
    ("json_text", "values", "present", "unknown", "is_open"),
    [
        ('["a", ""]', ["a", ""], True, False, False),
        ("[]", [], False, False, False),
        ("null", [], False, False, False),
        ('"a"', [], True, True, True),
        ("${x}", [], True, True, True),
        ('["a", ${x}]', ["a"], True, False, True),
        ('["a", "${x}", 1, null]', ["a", None, None, None], True, False, False),
    ],
)
def test_items(json_text: str, values: list[str | None], present: bool, unknown: bool, is_open: bool) -> None:
    text = '{"containerDefinitions": [{"name": "web", "command": ' + json_text + "}]}"
    command = task(text).containers[0].command
    assert [word.value for word in command] == values
    assert (command.present, command.unknown, command.open) == (present, unknown, is_open)


def test_literal_parts_of_a_template() -> None:
    image = container(image="${REPO}/app:${TAG}-slim").image
    assert (image.value, image.text) == (None, "${REPO}/app:${TAG}-slim")
    assert (image.literal_prefix, image.literal_suffix) == ("", "-slim")
    assert image.is_template


def test_nothing_is_certainly_absent_from_an_open_object() -> None:
    web = task('{"containerDefinitions": [{"name": "web", ${rest}}]}').containers[0]
    assert (web.user.present, web.user.unknown, web.user.absent) == (False, True, False)
    assert web.health_check.command.unknown
    cut = task('{"family": "x", "containerDefinitions": [{"name": "web"')
    assert cut.cpu.unknown
    assert cut.containers.open


def test_skeleton_leftovers_are_absent() -> None:
    web = container(
        healthCheck={"command": [""], "interval": 0},
        repositoryCredentials={"credentialsParameter": ""},
        linuxParameters={},
    )
    assert not web.health_check
    assert not web.repository_credentials.present
    assert [type(each) for each in web.records()] == [Container]


@pytest.mark.parametrize(
    ("text", "pointers"),
    [
        ('{"a": {"b": ""}, "c": [{"d": "", "e": 0}, {"d": "x", "e": 0}]}', ["/a", "/c/0"]),
        # The outer of two is the one to fill in or leave out.
        ('{"a": {"b": "", "c": {"d": ""}}, "e": 1}', ["/a"]),
        ('{"a": {}, "b": {"c": 0, "d": []}, "e": [""], "f": "x"}', []),
        ('{"a": {"b": "", "c": true}}', []),
        ('{"a": {"b": "", "c": "${x}"}, "d": {"e": "", ${f}}}', []),
        ("[1]", []),
    ],
)
def test_hollow_objects(text: str, pointers: list[str]) -> None:
    assert [node.pointer for node in hollow_objects(read(text).root)] == pointers


def test_secrets_of_a_skeleton_need_no_role() -> None:
    task = read(
        '{"family": "a", "containerDefinitions": [{"name": "a", "secrets": [{"name": "", "valueFrom": ""}]}]}'
    ).task_definition
    assert task is not None
    assert need_at_registration(task) is None
