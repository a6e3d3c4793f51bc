"""Valid service definitions for hypothesis, on Fargate and on instances."""

from typing import Any

from hypothesis import strategies as st

ServiceJson = dict[str, Any]

TARGET_GROUP = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/6559cfe8fad090fc"
VOLUMES: list[ServiceJson] = [
    {"sizeInGiB": 20},
    {"snapshotId": "snap-1", "volumeInitializationRate": 100},
    {"sizeInGiB": 16384, "volumeType": "gp3", "iops": 3000, "throughput": 500},
    {"sizeInGiB": 4, "volumeType": "io2", "iops": 256000},
    {"sizeInGiB": 125, "volumeType": "st1"},
]
SHIFTS: list[tuple[str, ServiceJson]] = [
    ("BLUE_GREEN", {"bakeTimeInMinutes": 0}),
    ("LINEAR", {"linearConfiguration": {"stepPercent": 3.3, "stepBakeTimeInMinutes": 1440}}),
    ("CANARY", {"canaryConfiguration": {"canaryPercent": 0.1, "canaryBakeTimeInMinutes": 0}}),
]
ROLE = "arn:aws:iam::123456789012:role/deployment"
SPREAD = {"type": "spread", "field": "attribute:ecs.availability-zone"}


def network(subnets: int = 2, groups: int = 1) -> ServiceJson:
    return {
        "awsvpcConfiguration": {
            "subnets": [f"subnet-{number:017x}" for number in range(subnets)],
            "securityGroups": [f"sg-{number:017x}" for number in range(groups)],
            "assignPublicIp": "DISABLED",
        }
    }


@st.composite
def rolling(draw: st.DrawFn) -> ServiceJson:
    """What every service may have, with a rollout that has room to move."""
    desired = draw(st.integers(1, 50))
    low, high = draw(st.sampled_from([(0, 100), (0, 200), (100, 200), (50, 200)]))
    service: ServiceJson = {
        "serviceName": draw(st.from_regex(r"[A-Za-z0-9_-]{1,40}", fullmatch=True)),
        "taskDefinition": "web:3",
        "desiredCount": desired,
        "schedulingStrategy": "REPLICA",
        "deploymentConfiguration": {
            "minimumHealthyPercent": low,
            "maximumPercent": high,
            "deploymentCircuitBreaker": {"enable": True, "rollback": True},
        },
    }
    if draw(st.booleans()):
        service["loadBalancers"] = [
            {"targetGroupArn": TARGET_GROUP, "containerName": "web", "containerPort": 80}
        ]
        service["healthCheckGracePeriodSeconds"] = draw(st.integers(0, 2_147_483_647))
    if draw(st.booleans()):
        service["serviceConnectConfiguration"] = {
            "enabled": True,
            "namespace": "internal",
            "services": [{"portName": "http", "clientAliases": [{"port": 80, "dnsName": "web.internal"}]}],
        }
    if draw(st.booleans()):
        volume = draw(st.sampled_from(VOLUMES))
        service["volumeConfigurations"] = [{"name": "data", "managedEBSVolume": {"roleArn": ROLE, **volume}}]
    return service


@st.composite
def on_fargate(draw: st.DrawFn) -> ServiceJson:
    service = draw(rolling())
    service["networkConfiguration"] = network(draw(st.integers(1, 16)), draw(st.integers(0, 5)))
    if draw(st.booleans()):
        service["launchType"] = "FARGATE"
    else:
        service["capacityProviderStrategy"] = [
            {"capacityProvider": "FARGATE", "base": draw(st.integers(0, 100_000)), "weight": 1},
            {"capacityProvider": "FARGATE_SPOT", "weight": draw(st.integers(0, 1000))},
        ]
    if draw(st.booleans()):
        service["platformVersion"] = draw(st.sampled_from(["LATEST", "1.4.0", ""]))
    return service


@st.composite
def on_instances(draw: st.DrawFn) -> ServiceJson:
    service = draw(rolling())
    if draw(st.booleans()):
        service["launchType"] = "EC2"
    if draw(st.booleans()):
        service["placementStrategy"] = [SPREAD, {"type": "binpack", "field": "memory"}, {"type": "random"}]
        service["placementConstraints"] = [{"type": "distinctInstance"}]
    if "loadBalancers" in service and draw(st.booleans()):
        service["role"] = "ecsServiceRole"
    return service


@st.composite
def daemons(draw: st.DrawFn) -> ServiceJson:
    service = draw(rolling())
    del service["desiredCount"]
    service["schedulingStrategy"] = "DAEMON"
    service["launchType"] = "EC2"
    service["deploymentConfiguration"] = {
        "minimumHealthyPercent": draw(st.integers(0, 99)),
        "maximumPercent": 100,
        "deploymentCircuitBreaker": {"enable": True, "rollback": True},
    }
    return service


@st.composite
def code_deploy(draw: st.DrawFn) -> ServiceJson:
    service = draw(on_fargate())
    service["deploymentController"] = {"type": "CODE_DEPLOY"}
    del service["deploymentConfiguration"]
    service["loadBalancers"] = [{"targetGroupArn": TARGET_GROUP, "containerName": "web", "containerPort": 80}]
    return service


@st.composite
def blue_green(draw: st.DrawFn) -> ServiceJson:
    service = draw(on_fargate())
    strategy, part = draw(st.sampled_from(SHIFTS))
    service["deploymentConfiguration"] = {
        "strategy": strategy,
        **part,
        "lifecycleHooks": [
            {"hookTargetArn": "arn:aws:lambda:x", "roleArn": ROLE, "lifecycleStages": ["PRE_SCALE_UP"]},
            {"targetType": "PAUSE", "lifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"]},
        ],
    }
    service["loadBalancers"] = [
        {
            "targetGroupArn": TARGET_GROUP,
            "containerName": "web",
            "containerPort": 80,
            "advancedConfiguration": {
                "alternateTargetGroupArn": TARGET_GROUP,
                "productionListenerRule": "arn:aws:elasticloadbalancing:x",
                "roleArn": ROLE,
            },
        }
    ]
    return service
