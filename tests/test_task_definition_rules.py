"""Valid task definitions stay clean, and one broken constraint gives exactly its own code."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecslint import document as documents
from ecslint import shelf
from ecslint.engine import Engine
from ecslint.finding import Severity
from ecslint.source import Source
from ecslint.taskdefinition.sizes import fargate_cpus, fargate_memory, parse_cpu, parse_memory

Task = dict[str, Any]
Break = Callable[[Task], object]

RULES = shelf.family("taskdefinition")
ROLE = "arn:aws:iam::123456789012:role/execution"
ECR = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"
IMAGES = (
    "nginx:1.27",
    f"{ECR}/web:1.4.2",
    "public.ecr.aws/docker/library/redis:7.4",
    f"web@sha256:{'0a' * 32}",
)


def codes(task: Any, least: Severity = Severity.WARNING) -> set[str]:
    """The codes of all findings at or above a severity."""
    source = Source("task-definition.json", json.dumps(task, indent=2))
    document = documents.parse(source, "task-definition", given=True)
    assert not isinstance(document, documents.Skipped)
    findings, crashes = Engine(RULES).run(document)
    assert crashes == []
    return {finding.code for finding in findings if finding.severity >= least}


@st.composite
def port_mappings(draw: st.DrawFn, ports: list[int], mode: str) -> list[Task]:
    mappings: list[Task] = []
    for port in ports:
        mapping: Task = {"containerPort": port}
        if draw(st.booleans()):
            mapping["hostPort"] = port if mode in {"awsvpc", "host"} else draw(st.sampled_from([0, port]))
        if draw(st.booleans()):
            mapping["protocol"] = draw(st.sampled_from(["tcp", "udp"]))
        if mode in {"awsvpc", "bridge"} and draw(st.booleans()):
            mapping["name"] = f"port-{port}"
        mappings.append(mapping)
    return mappings


@st.composite
def containers(draw: st.DrawFn, mode: str, cpu: int | None, memory: int | None) -> list[Task]:
    count = draw(st.integers(1, 4))
    # Below 30000: no finding about reserved or ephemeral ports, and room for the tests' own.
    ports = draw(st.lists(st.integers(1000, 2000), min_size=0, max_size=6, unique=True))
    result: list[Task] = []
    for index in range(count):
        container: Task = {"name": f"{draw(st.sampled_from(['web', 'API_2', 'x-']))}{index}"}
        container["image"] = draw(st.sampled_from(IMAGES))
        if index == 0 or draw(st.booleans()):
            container["essential"] = True
        elif draw(st.booleans()):
            container["essential"] = False
        if draw(st.booleans()):
            container["user"] = draw(st.sampled_from(["app", "1000", "1000:1000", "app:app"]))
        if cpu is not None and draw(st.booleans()):
            container["cpu"] = draw(st.integers(0, cpu // count))
        limit = 4096 if memory is None else memory
        if memory is None or draw(st.booleans()):
            container["memory"] = draw(st.integers(limit // count, limit))
        if draw(st.booleans()):
            container["memoryReservation"] = draw(st.integers(6, limit // count))
        if mode != "none":
            container["portMappings"] = draw(port_mappings(ports[index::count], mode))
        container["logConfiguration"] = {
            "logDriver": "awslogs",
            "options": {
                "awslogs-group": "/ecs/web",
                "awslogs-region": "eu-west-1",
                "awslogs-stream-prefix": "web",
            },
        }
        result.append(container)
    return result


@st.composite
def fargate(draw: st.DrawFn) -> Task:
    cpu = draw(st.sampled_from(fargate_cpus()))
    memory = draw(st.sampled_from(fargate_memory(cpu)))
    return {
        "family": draw(st.from_regex(r"[A-Za-z0-9_-]{1,20}", fullmatch=True)),
        "requiresCompatibilities": draw(st.sampled_from([["FARGATE"], ["EC2", "FARGATE"]])),
        "networkMode": "awsvpc",
        "cpu": draw(st.sampled_from([str(cpu), f"{cpu / 1024:g} vCPU"])),
        "memory": draw(st.sampled_from([str(memory), f"{memory / 1024:g} GB", f"{memory / 1024:g}GB"])),
        "executionRoleArn": ROLE,
        "containerDefinitions": draw(containers("awsvpc", cpu, memory)),
    }


@st.composite
def instance(draw: st.DrawFn) -> Task:
    mode = draw(st.sampled_from(["bridge", "host", "awsvpc", "none", ""]))
    memory = draw(st.sampled_from([None, 512, 4096]))
    task: Task = {
        "family": "web",
        "requiresCompatibilities": draw(st.sampled_from([["EC2"], ["EC2", "EXTERNAL"]])),
    }
    if mode:
        task["networkMode"] = mode
    if memory:
        task["memory"] = str(memory)
    task["containerDefinitions"] = draw(containers(mode or "bridge", None, memory))
    return task


@settings(max_examples=80, deadline=None)
@given(fargate())
def test_valid_on_fargate(task: Task) -> None:
    assert codes(task) == set()


@settings(max_examples=80, deadline=None)
@given(instance())
def test_valid_on_instances(task: Task) -> None:
    assert codes(task) == set()


@settings(max_examples=50, deadline=None)
@given(fargate())
def test_without_launch_type_or_mode_only_certain_faults_are_found(task: Task) -> None:
    del task["requiresCompatibilities"], task["networkMode"]
    assert codes(task["containerDefinitions"]) == set()
    assert codes(task) <= {"TD104"}


def first(task: Task) -> Task:
    container: Task = task["containerDefinitions"][0]
    return container


def free_sizes(task: Task) -> Task:
    """Takes away what the containers ask for, so that the size of the task can change."""
    for container in task["containerDefinitions"]:
        for key in ("cpu", "memory", "memoryReservation"):
            container.pop(key, None)
    return task


def ports(task: Task, *mappings: Task) -> None:
    first(task)["portMappings"] = list(mappings)


def windows(task: Task, family: str = "WINDOWS_SERVER_2022_CORE", architecture: str = "X86_64") -> Task:
    free_sizes(task).update(
        cpu="1024",
        memory="2048",
        runtimePlatform={"operatingSystemFamily": family, "cpuArchitecture": architecture},
    )
    return task


def all_optional(task: Task) -> None:
    for container in task["containerDefinitions"]:
        container["essential"] = False


def own_port_each(task: Task) -> None:
    for index, name in enumerate(("one", "two")):
        task["containerDefinitions"].append(
            {"name": name, "image": IMAGES[0], "portMappings": [{"containerPort": 8080, "name": f"p{index}"}]}
        )


def names_twice(task: Task) -> None:
    ports(task, {"containerPort": 8080, "name": "http"}, {"containerPort": 8081, "name": "http"})


ON_FARGATE: list[tuple[str, Break]] = [
    ("TD100", lambda task: free_sizes(task).update(cpu="256", memory="4096")),
    ("TD100", lambda task: free_sizes(task).update(cpu="32 vCPU", memory="64 GB")),
    ("TD100", lambda task: free_sizes(task).update(cpu="300", memory="512")),
    ("TD100", lambda task: windows(task).update(cpu="512")),
    ("TD101", lambda task: free_sizes(task).pop("cpu")),
    ("TD101", lambda task: free_sizes(task).pop("memory")),
    ("TD102", lambda task: free_sizes(task).update(cpu="0.25")),
    ("TD102", lambda task: free_sizes(task).update(memory="512MiB")),
    ("TD106", lambda task: first(free_sizes(task)).update(cpu=(parse_cpu(task["cpu"]) or 0) + 1)),
    ("TD107", lambda task: first(free_sizes(task)).update(memory=(parse_memory(task["memory"]) or 0) + 1)),
    ("TD108", lambda task: first(free_sizes(task)).update(memoryReservation=(parse_memory(task["memory"]) or 0) + 1)),
    ("TD110", lambda task: first(free_sizes(task)).update(memory=64, memoryReservation=65)),
    ("TD112", lambda task: task.update(ephemeralStorage={"sizeInGiB": 20})),
    ("TD112", lambda task: task.update(ephemeralStorage={"sizeInGiB": 201})),
    ("TD201", lambda task: task.update(family="web.api")),
    ("TD202", lambda task: task.update(containerDefinitions=[])),
    ("TD202", lambda task: task["containerDefinitions"].extend({"name": f"n{n}", "image": "a:1"} for n in range(10))),
    ("TD204", all_optional),
    ("TD205", lambda task: task["containerDefinitions"].append({"name": first(task)["name"], "image": "a:1"})),
    ("TD208", lambda task: task.update(placementConstraints=[{"type": "memberOf", "expression": "x"}])),
    ("TD209", lambda task: task.update(networkMode="")),
    ("TD211", lambda task: task.update(pidMode="host")),
    ("TD211", lambda task: task.update(ipcMode="none")),
    ("TD214", lambda task: windows(task, architecture="ARM64")),
    ("TD215", lambda task: windows(task, family="WINDOWS_SERVER_2016_FULL")),
    ("TD217", lambda task: task.pop("executionRoleArn")),
    ("TD301", lambda task: first(task).update(name="web server")),
    ("TD301", lambda task: first(task).pop("name")),
    ("TD303", lambda task: first(task).update(image="nginx:1.27 ")),
    ("TD303", lambda task: first(task).update(image="web@sha256:abc")),
    ("TD304", lambda task: ports(task, {"containerPort": 8080, "hostPort": 80})),
    ("TD308", lambda task: ports(task, {"containerPort": 8080}, {"containerPort": 8080, "hostPort": 8080})),
    ("TD308", own_port_each),
    ("TD310", lambda task: ports(task, {"containerPort": 0})),
    ("TD310", lambda task: ports(task, {"containerPort": 65536})),
    ("TD310", lambda task: ports(task, {"protocol": "udp"})),
    ("TD314", lambda task: ports(task, {"containerPortRange": "9010-9000"})),
    ("TD314", lambda task: ports(task, {"containerPortRange": "9000-70000"})),
    ("TD314", lambda task: ports(task, {"containerPortRange": "9000"})),
    ("TD314", lambda task: ports(task, {"containerPortRange": "9000-9010", "containerPort": 9000})),
    ("TD314", lambda task: ports(task, {"containerPortRange": "9000-9010"}, {"containerPort": 9010})),
    ("TD315", lambda task: ports(task, {"containerPort": 8080, "name": "-http"})),
    ("TD315", names_twice),
    ("TD317", lambda task: first(task).update(links=["other"])),
    ("TD319", lambda task: first(task).update(hostname="web")),
    ("TD319", lambda task: first(task).update(dnsServers=["10.0.0.2"])),
    ("TD319", lambda task: first(task).update(dnsSearchDomains=["example.com"])),
    ("TD319", lambda task: first(task).update(extraHosts=[{"hostname": "db", "ipAddress": "10.0.0.7"}])),
    ("TD319", lambda task: first(task).update(disableNetworking=True)),
    ("TD323", lambda task: ports(task, {"containerPort": 8080, "protocol": "UDP"})),
    ("TD401", lambda task: first(task).update(privileged=True)),
    ("TD402", lambda task: first(task).update(dockerSecurityOptions=["no-new-privileges"])),
    ("TD402", lambda task: first(task).update(linuxParameters={"sharedMemorySize": 64})),
    ("TD402", lambda task: first(task).update(linuxParameters={"devices": [{"hostPath": "/dev/fuse"}]})),
    ("TD402", lambda task: first(task).update(linuxParameters={"maxSwap": 0})),
    ("TD402", lambda task: first(task).update(resourceRequirements=[{"type": "GPU", "value": "1"}])),
    ("TD407", lambda task: first(task).update(linuxParameters={"capabilities": {"add": ["NET_ADMIN"]}})),
    ("TD411", lambda task: first(task).update(logConfiguration={"logDriver": "syslog"})),
    ("TD412", lambda task: task.update(volumes=[{"name": "v", "host": {"sourcePath": "/srv"}}])),
    ("TD412", lambda task: task.update(volumes=[{"name": "v", "dockerVolumeConfiguration": {"scope": "task"}}])),
    ("TD421", lambda task: first(task).update(user="a:b:c")),
    ("TD601", lambda task: first(task).update(
        environment=[{"name": "A", "value": "b"}], secrets=[{"name": "A", "valueFrom": "/a"}])),
    ("TD602", lambda task: first(task).update(secrets=[{"name": "A", "valueFrom": "/a"}] * 2)),
    ("TD611", lambda task: first(task).update(image=f"{ECR}/web")),
    ("TD612", lambda task: first(task).update(image="nginx:latest")),
    ("TD701", lambda task: first(task)["logConfiguration"]["options"].pop("awslogs-region")),
    ("TD701", lambda task: first(task)["logConfiguration"]["options"].pop("awslogs-stream-prefix")),
    ("TD704", lambda task: first(task)["logConfiguration"]["options"].update({"awslogs-create-group": "false"})),
    ("TD801", lambda task: first(task).update(mountPoints=[{"sourceVolume": "v", "containerPath": "/v"}])),
    ("TD951", lambda task: first(task).update(user="0:1000")),
]  # fmt: skip


def mode(task: Task, name: str) -> Task:
    """A task with this network mode and without what depends on another."""
    task["networkMode"] = name
    for container in task["containerDefinitions"]:
        container.pop("portMappings", None)
    return task


def shared_host_port(task: Task) -> None:
    mode(task, "bridge")
    ports(task, {"containerPort": 80, "hostPort": 8080}, {"containerPort": 81, "hostPort": 8080})


ON_INSTANCES: list[tuple[str, Break]] = [
    ("TD104", lambda task: free_sizes(task).update(cpu="1", memory="512")),
    ("TD104", lambda task: free_sizes(task).update(cpu="193 vCPU", memory="512")),
    ("TD109", lambda task: free_sizes(task).pop("memory", None)),
    ("TD113", lambda task: task.update(requiresCompatibilities=["EC2"], ephemeralStorage={"sizeInGiB": 30})),
    ("TD304", lambda task: ports(mode(task, "host"), {"containerPort": 8080, "hostPort": 80})),
    ("TD306", lambda task: ports(mode(task, "none"), {"containerPort": 8080})),
    ("TD308", shared_host_port),
    ("TD311", lambda task: ports(mode(task, "bridge"), {"containerPort": 8080, "hostPort": 51678})),
    ("TD311", lambda task: ports(mode(task, "host"), {"containerPort": 22})),
    ("TD312", lambda task: ports(mode(task, "bridge"), {"containerPort": 8080, "hostPort": 40000})),
    ("TD314", lambda task: ports(mode(task, "host"), {"containerPortRange": "9000-9010"})),
    ("TD316", lambda task: ports(mode(task, "host"), {"containerPort": 8080, "name": "http"})),
    ("TD317", lambda task: first(mode(task, "awsvpc")).update(links=["other"])),
    ("TD217", lambda task: first(task).update(secrets=[{"name": "A", "valueFrom": "/a"}])),
]


def label(value: object) -> str:
    return value if isinstance(value, str) else ""


@pytest.mark.parametrize(("code", "damage"), ON_FARGATE, ids=label)
@settings(max_examples=5, deadline=None)
@given(task=fargate())
def test_one_fault_on_fargate(code: str, damage: Break, task: Task) -> None:
    damage(task)
    assert codes(task) == {code}


@pytest.mark.parametrize(("code", "damage"), ON_INSTANCES, ids=label)
@settings(max_examples=5, deadline=None)
@given(task=instance())
def test_one_fault_on_instances(code: str, damage: Break, task: Task) -> None:
    damage(task)
    assert codes(task) == {code}
