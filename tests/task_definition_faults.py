"""Ways to break one constraint of a valid task definition, each with the code that must be found: for each launch type, and for all."""

from collections.abc import Callable
from typing import Any

from task_definitions import ECR, IMAGES, ROLE, Task

from ecslint.taskdefinition.sizes import parse_cpu, parse_memory

Break = Callable[[Task], object]


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


def shared_memory(task: Task) -> None:
    """Limits that are each within the memory of the task, and together above it."""
    for container in free_sizes(task)["containerDefinitions"]:
        container["memory"] = 64
    task["memory"] = "512"
    task["containerDefinitions"].append({"name": "more", "image": IMAGES[0], "memory": 500})


ON_FARGATE: list[tuple[str, Break]] = [
    ("TD100", lambda task: free_sizes(task).update(cpu="256", memory="4096")),
    ("TD100", lambda task: free_sizes(task).update(cpu="32 vCPU", memory="64 GB")),
    ("TD100", lambda task: free_sizes(task).update(cpu="300", memory="512")),
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
    ("TD217", lambda task: task.pop("executionRoleArn")),
    ("TD301", lambda task: first(task).update(name="web server")),
    ("TD301", lambda task: first(task).pop("name")),
    ("TD303", lambda task: first(task).update(image="nginx:1.27 ")),
    ("TD303", lambda task: first(task).update(image="web@sha256:abc")),
    ("TD303", lambda task: first(task).update(image="123456789012.dkr.ecr.eu-west-1.amazonaws.com/web@sha256:abc")),
    ("TD303", lambda task: first(task).update(image="123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:")),
    ("ECR008", lambda task: first(task).update(image="123456789012.dkr.ecr.eu-west-1.amazonaws.com/Web:1")),
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
    ("TD412", lambda task: volume(task, name="v", host={"sourcePath": "/srv"})),
    ("TD412", lambda task: volume(task, name="v", dockerVolumeConfiguration={"scope": "task"})),
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
    if name == "awsvpc":
        task["requiresCompatibilities"] = ["EC2"]
    for container in task["containerDefinitions"]:
        container.pop("portMappings", None)
    return task


def mode_with_ports(task: Task) -> Task:
    """A task whose containers can be reached, on their own ports."""
    if task.get("networkMode") in {"host", "none"}:
        mode(task, "bridge" if task["networkMode"] == "none" else "awsvpc")
    for container in task["containerDefinitions"]:
        container.pop("portMappings", None)
    return task


def shared_host_port(task: Task) -> None:
    mode(task, "bridge")
    ports(task, {"containerPort": 80, "hostPort": 8080}, {"containerPort": 81, "hostPort": 8080})


ON_INSTANCES: list[tuple[str, Break]] = [
    ("TD116", shared_memory),
    ("TD405", lambda task: first(task).update(linuxParameters={"swappiness": 101, "maxSwap": 1})),
    ("TD405", lambda task: first(task).update(linuxParameters={"swappiness": 1})),
    ("TD313", lambda task: ports(mode(task, "bridge"), *(
        {"containerPort": port, "hostPort": port} for port in range(10_000, 10_095)))),
    ("TD408", lambda task: first(task).update(linuxParameters={"capabilities": {"drop": ["net_raw"]}})),
    ("TD408", lambda task: first(task).update(linuxParameters={"capabilities": {"add": ["CAP_CHOWN"]}})),
    ("TD408", lambda task: first(task).update(linuxParameters={"capabilities": {"drop": ["NET_EVERYTHING"]}})),
    ("TD410", lambda task: first(task).update(resourceRequirements=[{"type": "GPU", "value": "0"}])),
    ("TD410", lambda task: first(task).update(resourceRequirements=[{"type": "NeuronDevice", "value": "ALL"}])),
    ("TD418", lambda task: first(task).update(systemControls=[{"namespace": "vm.swappiness", "value": "1"}])),
    ("TD418", lambda task: first(mode(task, "host")).update(
        systemControls=[{"namespace": "net.core.somaxconn", "value": "1"}])),
    ("TD423", lambda task: first(task).update(dockerSecurityOptions=["seccomp=unconfined"])),
    ("TD414", lambda task: (
        task.update(runtimePlatform={"operatingSystemFamily": "LINUX"}),
        volume(task, name="a", fsxWindowsFileServerVolumeConfiguration={"fileSystemId": "fs-1", "rootDirectory": "x", "authorizationConfig": {"credentialsParameter": "arn:aws:ssm:eu-west-1:123456789012:parameter/a", "domain": "a.example"}}))),
    ("TD810", lambda task: volume(task, name="a", dockerVolumeConfiguration={"autoprovision": True})),
    ("TD111", lambda task: (first(task).pop("memoryReservation", None), first(task).update(memory=5))),
    ("TD203", lambda task: first(task).update(dockerLabels={"a": "b" * 70_000})),
    ("TD207", lambda task: task.update(
        placementConstraints=[{"type": "memberOf", "expression": "attributes:ecs.os-type == linux"}])),
    ("TD207", lambda task: task.update(
        placementConstraints=[{"type": "memberOf", "expression": "attribute:a == b"}] * 11)),
    ("TD210", lambda task: mode(task, "awsvpc").update(requiresCompatibilities=["EC2", "EXTERNAL"])),
    ("TD213", lambda task: task.update(inferenceAccelerators=[{"deviceName": "a", "deviceType": "eia1.large"}])),
    ("TD220", lambda task: first(task).update(credentialSpecs=["credentialspec:arn:aws:s3:::b/c.json"])),
    ("TD222", lambda task: mode(task, "none").update(enableFaultInjection=True)),
    ("TD223", lambda task: task.update(trustedExecutionConfiguration={"isolationMode": "SHARED"})),
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
]  # fmt: skip

ON_FARGATE_WINDOWS: list[tuple[str, Break]] = [
    ("TD100", lambda task: free_sizes(task).update(cpu="512", memory="2048")),
    ("TD100", lambda task: free_sizes(task).update(cpu="8192", memory="16384")),
    ("TD214", lambda task: task["runtimePlatform"].update(cpuArchitecture="ARM64")),
    ("TD215", lambda task: task["runtimePlatform"].update(operatingSystemFamily="WINDOWS_SERVER_2016_FULL")),
    ("TD211", lambda task: task.update(pidMode="task")),
]

ON_WINDOWS: list[tuple[str, Break]] = [
    ("TD420", lambda task: first(task).update(readonlyRootFilesystem=True)),
    ("TD420", lambda task: first(task).update(linuxParameters={"initProcessEnabled": True})),
    ("TD420", lambda task: first(task).update(systemControls=[{"namespace": "net.a", "value": "1"}])),
    ("TD420", lambda task: first(task).update(dockerSecurityOptions=["no-new-privileges"])),
    ("TD810", lambda task: volume(task, name="a", dockerVolumeConfiguration={"driver": "nfs"})),
    ("TD105", lambda task: task.update(cpu="1024")),
    ("TD210", lambda task: mode(task, "host")),
    ("TD212", lambda task: task.update(ipcMode="task")),
    ("TD212", lambda task: task.update(pidMode="task")),
]

ON_MANAGED: list[tuple[str, Break]] = [
    ("TD425", lambda task: first(task).update(logConfiguration={"logDriver": "gelf"})),
    ("TD426", lambda task: volume(task, name="v", dockerVolumeConfiguration={"scope": "shared"})),
    ("TD426", lambda task: task.update(
        requiresCompatibilities=["MANAGED_INSTANCES"], runtimePlatform={"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"})),
    ("TD410", lambda task: neuron_devices(task, "one", "two")),
    ("TD114", lambda task: task.update(
        requiresCompatibilities=["MANAGED_INSTANCES"], ephemeralStorage={"sizeInGiB": 30})),
    ("TD210", lambda task: mode(task, "bridge").pop("enableFaultInjection", None)),
    ("TD212", lambda task: task.update(ipcMode="task")),
    ("TD223", lambda task: task.update(trustedExecutionConfiguration={"isolationMode": "CONFIDENTIAL_SANDBOX"})),
]  # fmt: skip


def variables(task: Task, *names: str) -> None:
    first(task)["environment"] = [{"name": name, "value": name.lower()} for name in names]


def reference(task: Task, value: str) -> None:
    """A secret, and a role to fetch it with."""
    task["executionRoleArn"] = ROLE
    first(task)["secrets"] = [{"name": "A", "valueFrom": value}]


def options(task: Task, driver: str = "awslogs", **more: str) -> None:
    given = first(task)["logConfiguration"]["options"] if driver == "awslogs" else {}
    first(task)["logConfiguration"] = {
        "logDriver": driver, "options": {**given, **{name.replace("_", "-"): value for name, value in more.items()}}
    }  # fmt: skip


def router(task: Task, driver: str | None = None, essential: bool = True, **more: str) -> None:
    first(task)["logConfiguration"] = {"logDriver": "awsfirelens"}
    container: Task = {
        "name": "router", "image": "fluent-bit:3.1", "essential": essential, "memory": 64,
        "logConfiguration": own_log(driver),
        "firelensConfiguration": {
            "type": "fluentbit", "options": {name.replace("_", "-"): value for name, value in more.items()}
        },
    }  # fmt: skip
    free_memory(task)
    task["containerDefinitions"].append(container)


def own_log(driver: str | None) -> Task:
    return {"logDriver": driver} if driver else {
        "logDriver": "awslogs",
        "options": {"awslogs-group": "/r", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "r"},
    }  # fmt: skip


def free_memory(task: Task) -> None:
    """Room for one more container."""
    for container in task["containerDefinitions"]:
        container.pop("memoryReservation", None)
        if "memory" in container:
            container["memory"] = 64


def volume(task: Task, mount: bool = True, **members: Any) -> Task:
    task.setdefault("volumes", []).append(members)
    if mount:
        path = f"/data{len(task['volumes'])}"
        mounts = first(task).setdefault("mountPoints", [])
        mounts.append({"sourceVolume": members.get("name", ""), "containerPath": path})
    return task


def neuron_devices(task: Task, *names: str) -> None:
    for name in names:
        requirement = {"type": "NeuronDevice", "value": "ALL"}
        container = {"name": name, "image": "a:1", "resourceRequirements": [requirement]}
        task["requiresCompatibilities"] = ["MANAGED_INSTANCES"]
        task["containerDefinitions"].append({**container, "logConfiguration": own_log(None)})


EVERYWHERE: list[tuple[str, Break]] = [
    (
        "TD309",
        lambda task: ports(
            mode_with_ports(task),
            {"containerPort": 53, "protocol": "tcp", "name": "dns"},
            {"containerPort": 53, "protocol": "udp"},
        ),
    ),
    (
        "TD422",
        lambda task: (
            task.update(executionRoleArn=ROLE),
            first(task).update(credentialSpecs=["arn:aws:s3:::b/c"]),
        ),
    ),
    (
        "TD422",
        lambda task: (
            task.update(executionRoleArn=ROLE),
            first(task).update(
                credentialSpecs=[
                    "credentialspec:arn:aws:s3:::b/c",
                    "credentialspec:arn:aws:ssm:eu-west-1:123456789012:parameter/c",
                ]
            ),
        ),
    ),
    ("TD603", lambda task: variables(task, "A", "B", "A")),
    (
        "TD604",
        lambda task: reference(task, "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf:key"),
    ),
    ("TD604", lambda task: reference(task, "arn:aws:ssm:eu-west-1:123456789012:key")),
    ("TD604", lambda task: reference(task, "arn:aws:kms:eu-west-1:123456789012:key/1")),
    ("TD604", lambda task: reference(task, "arn:aws:ssm:::parameter/key")),
    ("TD605", lambda task: reference(task, "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-secret")),
    ("TD606", lambda task: reference(task, "a value")),
    (
        "TD607",
        lambda task: (
            task.update(executionRoleArn=ROLE),
            first(task).update(environmentFiles=[{"type": "s3", "value": "s3://b/c.env"}]),
        ),
    ),
    ("TD608", lambda task: variables(task, "AWS_EXECUTION_ENV")),
    (
        "TD609",
        lambda task: (
            task.update(executionRoleArn=ROLE),
            first(task).update(image=f"{ECR}/app:1", repositoryCredentials={"credentialsParameter": "a"}),
        ),
    ),
    ("TD610", lambda task: first(task).update(image="a:1", versionConsistency="disabled")),
    ("TD705", lambda task: options(task, awslogs_multiline_pattern="^a", awslogs_datetime_format="%Y")),
    ("TD706", lambda task: options(task, mode="fast")),
    ("TD706", lambda task: options(task, mode="blocking", max_buffer_size="1m")),
    ("TD706", lambda task: options(task, max_buffer_size="lots")),
    ("TD707", lambda task: options(task, "splunk", splunk_url="https://splunk.example.com")),
    ("TD710", lambda task: router(task, "awsfirelens")),
    ("TD710", lambda task: router(task, enable_ecs_log_metadata="yes")),
    ("TD710", lambda task: router(task, config_file_type="file")),
    ("TD710", lambda task: router(task, config_file_value="/a.conf")),
    ("TD712", lambda task: router(task, essential=False)),
    ("TD803", lambda task: volume(task, mount=False, name="a", configuredAtLaunch=True)),
    ("TD803", lambda task: [volume(task, name=name, configuredAtLaunch=True) for name in "ab"]),
    ("TD804", lambda task: volume(task, name="a b")),
    ("TD804", lambda task: volume(task, mount=False, efsVolumeConfiguration={"fileSystemId": "fs-1"})),
    ("TD804", lambda task: [volume(task, name="a") for _ in range(2)]),
    (
        "TD808",
        lambda task: volume(
            task, name="a", s3filesVolumeConfiguration={"fileSystemArn": "arn:aws:s3files:r:1:f/f"}
        ),
    ),
    (
        "TD808",
        lambda task: (
            task.update(taskRoleArn=ROLE),
            volume(task, name="a", s3filesVolumeConfiguration={"fileSystemArn": "fs-1"}),
        ),
    ),
    (
        "TD811",
        lambda task: (
            volume(task, name="a"),
            first(task)["mountPoints"].append({"sourceVolume": "a", "containerPath": "/data1/"}),
        ),
    ),
    (
        "TD811",
        lambda task: (volume(task, name="a"), first(task)["mountPoints"][0].update(containerPath="data")),
    ),
    ("TD813", lambda task: volume(task, mount=False, name="a")),
    ("TD206", lambda task: task.update(tags=[{"key": "aws:a", "value": "b"}])),
    ("TD206", lambda task: task.update(tags=[{"key": "a", "value": "b"}] * 2)),
    ("TD206", lambda task: task.update(tags=[{"key": "", "value": "b"}, {"key": "a" * 129, "value": ""}])),
    ("TD206", lambda task: task.update(tags=[{"key": f"k{n}", "value": "v"} for n in range(51)])),
    ("TD221", lambda task: task.update(taskRoleArn="arn:aws:iam::123456789012:user/me")),
    ("TD221", lambda task: task.update(executionRoleArn="arn:aws:iam::12345678901:role/me")),
    ("TD221", lambda task: task.update(executionRoleArn="arn:aws:iam:eu-west-1:123456789012:role/me")),
]
