"""Which JSON is a task or a service definition, and what the others are called."""

from typing import Any

import pytest
from model_samples import GOOD, SERVICE, WEB, read

from ecslint.taskdefinition import (
    looks_like,
)


@pytest.mark.parametrize(
    ("document", "kind", "reason"),
    [
        (GOOD, "task-definition", ""),
        ({"containerDefinitions": []}, "task-definition", ""),
        ('{"containerDefinitions": ${containers}}', "task-definition", ""),
        ({"taskDefinition": GOOD, "tags": []}, "task-definition", ""),
        ({**GOOD, "taskDefinitionArn": "arn", "revision": 3, "status": "ACTIVE"}, "task-definition", ""),
        ([WEB], "task-definition", ""),
        ([{"name": "web", "image": "x"}, {"name": "side", "image": "x", "portMappings": []}], "task-definition", ""),
        ([{"name": "web", "essential": True, "portMappings": []}], "task-definition", ""),
        ('[{"name": "web", "image": ${image}, "essential": true}, ${sidecars}]', "task-definition", ""),
        (WEB, "task-definition", ""),
        (SERVICE, "service-definition", ""),
        ({"services": [{"serviceArn": "arn", **SERVICE}], "failures": []}, "service-definition", ""),
        ({"service": SERVICE}, "service-definition", ""),
        ({"launchType": "FARGATE", "desiredCount": 1}, "service-definition", ""),
        ({"AWSEBDockerrunVersion": 2, "containerDefinitions": [WEB]}, "other", "is a Dockerrun file of Elastic Beanstalk"),
        ({"Resources": {"T": {"Type": "AWS::ECS::TaskDefinition"}}}, "other", "is a CloudFormation template"),
        ({"version": 0.0, "Resources": [{"TargetService": {}}]}, "other", "is an appspec of CodeDeploy"),
        ({"apiVersion": "v1", "kind": "Pod", "spec": {}}, "other", "is a Kubernetes object"),
        ({"services": {"web": {"image": "nginx"}}}, "other", "is a Compose file"),
        ({"name": "web", "version": "1", "scripts": {}, "dependencies": {}}, "other", "is a package manifest"),
        ([{"name": "web", "imageUri": "x"}], "other", "is a list of images for CodePipeline"),
        ([GOOD], "other", "is a list of task definitions, and a file holds one"),
        ({"containerOverrides": [WEB]}, "other", "is input or overrides for a single run of a task"),
        ({"cluster": "c", "taskDefinition": "t", "launchType": "FARGATE", "count": 1}, "other", "is input or overrides for a single run of a task"),
        ({**GOOD, "pidMode": "shared"}, "other", "is a daemon task definition"),
        ({"taskDefinition": {**GOOD, "daemonTaskDefinitionArn": "arn"}}, "other", "is a daemon task definition"),
        ({"containerDefinitions": [WEB], "volumes": [{"logDriverVolumeConfiguration": {}}]}, "other", "is a daemon task definition"),
        ({"serviceName": "x", "primaryContainer": {"image": "x"}, "taskRoleArn": "y"}, "other", "is an Express Mode service"),
        ({"a": 1}, "other", "has no `containerDefinitions`, and is no service definition"),
        ([1, 2], "other", "is a list, but not of container definitions"),
        ([{"name": "web", "image": "nginx"}], "other", "is a list, but not of container definitions"),
        ("3", "other", "holds a single JSON value"),
        ("", "other", "holds no JSON"),
        ("${everything}", "other", "is one template from end to end"),
        ('"containerDefinitions": [', "task-definition", ""),
    ],
)  # fmt: skip
def test_shape(document: Any, kind: str, reason: str) -> None:
    file = read(document)
    assert (file.kind, file.reason) == (kind, reason)
    if kind != "other":
        assert looks_like(file.source.text)
    assert (file.task_definition is not None) <= (kind == "task-definition")
    assert bool(file.services) == (kind == "service-definition")


def test_forced_kind() -> None:
    assert read({"family": "x"}, forced="task-definition").kind == "task-definition"
    assert len(read({"serviceName": "x"}, forced="service-definition").services) == 1
    assert read("", forced="task-definition").task_definition is None
