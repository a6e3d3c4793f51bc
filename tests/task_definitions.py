"""Valid task definitions for hypothesis, for each launch type on Linux and Windows."""

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
FARGATE_WINDOWS = (
    "WINDOWS_SERVER_2019_FULL",
    "WINDOWS_SERVER_2019_CORE",
    "WINDOWS_SERVER_2022_FULL",
    "WINDOWS_SERVER_2022_CORE",
    "WINDOWS_SERVER_2025_FULL",
    "WINDOWS_SERVER_2025_CORE",
)
EC2_WINDOWS = ("WINDOWS_SERVER_2016_FULL", "WINDOWS_SERVER_2004_CORE", "WINDOWS_SERVER_20H2_CORE")


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
            # Limits that together fit into the task, where it has one.
            most = limit if memory is None else limit // count
            container["memory"] = draw(st.integers(limit // count, most))
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
def family(draw: st.DrawFn) -> str:
    return draw(st.from_regex(r"[A-Za-z0-9_-]{1,20}", fullmatch=True))


@st.composite
def fargate(draw: st.DrawFn) -> Task:
    cpu = draw(st.sampled_from(fargate_cpus()))
    memory = draw(st.sampled_from(fargate_memory(cpu)))
    task: Task = {
        "family": draw(family()),
        "requiresCompatibilities": draw(st.sampled_from([["FARGATE"], ["EC2", "FARGATE"]])),
        "networkMode": "awsvpc",
        "cpu": draw(st.sampled_from([str(cpu), f"{cpu / 1024:g} vCPU"])),
        "memory": draw(st.sampled_from([str(memory), f"{memory / 1024:g} GB", f"{memory / 1024:g}GB"])),
        "executionRoleArn": ROLE,
        "containerDefinitions": draw(containers("awsvpc", cpu, memory)),
    }
    if draw(st.booleans()):
        task["runtimePlatform"] = {"cpuArchitecture": draw(st.sampled_from(["X86_64", "ARM64"]))}
    # New on Fargate: temporary file systems in memory.
    if draw(st.booleans()):
        first = task["containerDefinitions"][0]
        first["linuxParameters"] = {
            "initProcessEnabled": True,
            "tmpfs": [{"containerPath": "/tmp", "size": 64}],
            "capabilities": {"drop": ["ALL"], "add": ["SYS_PTRACE"]},
        }
        task["pidMode"] = "task"
    return task


@st.composite
def fargate_windows(draw: st.DrawFn) -> Task:
    cpu = draw(st.sampled_from(fargate_cpus(windows=True)))
    memory = draw(st.sampled_from(fargate_memory(cpu, windows=True)))
    task: Task = {
        "family": draw(family()),
        "requiresCompatibilities": ["FARGATE"],
        "networkMode": "awsvpc",
        "cpu": str(cpu),
        "memory": str(memory),
        "executionRoleArn": ROLE,
        "runtimePlatform": {"operatingSystemFamily": draw(st.sampled_from(FARGATE_WINDOWS))},
        "containerDefinitions": draw(containers("awsvpc", cpu, memory)),
    }
    return for_windows(task)


def for_windows(task: Task) -> Task:
    """Takes away what Windows containers do not have."""
    for container in task["containerDefinitions"]:
        container.pop("user", None)
        container.pop("memoryReservation", None)
    return task


@st.composite
def instance(draw: st.DrawFn) -> Task:
    mode = draw(st.sampled_from(["bridge", "host", "awsvpc", "none", ""]))
    memory = draw(st.sampled_from([None, 512, 4096]))
    types = [["EC2"], ["EXTERNAL"], ["EC2", "EXTERNAL"]]
    task: Task = {
        "family": "web",
        "requiresCompatibilities": draw(st.sampled_from(types[:1] if mode == "awsvpc" else types)),
    }
    if mode:
        task["networkMode"] = mode
    if memory:
        task["memory"] = str(memory)
    task["containerDefinitions"] = draw(containers(mode or "bridge", None, memory))
    return task


@st.composite
def ec2_windows(draw: st.DrawFn) -> Task:
    mode = draw(st.sampled_from(["awsvpc", ""]))
    task: Task = {
        "family": "web",
        "requiresCompatibilities": ["EC2"],
        "runtimePlatform": {"operatingSystemFamily": draw(st.sampled_from(EC2_WINDOWS + FARGATE_WINDOWS))},
        # Without a mode, the ports go through the translation of Windows.
        "containerDefinitions": draw(containers(mode or "bridge", None, None)),
    }
    if mode:
        task["networkMode"] = mode
    for container in for_windows(task)["containerDefinitions"]:
        for mapping in container.get("portMappings", ()):
            mapping.pop("name", None)
    return task


@st.composite
def managed(draw: st.DrawFn) -> Task:
    mode = draw(st.sampled_from(["awsvpc", "host"]))
    task: Task = {
        "family": draw(family()),
        "requiresCompatibilities": draw(
            st.sampled_from([["MANAGED_INSTANCES"], ["EC2", "MANAGED_INSTANCES"]])
        ),
        "networkMode": mode,
        "cpu": "2048",
        "memory": "4096",
        "executionRoleArn": ROLE,
        "containerDefinitions": draw(containers(mode, 2048, 4096)),
    }
    if draw(st.booleans()):
        task["containerDefinitions"][0]["restartPolicy"] = {"enabled": True, "restartAttemptPeriod": 60}
        task["enableFaultInjection"] = True
    return task
