"""What depends on the launch type is found when the launch type is known, and never before; and what is new at AWS is right."""

import re
from typing import Any

import pytest
from damage import judged, label
from hypothesis import given, settings
from hypothesis import strategies as st
from task_definition_faults import ON_FARGATE, ON_INSTANCES, ON_MANAGED, Break
from task_definitions import Task, fargate, fargate_windows, instance, managed

from ecslint import shelf
from ecslint.taskdefinition.capabilities import CAPABILITIES
from ecslint.taskdefinition.task import NETWORK_MODES

RULES = shelf.family("taskdefinition")

# Refused on one launch type and fine on another.
DEPENDENT = {
    "TD100", "TD101", "TD104", "TD105", "TD111", "TD112", "TD113", "TD114", "TD208", "TD209", "TD210", "TD211", "TD212",
    "TD215", "TD223", "TD311", "TD312", "TD313", "TD401", "TD402", "TD407", "TD411", "TD412", "TD416", "TD419", "TD425", "TD426",
}  # fmt: skip
FARGATE_FAULTS = [
    (code, damage) for code, damage in ON_FARGATE if code in DEPENDENT and code not in {"TD104", "TD209"}
]
# A policy is missing on every launch type, and a size below the least is none anywhere but on Fargate.
INSTANCE_FAULTS = [entry for entry in ON_INSTANCES if entry[0] in DEPENDENT - {"TD104"}]
INSTANCE_FAULTS += [entry for entry in ON_MANAGED if entry[0] in DEPENDENT - {"TD223"}]


def codes(task: Any, launch_type: str | None = None) -> set[str]:
    return {finding.code for finding in judged(task, RULES, launch_type=launch_type)}


@pytest.mark.parametrize(("code", "damage"), FARGATE_FAULTS, ids=label)
@settings(max_examples=2, deadline=None)
@given(task=fargate())
def test_a_fault_on_fargate_waits_for_the_launch_type(code: str, damage: Break, task: Task) -> None:
    damage(task)
    task["requiresCompatibilities"] = ["FARGATE"]
    assert code in codes(task)
    for unknown in ([], ["${launch_type}"], "${launch_types}"):
        task["requiresCompatibilities"] = unknown
        assert codes(task) & DEPENDENT <= {"TD104"}, unknown
    del task["requiresCompatibilities"]
    assert codes(task) & DEPENDENT <= {"TD104"}
    assert code in codes(task, launch_type="FARGATE")
    # Both sets of rules hold for a definition that has to run on both.
    task["requiresCompatibilities"] = ["EC2", "FARGATE"]
    assert code in codes(task)


@pytest.mark.parametrize(
    ("code", "damage"),
    INSTANCE_FAULTS,
    ids=label,
)
@settings(max_examples=2, deadline=None)
@given(data=st.data())
def test_a_fault_on_instances_waits_for_the_launch_type(
    code: str, damage: Break, data: st.DataObject
) -> None:
    task = data.draw(managed() if (code, damage) in ON_MANAGED else instance())
    damage(task)
    assert code in codes(task)
    types = task.pop("requiresCompatibilities")
    assert code not in codes(task)
    task["requiresCompatibilities"] = [*types, "${one_more}"]
    assert code not in codes(task)


@settings(max_examples=30, deadline=None)
@given(fargate() | fargate_windows() | instance() | managed())
def test_a_list_of_containers_depends_on_nothing(task: Task) -> None:
    containers = task["containerDefinitions"]
    assert codes(containers) & DEPENDENT == set()


def test_an_option_does_not_overrule_the_file() -> None:
    task = {
        "family": "web",
        "requiresCompatibilities": ["EC2"],
        "containerDefinitions": [{"name": "web", "image": "web:1", "memory": 64, "privileged": True}],
    }
    assert "TD401" not in codes(task, launch_type="FARGATE")
    del task["requiresCompatibilities"]
    assert {"TD401", "TD101", "TD209"} <= codes(task, launch_type="fargate")


NEW: list[tuple[str, Task]] = [
    ("32 vCPU, on ARM too", {"cpu": "32 vCPU", "memory": "244 GB", "runtimePlatform": {"cpuArchitecture": "ARM64"}}),
    ("tmpfs", {"container": {"linuxParameters": {"tmpfs": [{"containerPath": "/tmp", "size": 64}]}}}),
    ("restart policy", {"container": {"restartPolicy": {
        "enabled": True, "ignoredExitCodes": [0], "restartAttemptPeriod": 1800}}}),
    ("version consistency", {"container": {"versionConsistency": "enabled"}}),
    ("fault injection", {"enableFaultInjection": True, "pidMode": "task"}),
    ("a buffer without a mode", {"options": {"max-buffer-size": "25m"}}),
    ("Windows Server 2025", {"cpu": "1024", "memory": "2048", "runtimePlatform": {
        "operatingSystemFamily": "WINDOWS_SERVER_2025_CORE"}}),
    ("dual-stack registries", {"container": {"image": "123456789012.dkr-ecr.eu-west-1.on.aws/web:1"}}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "changes"), NEW, ids=label)
def test_new_on_fargate(what: str, changes: Task) -> None:
    options = {"awslogs-group": "/web", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "web"}
    container = {
        "name": "web", "image": "web:1", "user": "app", "readonlyRootFilesystem": True,
        "logConfiguration": {"logDriver": "awslogs", "options": {**options, **changes.get("options", {})}},
        **changes.get("container", {}),
    }  # fmt: skip
    if "Windows" in what:
        del container["user"], container["readonlyRootFilesystem"]
    task = {
        "family": "web", "requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": "256", "memory": "512",
        "executionRoleArn": "arn:aws:iam::123456789012:role/execution", "containerDefinitions": [container],
        **{key: value for key, value in changes.items() if key not in {"container", "options"}},
    }  # fmt: skip
    assert judged(task, tuple(rule for rule in RULES if rule.default)) == []


def test_lists_are_those_of_the_installed_model() -> None:
    from botocore.session import get_session

    model = get_session().get_service_model("ecs")
    assert set(model.shape_for("NetworkMode").enum) == NETWORK_MODES
    words = model.shape_for("KernelCapabilities").members["add"].documentation
    documented = set(re.findall(r'"([A-Z_]+)"', words.partition("Valid values")[2]))
    assert documented == CAPABILITIES
    assert set(model.shape_for("Compatibility").enum) == {"EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"}
