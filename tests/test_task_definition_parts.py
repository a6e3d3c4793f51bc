"""One broken constraint inside containers or volumes, or one risky setting, gives exactly its own code."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from damage import judged, label
from hypothesis import given, settings
from task_definitions import ROLE, Task, fargate, instance

from ecslint import shelf
from ecslint.finding import Severity

Break = Callable[[Task], object]

RULES = shelf.family("taskdefinition")
DEFAULT = tuple(rule for rule in RULES if rule.default)


def codes(task: Any, least: Severity = Severity.WARNING) -> set[str]:
    """The codes that the rules on by default give at or above a severity."""
    return {finding.code for finding in judged(task, DEFAULT) if finding.severity >= least}


def first(task: Task) -> Task:
    container: Task = task["containerDefinitions"][0]
    return container


def name(task: Task) -> str:
    return str(first(task)["name"])


def side(task: Task, **members: Any) -> None:
    """Adds a container that is valid but for these members."""
    for container in task["containerDefinitions"]:
        # Room for its memory: what there is may have been given away to the last MiB.
        for key in ("memory", "memoryReservation"):
            if key in container:
                container[key] = max(container[key] - 6, 6)
    log = json.loads(json.dumps(first(task)["logConfiguration"]))
    added = {"name": "side", "image": "nginx:1.27", "memory": 6, "logConfiguration": log}
    task["containerDefinitions"].append({**added, **members})


def depend(task: Task, condition: str, **members: Any) -> None:
    side(task, **members)
    first(task)["dependsOn"] = [{"containerName": "side", "condition": condition}]


def check(task: Task, *command: str, **numbers: int) -> None:
    first(task)["healthCheck"] = {"command": list(command) or ["CMD", "/ready"], **numbers}


def efs(task: Task, **members: Any) -> None:
    task["volumes"] = [
        {"name": "v", "efsVolumeConfiguration": {"fileSystemId": "fs-0123456789abcdef0", **members}}
    ]
    first(task)["mountPoints"] = [{"sourceVolume": "v", "containerPath": "/v"}]


def two_kinds(task: Task) -> None:
    efs(task, transitEncryption="ENABLED")
    arn = "arn:aws:s3files:eu-west-1:123456789012:file-system/fs-0123456789abcdef0"
    task["taskRoleArn"] = "arn:aws:iam::123456789012:role/task"
    task["volumes"][0]["s3filesVolumeConfiguration"] = {"fileSystemArn": arn}


def router(task: Task, kind: str = "file") -> None:
    task["executionRoleArn"] = ROLE
    options = {"config-file-type": kind, "config-file-value": "/extra.conf"}
    side(task, firelensConfiguration={"type": "fluentbit", "options": options})
    first(task)["logConfiguration"] = {"logDriver": "awsfirelens"}


def cycle(task: Task) -> None:
    depend(task, "START", dependsOn=[{"containerName": name(task), "condition": "START"}])


def healthy(task: Task) -> None:
    depend(
        task,
        "HEALTHY",
        healthCheck={"command": ["CMD", "/ready"], "interval": 300, "timeout": 60, "retries": 10},
    )


ANYWHERE: list[tuple[str, Break]] = [
    ("", healthy),
    ("", router),
    ("", lambda task: depend(task, "SUCCESS", essential=False)),
    ("", lambda task: check(task, "CMD-SHELL", "curl -f http://localhost/ || exit 1", startPeriod=0)),
    ("", lambda task: efs(task, transitEncryption="ENABLED", authorizationConfig={"iam": "ENABLED"})),
    ("", lambda task: first(task).update(ulimits=[{"name": "nofile", "softLimit": 64, "hardLimit": 64}])),
    ("", lambda task: first(task).update(restartPolicy={"enabled": True, "restartAttemptPeriod": 1800})),
    ("TD415", lambda task: first(task).update(ulimits=[{"name": "nofile", "softLimit": 65, "hardLimit": 64}])),
    ("TD501", lambda task: first(task).update(dependsOn=[{"containerName": "gone", "condition": "START"}])),
    ("TD502", lambda task: depend(task, "COMPLETE")),
    ("TD502", lambda task: depend(task, "SUCCESS", essential=True)),
    ("TD503", lambda task: depend(task, "HEALTHY")),
    ("TD504", cycle),
    ("TD504", lambda task: first(task).update(dependsOn=[{"containerName": name(task), "condition": "START"}])),
    ("TD506", lambda task: check(task, interval=301)),
    ("TD506", lambda task: check(task, timeout=1)),
    ("TD506", lambda task: check(task, retries=11)),
    ("TD506", lambda task: check(task, startPeriod=301)),
    ("TD507", lambda task: check(task, "curl -f http://localhost/")),
    ("TD507", lambda task: check(task, "CMD-SHELL", "curl", "-f")),
    ("TD507", lambda task: check(task, "CMD", "curl -f http://localhost/")),
    ("TD508", lambda task: check(task, interval=10, timeout=11)),
    ("TD511", lambda task: first(task).update(restartPolicy={"enabled": True, "restartAttemptPeriod": 59})),
    ("TD703", lambda task: first(task)["logConfiguration"]["options"].update(log_key="x")),
    ("TD708", lambda task: first(task).update(logConfiguration={"logDriver": "awsfirelens"})),
    ("TD709", lambda task: side(task, firelensConfiguration={"type": "fluentbit"})),
    ("TD802", two_kinds),
    ("TD805", lambda task: efs(
        task, rootDirectory="/web", transitEncryption="ENABLED", authorizationConfig={"accessPointId": "fsap-1"})),
    ("TD806", lambda task: efs(task, authorizationConfig={"iam": "ENABLED"})),
    ("TD806", lambda task: efs(task, transitEncryption="DISABLED", transitEncryptionPort=2049)),
    ("TD809", lambda task: first(task).update(volumesFrom=[{"sourceContainer": "gone"}])),
    ("TD957", lambda task: first(task).pop("logConfiguration")),
    ("TD959", efs),
    ("TD960", lambda task: task.update(executionRoleArn=ROLE, taskRoleArn=ROLE)),
]  # fmt: skip

ON_FARGATE: list[tuple[str, Break]] = [
    ("TD416", lambda task: first(task).update(stopTimeout=121)),
    ("TD416", lambda task: first(task).update(startTimeout=600)),
    ("TD419", lambda task: router(task, "s3")),
]


def bind(path: str, *, read_only: bool = False) -> Break:
    def damage(task: Task) -> None:
        task["volumes"] = [{"name": "v", "host": {"sourcePath": path}}]
        first(task)["mountPoints"] = [{"sourceVolume": "v", "containerPath": "/v", "readOnly": read_only}]

    return damage


def capability(value: str) -> Break:
    return lambda task: first(task).update(linuxParameters={"capabilities": {"add": [value]}})


ON_INSTANCES: list[tuple[str, Break]] = [
    ("", lambda task: first(task).update(stopTimeout=600)),
    ("", lambda task: router(task, "s3")),
    ("", bind("/srv/data")),
    ("", capability("NET_BIND_SERVICE")),
    ("TD952", lambda task: first(task).update(privileged=True)),
    ("TD955", lambda task: task.update(pidMode="host")),
    ("TD956", lambda task: task.update(ipcMode="host")),
    ("TD961", capability("SYS_ADMIN")),
    ("TD962", bind("/")),
    ("TD962", bind("/etc/", read_only=True)),
    ("TD962", bind("/var/run/docker.sock", read_only=True)),
]


def apart_from_host_mode(task: Task) -> set[str]:
    """The codes without the one that `host` mode always gives."""
    found = codes(task)
    assert ("TD954" in found) == (task.get("networkMode") == "host")
    return found - {"TD954"}


@pytest.mark.parametrize(("code", "damage"), ANYWHERE + ON_FARGATE, ids=label)
@settings(max_examples=4, deadline=None)
@given(task=fargate())
def test_one_fault_on_fargate(code: str, damage: Break, task: Task) -> None:
    damage(task)
    assert codes(task) == ({code} if code else set())


@pytest.mark.parametrize(("code", "damage"), ANYWHERE + ON_INSTANCES, ids=label)
@settings(max_examples=4, deadline=None)
@given(task=instance())
def test_one_fault_on_instances(code: str, damage: Break, task: Task) -> None:
    damage(task)
    assert apart_from_host_mode(task) == ({code} if code else set())


@pytest.mark.parametrize("damage", [damage for _, damage in ON_FARGATE])
def test_silent_when_nobody_names_the_launch_type(damage: Break) -> None:
    task: Task = {"containerDefinitions": [{"name": "web", "image": "nginx:1.27", "logConfiguration": {}}]}
    damage(task)
    assert codes(task["containerDefinitions"], Severity.ERROR) == set()


@pytest.mark.parametrize(
    "member",
    [
        {"dependsOn": [{"containerName": "router", "condition": "START"}]},
        {"volumesFrom": [{"sourceContainer": "router"}]},
        {"links": ["router"]},
        {"logConfiguration": {"logDriver": "awsfirelens"}},
        {"firelensConfiguration": {"type": "fluentbit"}},
    ],
)
def test_a_lone_container_may_have_others_beside_it(member: Task) -> None:
    container = {"name": "web", "image": "nginx:1.27", "essential": True, **member}
    assert codes(container, Severity.ERROR) == set()
    assert codes([container], Severity.ERROR) != set()
