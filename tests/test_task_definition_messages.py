"""What rules on task definitions say and where, and what templates keep them from saying."""

import pytest

from ecslint import document as documents
from ecslint import shelf
from ecslint.engine import Engine
from ecslint.finding import Severity
from ecslint.source import Source

# The pages on how a task should be run (TD952 on) are left out: these texts lack nearly everything.
RULES = tuple(rule for rule in shelf.family("taskdefinition") if rule.code < "TD952")
MAPPING = """{
  "family": "f",
  "memory": "64",
  "networkMode": "%s",
  "containerDefinitions": [{"name": "c", "portMappings": [%s]}]
}"""
IMAGE = '[{"name": "c", "essential": true, "image": "%s"}]'


@pytest.mark.parametrize(
    ("code", "text", "place", "severity", "message"),
    [
        ("TD100", '{"requiresCompatibilities": ["FARGATE"], "cpu": "1 vCPU", "memory": "1 GB", "containerDefinitions": []}',
         '"1 GB"', Severity.ERROR,
         ("Fargate has no `1 GB` memory with `1 vCPU` CPU, allowed are 2048 to 8192 in steps of 1024 "
         "(AWS: No Fargate configuration exists for given values)")),
        ("TD100", '{"requiresCompatibilities": ["FARGATE"], "cpu": 256, "memory": 256, "containerDefinitions": []}',
         "256", Severity.ERROR,
         ("Fargate has no `256` memory with `256` CPU, allowed are 512, 1024 or 2048 "
         "(AWS: No Fargate configuration exists for given values)")),
        ("TD304", MAPPING % ("host", '{"containerPort": 8080, "hostPort": 80}'), "80", Severity.ERROR,
         ("`hostPort` is `80`, allowed in host mode is the container port `8080` or none "
         "(AWS: When networkMode=host, the host ports and container ports in port mappings must match)")),
        ("TD304", MAPPING % ("awsvpc", '{"containerPort": "80", "hostPort": 0}'), "0", Severity.WARNING,
         "`hostPort` is `0`, allowed in awsvpc mode is the container port `80` or none"),
        ("TD308", MAPPING % ("host", '{"containerPort": 53, "protocol": "udp"}, {"containerPort": 53, "protocol": "udp"}'),
         "53", Severity.ERROR,
         ("udp port `53` is used a second time, allowed is once in the whole task "
         "(AWS: UDP host port '53' is mapped multiple times in task)")),
        ("TD303", IMAGE % "https://me:hunter2@example.com/app", '"https://me:hunter2@example.com/app"', Severity.ERROR,
         "the image has an `@` without a digest, allowed is `sha256:` and 64 hexadecimal digits"),
        ("TD303", IMAGE % "web:1 2", '"web:1 2"', Severity.ERROR,
         ("image `web:1 2` holds ` `, allowed are letters, digits and `-_:./#@` "
         "(AWS: Container.image contains invalid characters)")),
        ("TD612", IMAGE % "${REGISTRY}/web:latest", '"${REGISTRY}/web:latest"', Severity.WARNING,
         "image `${REGISTRY}/web:latest` is whatever was pushed last"),
    ],
)  # fmt: skip
def test_messages(code: str, text: str, place: str, severity: Severity, message: str) -> None:
    source = Source("task-definition.json", text)
    document = documents.parse(source, "task-definition", given=True)
    assert not isinstance(document, documents.Skipped)
    (finding,) = [each for each in Engine(RULES).run(document)[0] if each.code == code]
    assert (finding.span.text, finding.severity, finding.message) == (place, severity, message)


@pytest.mark.parametrize(
    "text",
    [
        MAPPING % ("${mode}", '{"containerPort": 8080, "hostPort": 80}'),
        MAPPING % ("awsvpc", '{"containerPort": ${port}, "hostPort": 80}'),
        MAPPING % ("awsvpc", '{"containerPort": "{{ port }}", "hostPort": 80}'),
        MAPPING % ("awsvpc", "${mappings}"),
        MAPPING % ("<MODE>", '{"containerPort": 53}, {"containerPort": 53}'),
        MAPPING % ("awsvpc", '{"containerPort": 53}, {"containerPort": 53, "protocol": "${protocol}"}'),
        IMAGE % "${IMAGE}",
        IMAGE % "<IMAGE1_NAME>",
        IMAGE % "nginx:$TAG",
        IMAGE % "IMAGE_URI",
        '{"family": "${name}", "requiresCompatibilities": ["${type}"], "containerDefinitions": [{"name": "c"}]}',
        '{"family": "f", "requiresCompatibilities": ${types}, "containerDefinitions": [{"name": "c"}]}',
        '{"family": "f", "memory": "${memory}", "containerDefinitions": [{"name": "c", "memory": 4096}]}',
        '{"family": "f", "containerDefinitions": [${first}, ${second}]}',
        '{"family": "f", "containerDefinitions": ${containers}}',
    ],
)
def test_what_a_template_decides_is_not_judged(text: str) -> None:
    document = documents.parse(Source("task-definition.json", text), "task-definition", given=True)
    assert not isinstance(document, documents.Skipped)
    assert [each.message for each in Engine(RULES).run(document)[0] if each.code != "TD302"] == []
