"""A service and its task definition that fit give no finding, and one thing that does not fit gives exactly its own code."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from damage import label, put_somewhere
from hypothesis import given, settings
from hypothesis import strategies as st
from service_definitions import ROLE, TARGET_GROUP, on_fargate, on_instances
from task_definitions import fargate, instance

from ecslint import shelf
from ecslint.builds import ImagePair, image_pairs
from ecslint.dockerfile import parse
from ecslint.engine import Engine
from ecslint.source import Source
from ecslint.taskdefinition import JsonFile
from ecslint.workspace import ServicePair, Workspace

Json = dict[str, Any]
Break = Callable[[Json, Json], object]
ENGINE = Engine(shelf.family("crossfile"))
PORT = {"containerPort": 8080, "name": "http", "protocol": "tcp"}


def codes(service: Json, task: Json) -> set[str]:
    workspace = Workspace()
    for name, value in (("service.json", service), ("task.json", task)):
        workspace.add(JsonFile(Source(name, json.dumps(value, indent=1))))
    found: set[str] = set()
    pairs = list(workspace.pairs(JsonFile, lambda _: None))
    for pair in pairs:
        findings, crashes = ENGINE.run(pair)
        assert crashes == []
        found |= {finding.code for finding in findings}
    assert len(pairs) == 1
    return found


def fitted(service: Json, task: Json) -> tuple[Json, Json]:
    """The two made to fit: one container that the service reaches, and one volume where the service configures one."""
    task["family"] = service["taskDefinition"] = "web"
    first = task["containerDefinitions"][0]
    for container in task["containerDefinitions"]:
        container.pop("portMappings", None)
    first["name"], first["portMappings"] = "web", [dict(PORT)]
    for balancer in service.get("loadBalancers", ()):
        balancer["containerPort"] = 8080
    if "volumeConfigurations" in service:
        task["volumes"] = [{"name": "data", "configuredAtLaunch": True}]
        first["mountPoints"] = [{"sourceVolume": "data", "containerPath": "/data"}]
    return service, task


@st.composite
def on_fargate_both(draw: st.DrawFn) -> tuple[Json, Json]:
    return fitted(draw(on_fargate()), draw(fargate()))


@st.composite
def on_instances_both(draw: st.DrawFn) -> tuple[Json, Json]:
    service, task = fitted(draw(on_instances()), draw(instance()))
    task["networkMode"] = "bridge"
    return service, task


@settings(max_examples=60, deadline=None)
@given(on_fargate_both() | on_instances_both())
def test_what_fits_is_clean(both: tuple[Json, Json]) -> None:
    assert codes(*both) == set()


@settings(max_examples=30, deadline=None)
@given(on_fargate_both() | on_instances_both())
def test_templates_are_unknown(both: tuple[Json, Json]) -> None:
    def hidden(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: hidden(inner) for key, inner in value.items()}
        return [hidden(inner) for inner in value] if isinstance(value, list) else "${value}"

    service, task = both
    plain = {"family": "web", "containerDefinitions": hidden(task["containerDefinitions"])}
    assert codes({**hidden(service), "taskDefinition": "web"}, task) == set()
    assert codes(service, {**hidden(task), **plain, "volumes": "${volumes}", "networkMode": "${mode}",
                           "requiresCompatibilities": "${types}"}) == set()  # fmt: skip


def balancer(service: Json, **members: Any) -> Json:
    whole = {"targetGroupArn": TARGET_GROUP, "containerName": "web", "containerPort": 8080, **members}
    service["loadBalancers"] = [{key: value for key, value in whole.items() if value is not None}]
    return service


def connect(service: Json, name: str) -> Json:
    service["serviceConnectConfiguration"] = {
        "enabled": True,
        "namespace": "n",
        "services": [{"portName": name}],
    }
    return service


def first(task: Json) -> Json:
    container: Json = task["containerDefinitions"][0]
    return container


ON_FARGATE: list[tuple[str, Break]] = [
    ("XF101", lambda service, task: balancer(service, containerName="api")),
    ("XF102", lambda service, task: balancer(service, containerPort=80)),
    ("XF103", lambda service, task: task.update(requiresCompatibilities=["EC2"])),
    ("XF103", lambda service, task: (task.pop("requiresCompatibilities"), task.pop("cpu"))),
    ("XF105", lambda service, task: connect(service, "https")),
    ("XF105", lambda service, task: service.update(
        vpcLatticeConfigurations=[{"roleArn": ROLE, "targetGroupArn": "a", "portName": "https"}])),
    ("XF106", lambda service, task: (connect(service, "http"), first(task)["portMappings"].append(
        {"containerPort": 8080, "protocol": "udp"}))),
    ("XF107", lambda service, task: service.update(volumeConfigurations=[{"name": "files"}])),
    ("XF107", lambda service, task: (service.pop("volumeConfigurations", None), task.update(
        volumes=[{"name": "data", "configuredAtLaunch": True}]))),
    ("XF110", lambda service, task: (balancer(service), service.update(healthCheckGracePeriodSeconds=59), first(task).update(
        healthCheck={"command": ["CMD", "/ready"], "startPeriod": 30, "interval": 10}))),
    ("XF111", lambda service, task: (service.pop("launchType", None), service.update(
        capacityProviderStrategy=[{"capacityProvider": "FARGATE_SPOT"}]), task.update(
        runtimePlatform={"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}))),
    ("XF112", lambda service, task: service.update(enableExecuteCommand=True)),
    ("XF113", lambda service, task: (service.update(platformVersion="1.3.0"), task.update(
        runtimePlatform={"operatingSystemFamily": "LINUX"}, ephemeralStorage={"sizeInGiB": 30}))),
]  # fmt: skip

ON_INSTANCES: list[tuple[str, Break]] = [
    ("XF104", lambda service, task: task.update(networkMode="awsvpc", requiresCompatibilities=["EC2"])),
    ("XF104", lambda service, task: (service.pop("role", None), service.update(
        networkConfiguration={"awsvpcConfiguration": {"subnets": ["subnet-1"]}}))),
    ("XF106", lambda service, task: (connect(service, "http"), task.update(networkMode="host"))),
    ("XF109", lambda service, task: service.update(serviceRegistries=[{"registryArn": "a"}])),
    ("XF114", lambda service, task: (balancer(service, targetGroupArn=None, loadBalancerName="web"), first(task).update(
        healthCheck={"command": ["CMD", "/ready"]}))),
]  # fmt: skip


@pytest.mark.parametrize(("code", "damage"), ON_FARGATE, ids=label)
@settings(max_examples=4, deadline=None)
@given(both=on_fargate_both())
def test_one_misfit_on_fargate(code: str, damage: Break, both: tuple[Json, Json]) -> None:
    damage(*both)
    assert codes(*both) == {code}


@pytest.mark.parametrize(("code", "damage"), ON_INSTANCES, ids=label)
@settings(max_examples=4, deadline=None)
@given(both=on_instances_both())
def test_one_misfit_on_instances(code: str, damage: Break, both: tuple[Json, Json]) -> None:
    service, task = both
    service.pop("serviceConnectConfiguration", None)
    service.pop("role", None)
    damage(service, task)
    assert codes(service, task) == {code}


def test_a_role_or_a_classic_load_balancer_with_awsvpc() -> None:
    container = {"name": "web", "image": "a:1", "memory": 64, "portMappings": [PORT]}
    task = {"family": "web", "networkMode": "awsvpc", "containerDefinitions": [container]}
    service = {"service": "web", "taskDefinition": "web"}
    assert codes(balancer(dict(service)), task) == set()
    assert codes(balancer(dict(service), targetGroupArn=None, loadBalancerName="web"), task) == {"XF108"}
    created = balancer({"serviceName": "web", "taskDefinition": "web", "role": "ecsServiceRole"})
    assert codes(created, task) == {"XF104", "XF108"}


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.sampled_from(["", "${x}", "web", "web:1", "awsvpc", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
LINES = st.lists(
    st.sampled_from(
        [
            "FROM scratch", "FROM alpine:3.20 AS base", "FROM base", "FROM $X", "FROM --platform=linux/arm64 debian:12", "FROM",
            "EXPOSE 80 8000-8010/udp $PORT", "EXPOSE", "HEALTHCHECK NONE", "HEALTHCHECK CMD curl -f localhost", "HEALTHCHECK",
            "ENTRYPOINT serve", 'ENTRYPOINT ["serve"]', "ENTRYPOINT", 'CMD ["a"]', "CMD", "ENV A=b A B=$A", "ENV", "ARG A=long-value",
            "COPY . /", "COPY a", "COPY", "RUN apk add curl", "RUN <<EOF", "ONBUILD EXPOSE 1", "USER 0",
        ]
    ),
    max_size=8,
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_any_value_anywhere_crashes_no_rule(data: st.DataObject) -> None:
    # A copy: the strategies share parts between values.
    both = deepcopy(list(data.draw(on_fargate_both() | on_instances_both())))
    for _ in range(4):
        put_somewhere(data, both, JSON_VALUES)
    workspace = Workspace()
    files = [JsonFile(Source(name, json.dumps(value))) for name, value in zip("st", both, strict=True)]
    for file in files:
        workspace.add(file)
    dockerfile = parse("\n".join(data.draw(LINES)) + "\n")
    pairs: list[ServicePair | ImagePair] = list(workspace.pairs(JsonFile, lambda _: None))
    pairs += image_pairs(dockerfile, files[1])
    for pair in pairs:
        findings, crashes = ENGINE.run(pair)
        assert crashes == []
        assert all(len(finding.message) < 600 for finding in findings)


@settings(max_examples=60, deadline=None)
@given(LINES, on_fargate_both())
def test_any_dockerfile_crashes_no_rule(lines: list[str], both: tuple[Json, Json]) -> None:
    task = both[1]
    task["containerDefinitions"] = [{
        "name": "web", "portMappings": [PORT], "command": ["a"], "secrets": [{"name": "A", "valueFrom": "/a"}],
        "healthCheck": {"command": ["CMD-SHELL", "curl -f localhost"]},
    }]  # fmt: skip
    dockerfile = parse("\n".join(lines) + "\n")
    for pair in image_pairs(dockerfile, JsonFile(Source("task.json", json.dumps(task)))):
        assert ENGINE.run(pair)[1] == []
