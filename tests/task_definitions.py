"""Valid task definitions for hypothesis, on Fargate and on instances."""

from typing import Any

from hypothesis import strategies as st

from ecslint.taskdefinition.sizes import fargate_cpus, fargate_memory

Task = dict[str, Any]

ROLE = "arn:aws:iam::123456789012:role/execution"
ECR = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"
IMAGES = (
    "nginx:1.27",
    f"{ECR}/web:1.4.2",
    "public.ecr.aws/docker/library/redis:7.4",
    f"web@sha256:{'0a' * 32}",
)


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
