"""A task and a service definition with something of everything, and how tests read them."""

import json
from typing import Any

from ecslint.source import Source
from ecslint.taskdefinition import (
    Container,
    JsonFile,
    TaskDefinition,
    parse,
)


def read(document: Any, launch_type: str | None = None, forced: str | None = None) -> JsonFile:
    text = document if isinstance(document, str) else json.dumps(document, indent=2)
    return parse(Source("taskdef.json", text), launch_type, forced=forced)


def task(document: Any, launch_type: str | None = None) -> TaskDefinition:
    found = read(document, launch_type).task_definition
    assert found is not None
    return found


def container(**members: Any) -> Container:
    return task({"containerDefinitions": [{"name": "web", **members}]}).containers[0]


def changed(text: str, *edits: Any) -> str:
    for edit in sorted(edits, key=lambda edit: edit.span.start, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


WEB: dict[str, Any] = {"name": "web", "image": "nginx:1", "essential": True}

GOOD: dict[str, Any] = {
    "family": "web",
    "networkMode": "awsvpc",
    "requiresCompatibilities": ["FARGATE"],
    "cpu": "256",
    "memory": "512",
    "runtimePlatform": {"cpuArchitecture": "ARM64", "operatingSystemFamily": "LINUX"},
    "ephemeralStorage": {"sizeInGiB": 30},
    "volumes": [{"name": "data", "efsVolumeConfiguration": {"fileSystemId": "fs-1", "authorizationConfig": {"iam": "ENABLED"}}}],
    "tags": [{"key": "team", "value": ""}],
    "containerDefinitions": [
        {
            **WEB,
            "cpu": 128,
            "portMappings": [{"containerPort": 80, "hostPort": 80, "protocol": "tcp"}],
            "environment": [{"name": "A", "value": ""}, {"name": "B", "value": "b"}],
            "secrets": [{"name": "C", "valueFrom": "arn"}],
            "command": ["sh", "-c", "", "exec web"],
            "healthCheck": {"command": ["CMD", "true"], "interval": 30},
            "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "/web"}, "secretOptions": [{"name": "x", "valueFrom": "y"}]},
            "linuxParameters": {"capabilities": {"drop": ["ALL"]}, "tmpfs": [{"containerPath": "/tmp", "size": 64}]},
            "resourceRequirements": [{"type": "GPU", "value": "1", "sharingStrategy": {"nvidiaMps": {"memory": 1}}}],
            "dockerLabels": {"a": "b"},
            "restartPolicy": {"enabled": True, "ignoredExitCodes": [0]},
        }
    ],
}  # fmt: skip

SERVICE: dict[str, Any] = {
    "serviceName": "web",
    "taskDefinition": "web:1",
    "desiredCount": 2,
    "loadBalancers": [{"targetGroupArn": "arn", "containerName": "web", "containerPort": 80}],
    "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["s"], "assignPublicIp": "ENABLED"}},
    "deploymentConfiguration": {
        "deploymentCircuitBreaker": {"enable": True},
        "linearConfiguration": {"stepPercent": 2.5},
    },
    "serviceConnectConfiguration": {"services": [{"portName": "http", "clientAliases": [{"port": 80}]}]},
    "enableECSManagedTags": True,
    "volumeConfigurations": [{"name": "v", "managedEBSVolume": {"sizeInGiB": 10}}],
}
