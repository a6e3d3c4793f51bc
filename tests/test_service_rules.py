"""Valid service definitions stay clean, and one broken constraint gives exactly its own code."""

import json
from collections.abc import Callable
from copy import deepcopy
from math import ceil, floor
from typing import Any

import pytest
from damage import judged, label, put_somewhere
from hypothesis import given, settings
from hypothesis import strategies as st
from service_definitions import (
    SPREAD,
    TARGET_GROUP,
    ServiceJson,
    blue_green,
    code_deploy,
    daemons,
    network,
    on_fargate,
    on_instances,
)

from ecslint import fix, shelf
from ecslint.finding import Finding

Break = Callable[[ServiceJson], object]
RULES = shelf.family("service")
DEFAULT = tuple(rule for rule in RULES if rule.default)


def findings(service: Any, rules: Any = DEFAULT) -> list[Finding]:
    return judged(service, rules, forced="service-definition")


def codes(service: Any) -> set[str]:
    return {finding.code for finding in findings(service)}


@settings(max_examples=150, deadline=None)
@given(on_fargate() | on_instances() | daemons() | code_deploy() | blue_green())
def test_valid_services_are_clean(service: ServiceJson) -> None:
    assert codes(service) == set()


@settings(max_examples=60, deadline=None)
@given(on_fargate() | on_instances(), st.data())
def test_a_part_of_a_service_for_an_update_is_clean(service: ServiceJson, data: st.DataObject) -> None:
    del service["serviceName"]
    service["service"] = "web"
    service.pop("role", None)
    for key in data.draw(st.lists(st.sampled_from(sorted(service)), unique=True)):
        if key != "service":
            del service[key]
    assert codes(service) == set()


@settings(max_examples=40, deadline=None)
@given(on_fargate() | on_instances())
def test_described_services_are_clean(service: ServiceJson) -> None:
    service.update(
        serviceArn="arn:aws:ecs:eu-west-1:123456789012:service/main/web",
        status="ACTIVE", runningCount=2, pendingCount=0, platformFamily="Linux", deployments=[], events=[],
        roleArn="arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
        createdAt="2026-01-01T00:00:00+00:00", createdBy="arn:aws:iam::123456789012:user/me",
    )  # fmt: skip
    wrapped = {"services": [service], "failures": []}
    assert codes(wrapped) == set()
    service.update(
        schedulingStrategy="DAEMON", desiredCount=3, deploymentConfiguration={"maximumPercent": 100}
    )
    service.pop("placementStrategy", None)
    service.pop("capacityProviderStrategy", None)
    service["launchType"] = "EC2"
    service.pop("platformVersion", None)
    assert codes(wrapped) == set()


@settings(max_examples=40, deadline=None)
@given(on_fargate() | on_instances() | blue_green())
def test_templates_are_unknown(service: ServiceJson) -> None:
    def hide(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: hide(inner) for key, inner in value.items()}
        return [hide(inner) for inner in value] if isinstance(value, list) else "${value}"

    assert codes(hide(service)) == set()


def deployment(service: ServiceJson, **members: Any) -> ServiceJson:
    service.setdefault("deploymentConfiguration", {}).update(members)
    return service


def strategy(service: ServiceJson, *items: ServiceJson) -> None:
    service.pop("launchType", None)
    service["capacityProviderStrategy"] = list(items)


def volume(service: ServiceJson, **members: Any) -> None:
    service["volumeConfigurations"] = [{"name": "data", "managedEBSVolume": {"roleArn": "r", **members}}]


def connect(service: ServiceJson, *services: ServiceJson, **members: Any) -> None:
    service["serviceConnectConfiguration"] = {"enabled": True, "services": list(services), **members}


def alias(**members: Any) -> ServiceJson:
    return {"portName": "http", "clientAliases": [members]}


def without_balancer(service: ServiceJson, **members: Any) -> ServiceJson:
    service.pop("loadBalancers", None)
    service.pop("healthCheckGracePeriodSeconds", None)
    service.pop("role", None)
    service.update(members)
    return service


CLASSIC = {"loadBalancerName": "web", "containerName": "web", "containerPort": 80}
BALANCER = {"targetGroupArn": TARGET_GROUP, "containerName": "web", "containerPort": 80}

ON_FARGATE: list[tuple[str, Break]] = [
    ("SV001", lambda service: service.update(serviceName="web.api")),
    ("SV001", lambda service: service.update(serviceName="w" * 256)),
    ("SV002", lambda service: service.update(desiredCount=-1)),
    ("SV003", lambda service: deployment(service, minimumHealthyPercent=101, maximumPercent=200)),
    ("SV003", lambda service: deployment(service, minimumHealthyPercent=0, maximumPercent=99)),
    ("SV004", lambda service: deployment(service, minimumHealthyPercent=100, maximumPercent=100)),
    ("SV004", lambda service: service.update(deploymentConfiguration={
        "maximumPercent": 100, "deploymentCircuitBreaker": {"enable": True, "rollback": True}})),
    ("SV006", lambda service: (
        service.update(schedulingStrategy="DAEMON"), service.pop("desiredCount"),
        deployment(service, minimumHealthyPercent=0, maximumPercent=100))),
    ("SV008", lambda service: service.update(
        launchType="FARGATE", capacityProviderStrategy=[{"capacityProvider": "FARGATE"}])),
    ("SV009", lambda service: strategy(
        service, {"capacityProvider": "FARGATE", "base": 1, "weight": 1}, {"capacityProvider": "FARGATE_SPOT", "base": 1})),
    ("SV009", lambda service: strategy(
        service, {"capacityProvider": "FARGATE", "weight": 0}, {"capacityProvider": "FARGATE_SPOT"})),
    ("SV009", lambda service: strategy(service, {"capacityProvider": "FARGATE", "base": 100_001, "weight": 1})),
    ("SV009", lambda service: strategy(service, {"capacityProvider": "FARGATE", "weight": 1001})),
    ("SV009", lambda service: strategy(
        service, {"capacityProvider": "FARGATE", "weight": 1}, {"capacityProvider": "mine", "weight": 1})),
    ("SV011", lambda service: service.pop("networkConfiguration")),
    ("SV012", lambda service: service.update(networkConfiguration=network(0))),
    ("SV012", lambda service: service.update(networkConfiguration=network(17))),
    ("SV012", lambda service: service.update(networkConfiguration=network(1, 6))),
    ("SV015", lambda service: service.update(placementStrategy=[SPREAD])),
    ("SV015", lambda service: service.update(placementConstraints=[{"type": "distinctInstance"}])),
    ("SV019", lambda service: service.update(loadBalancers=[CLASSIC])),
    ("SV019", lambda service: service.update(loadBalancers=[{**CLASSIC, **BALANCER}])),
    ("SV021", lambda service: service.update(loadBalancers=[BALANCER] * 6)),
    ("SV022", lambda service: service.update(role="ecsServiceRole")),
    ("SV023", lambda service: without_balancer(service, healthCheckGracePeriodSeconds=30)),
    ("SV025", lambda service: without_balancer(
        service, deploymentController={"type": "CODE_DEPLOY"}, deploymentConfiguration={})),
    ("SV025", lambda service: service.update(
        deploymentController={"type": "CODE_DEPLOY"}, loadBalancers=[BALANCER])),
    ("SV026", lambda service: deployment(service, deploymentCircuitBreaker={"enable": True})),
    ("SV027", lambda service: (without_balancer(service), deployment(service, strategy="BLUE_GREEN"))),
    ("SV027", lambda service: deployment(service, linearConfiguration={"stepPercent": 10})),
    ("SV027", lambda service: deployment(service, bakeTimeInMinutes=1441)),
    ("SV028", lambda service: deployment(service, lifecycleHooks=[{"lifecycleStages": ["PRE_SCALE_UP"]}])),
    ("SV029", lambda service: deployment(service, earlySuccessCriteria={"enable": True, "healthyPercent": 100})),
    ("SV030", lambda service: deployment(service, alarms={"enable": True, "rollback": True, "alarmNames": []})),
    ("SV031", lambda service: service.update(serviceRegistries=[{"registryArn": "a"}, {"registryArn": "b"}])),
    ("SV031", lambda service: service.update(serviceRegistries=[{"registryArn": "a", "containerName": "web"}])),
    ("SV032", lambda service: service.update(serviceConnectConfiguration={"namespace": "internal"})),
    ("SV032", lambda service: connect(service, alias(port=65536))),
    ("SV032", lambda service: connect(service, alias(dnsName="web"))),
    ("SV032", lambda service: connect(service, alias(port=80, dnsName="-web"))),
    ("SV032", lambda service: connect(service, {"portName": "http", "discoveryName": "Web"})),
    ("SV032", lambda service: connect(service, {"portName": "http"}, {"portName": "http"})),
    ("SV032", lambda service: connect(service, accessLogConfiguration={"format": "JSON"})),
    ("SV033", volume),
    ("SV033", lambda service: volume(service, sizeInGiB=3, volumeType="io1", iops=100)),
    ("SV033", lambda service: volume(service, sizeInGiB=4, volumeType="io1")),
    ("SV033", lambda service: volume(service, sizeInGiB=4, volumeType="standard")),
    ("SV033", lambda service: volume(service, sizeInGiB=4, volumeType="gp2", throughput=125)),
    ("SV033", lambda service: volume(service, sizeInGiB=4, volumeInitializationRate=100)),
    ("SV034", lambda service: (
        deployment(service, minimumHealthyPercent=0, maximumPercent=100),
        service.update(availabilityZoneRebalancing="ENABLED"))),
    ("SV036", lambda service: service.update(gatewayConnectors=[{"portName": "a"}, {"portName": "b"}])),
    ("SV037", lambda service: service.update(clientToken="t" * 37)),
    ("SV901", lambda service: service.update(loadBalancers=[BALANCER], healthCheckGracePeriodSeconds=-1)),
    ("SV902", lambda service: service.update(platformVersion="1.4")),
    ("SV951", lambda service: service["deploymentConfiguration"].pop("deploymentCircuitBreaker")),
    ("SV952", lambda service: deployment(service, deploymentCircuitBreaker={"enable": True, "rollback": False})),
    ("SV955", lambda service: service["networkConfiguration"]["awsvpcConfiguration"].update(assignPublicIp="ENABLED")),
]  # fmt: skip

ON_INSTANCES: list[tuple[str, Break]] = [
    ("SV010", lambda service: service.update(launchType="EC2", platformVersion="LATEST")),
    ("SV016", lambda service: service.update(placementStrategy=[SPREAD] * 6)),
    ("SV016", lambda service: service.update(placementStrategy=[{"type": "binpack", "field": "disk"}])),
    ("SV016", lambda service: service.update(placementStrategy=[{"type": "random", "field": "cpu"}])),
    ("SV016", lambda service: service.update(placementConstraints=[{"type": "distinctInstance", "expression": "x"}])),
    ("SV016", lambda service: service.update(placementConstraints=[{"type": "memberOf", "expression": "a" * 2001}])),
    ("SV008", lambda service: service.update(launchType="MANAGED_INSTANCES")),
    ("SV022", lambda service: without_balancer(service, role="ecsServiceRole")),
]  # fmt: skip

ON_DAEMONS: list[tuple[str, Break]] = [
    ("SV002", lambda service: service.update(desiredCount=0)),
    ("SV006", lambda service: deployment(service, maximumPercent=101)),
    ("SV006", lambda service: service.update(placementStrategy=[SPREAD])),
]


@pytest.mark.parametrize(("code", "damage"), ON_FARGATE, ids=label)
@settings(max_examples=4, deadline=None)
@given(service=on_fargate())
def test_one_fault_on_fargate(code: str, damage: Break, service: ServiceJson) -> None:
    damage(service)
    assert codes(service) == {code}


@pytest.mark.parametrize(("code", "damage"), ON_INSTANCES, ids=label)
@settings(max_examples=4, deadline=None)
@given(service=on_instances())
def test_one_fault_on_instances(code: str, damage: Break, service: ServiceJson) -> None:
    damage(service)
    assert codes(service) == {code}


@pytest.mark.parametrize(("code", "damage"), ON_DAEMONS, ids=label)
@settings(max_examples=4, deadline=None)
@given(service=daemons())
def test_one_fault_of_daemons(code: str, damage: Break, service: ServiceJson) -> None:
    damage(service)
    assert codes(service) == {code}


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 12), st.integers(0, 100), st.integers(100, 220))
def test_stuck_means_that_nothing_can_move_and_the_fix_frees_it(desired: int, low: int, high: int) -> None:
    def service(low: int, high: int) -> ServiceJson:
        configuration = {"minimumHealthyPercent": low, "maximumPercent": high}
        return {"serviceName": "w", "desiredCount": desired, "deploymentConfiguration": configuration}

    rules = tuple(rule for rule in RULES if rule.code == "SV005")
    found = findings(service(low, high), rules)
    may_start = desired < floor(desired * high / 100)
    may_stop = desired > ceil(desired * low / 100)
    is_refused = low == high == 100
    assert bool(found) == (desired > 0 and not may_start and not may_stop and not is_refused)
    for finding in found:
        assert f"`{desired}`" in finding.message
        assert finding.fix is not None
        source = finding.span.source
        fixed, _ = fix.apply(source, [finding.fix])
        assert findings(json.loads(fixed), rules) == []


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["", "${x}", "-1", "FARGATE", "EC2", "DAEMON", "\ud800", "\x00", "x" * 300])
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_any_value_anywhere_crashes_no_rule_and_fixes_stay_json(data: st.DataObject) -> None:
    # A copy: the strategies share parts between services.
    service = deepcopy(data.draw(on_fargate() | on_instances() | daemons() | blue_green()))
    for _ in range(3):
        put_somewhere(data, service, JSON_VALUES)
    for finding in findings(service, RULES):
        assert len(finding.message) < 600
        if finding.fix is not None:
            fixed, _ = fix.apply(finding.span.source, [finding.fix])
            assert json.loads(fixed) != service
