"""What other tools mean by their checks of task and service definitions: every rule that names one answers as its users expect.

The tables in peer_meaning/definitions/ are our own understanding of the checks. A section names the checks it is about in
brackets: each line with `+` must be reported when one of them is selected, each line with `-` must not. A line is a valid
definition (`BASES`) and what is different in it: `member=JSON` sets a member, the name alone drops it, `c.` stands for the
first container, `@name` for a text of `PARTS`.
"""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import ecslint
from ecslint import shelf

FOLDER = Path(__file__).parent / "peer_meaning" / "definitions"
LOG = {"awslogs-group": "/web", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "web"}
CONTAINER = {"name": "web", "image": "web:1.2", "logConfiguration": {"logDriver": "awslogs", "options": LOG}}
FARGATE = {
    "family": "web",
    "networkMode": "awsvpc",
    "requiresCompatibilities": ["FARGATE"],
    "cpu": "1024",
    "memory": "2048",
    "executionRoleArn": "arn:aws:iam::123456789012:role/execution",
    "containerDefinitions": [CONTAINER],
}
SERVICE = {
    "serviceName": "web",
    "taskDefinition": "web",
    "launchType": "FARGATE",
    "desiredCount": 2,
    "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"], "securityGroups": ["sg-1"]}},
    "deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": True, "rollback": True}},
}
BASES: dict[str, dict[str, Any]] = {
    "fargate": FARGATE,
    "ec2": {**FARGATE, "requiresCompatibilities": ["EC2"], "networkMode": "bridge"},
    "windows": {**FARGATE, "runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}},
    "service": SERVICE,
    "ec2-service": {
        **{name: value for name, value in SERVICE.items() if name != "networkConfiguration"},
        "launchType": "EC2",
    },
}
TARGET = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/0123456789abcdef"
PROXY = {"ProxyIngressPort": "15000", "ProxyEgressPort": "15001", "AppPorts": "80", "EgressIgnoredIPs": "", "IgnoredUID": "1"}  # fmt: skip
PARTS = {
    "@env": '{"type":"s3","value":"arn:aws:s3:::bucket/app.env"}',
    "@lb": f'[{{"targetGroupArn":"{TARGET}","containerName":"web","containerPort":80}}]',
    "@registry": '{"registryArn":"arn:aws:servicediscovery:eu-west-1:123456789012:service/srv-1"}',
    "@proxy": json.dumps([{"name": name, "value": value} for name, value in PROXY.items()]),
    # In two pieces each, so that no file of the project holds one.
    "@key": "AKIA" + "Q3EGRPVZ5KLTMXW7",
    "@secret": "p9Yk3vT7wQ2mZ8xL5nB1" + "cD4fG6hJ0rS9tU3vW7yA",
    "@password": "kT9" + "#vLm2!xQz",
}


class Row(NamedTuple):
    """One line of a table, and the checks its section is about."""

    peers: tuple[str, ...]
    is_reported: bool
    line: str


def rows() -> Iterator[Row]:
    for path in sorted(FOLDER.glob("*.txt")):
        peers: tuple[str, ...] = ()
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                peers = tuple(line.strip("[]").split())
            else:
                assert line[:2] in {"+ ", "- "}, line
                yield Row(peers, line[0] == "+", line[2:])


ROWS = list(rows())


def definition(line: str) -> tuple[str, str]:
    """The text and the name of the file of a line."""
    base, _, changes = line.partition(" ")
    document: Any = copy.deepcopy(BASES[base])
    for change in filter(None, changes.split(" ; ")):
        path, is_set, value = change.partition("=")
        for name, part in PARTS.items():
            value = value.replace(name, part)
        holder = document
        first, *rest = path.split(".")
        steps = ["containerDefinitions", "0", *rest] if first == "c" else [first, *rest]
        for step in steps[:-1]:
            holder = holder[int(step)] if isinstance(holder, list) else holder[step]
        if isinstance(holder, list):
            holder.append(json.loads(value))
        elif is_set:
            holder[steps[-1]] = json.loads(value)
        else:
            del holder[steps[-1]]
    name = "service-definition.json" if base.endswith("service") else "task-definition.json"
    return json.dumps(document, indent=2), name


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.peers[0]} {row.line[:60]}")
def test_check(row: Row) -> None:
    text, name = definition(row.line)
    answers = {peer: bool(ecslint.check_text(text, name, select=(peer,))) for peer in row.peers}
    assert answers == dict.fromkeys(row.peers, row.is_reported)


def test_every_check_is_looked_at() -> None:
    """A rule may not name a check elsewhere of which no table says what it means; two files at once have tests of their own."""
    families = ("taskdefinition", "service")
    carried = {peer for family in families for rule in shelf.family(family) for peer in rule.peers}
    assert {peer for row in ROWS for peer in row.peers} >= carried - {"cfn-lint:E0000"}
