"""Services beside the task definitions they run: which files belong together, and what is reported where."""

import json
from pathlib import Path
from typing import Any

import pytest

from ecslint.cli import main
from ecslint.source import Source
from ecslint.taskdefinition import JsonFile
from ecslint.workspace import MAX_CHARACTERS, Reference, Workspace, parse_reference

Json = dict[str, Any]
ARN = "arn:aws:ecs:eu-west-1:123456789012:task-definition/"


def task(family: str | None = "web", port: int = 8080) -> Json:
    container = {"name": "web", "image": "web:1", "memory": 64, "portMappings": [{"containerPort": port}]}
    return {"family": family, "containerDefinitions": [container]}


def service(definition: str | None = "web", port: int = 80) -> Json:
    balancer = {"targetGroupArn": "${target_group}", "containerName": "web", "containerPort": port}
    whole = {"serviceName": "web", "desiredCount": 2, "loadBalancers": [balancer]}
    return {**whole, "taskDefinition": definition} if definition is not None else whole


def definition(source: Source) -> JsonFile:
    return JsonFile(source)


def pairs(files: dict[str, Json | str]) -> list[tuple[str, str, bool]]:
    """Which service runs which task definition, and whether it is certainly this revision."""
    workspace = Workspace()
    for path, value in files.items():
        if isinstance(value, dict):
            workspace.add(definition(Source(path, json.dumps(value))))

    def read(path: str) -> str | None:
        found = files.get(path)
        return found if isinstance(found, str) else None

    return [
        (pair.file.source.path, pair.task_file.source.path, pair.is_exact)
        for pair in workspace.pairs(definition, read)
    ]


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("web", Reference("web", None)),
        ("web:12", Reference("web", "12")),
        (f"{ARN}web:7", Reference("web", "7")),
        (f"{ARN}web", Reference("web", None)),
        ("arn:aws-us-gov:ecs:us-gov-west-1:123456789012:task-definition/a_B-3:1", Reference("a_B-3", "1")),
        ("web.json", None),
        ("file://web.json", None),
        ("arn:aws:iam::123456789012:role/web", None),
        ("<TASK_DEFINITION>", None),
        ("web:latest", None),
        ("", None),
    ],
)
def test_references(text: str, reference: Reference | None) -> None:
    assert parse_reference(text) == reference


ECSPRESSO = "region: eu-west-1\nservice: web\nservice_definition: service.json # here\ntask_definition: 'main.json'\r\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        # By family, in the same folder or elsewhere; a revision may be another one than the file's.
        ({"s.json": service("web"), "t.json": task()}, [("s.json", "t.json", True)]),
        ({"s.json": service("web:3"), "t.json": task()}, [("s.json", "t.json", False)]),
        ({"s.json": service(f"{ARN}web:3"), "t.json": task()}, [("s.json", "t.json", False)]),
        ({"a/s.json": service("web"), "b/t.json": task()}, [("a/s.json", "b/t.json", True)]),
        ({"a/s.json": service("web"), "a/t.json": task(), "b/t.json": task()}, [("a/s.json", "a/t.json", True)]),
        ({"s.json": service("web"), "t.json": task("api")}, []),
        # Of two with the family nobody knows which one is deployed.
        ({"s.json": service("web"), "dev.json": task(), "prod.json": task()}, []),
        ({"s.json": service("web"), "a/t.json": task(), "b/t.json": task()}, []),
        # A service that says nothing runs the only task definition beside it.
        ({"a/s.json": service(None), "a/t.json": task(), "b/t.json": task()}, [("a/s.json", "a/t.json", True)]),
        ({"a/s.json": service(None), "a/t.json": task("{{ must_env `F` }}")}, [("a/s.json", "a/t.json", True)]),
        ({"a/s.json": service(None), "b/t.json": task()}, []),
        ({"s.json": service(None), "t.json": task(), "u.json": task("api")}, []),
        ({"s.json": service(None), "r.json": service(None), "t.json": task()}, []),
        # What nobody can read says nothing.
        ({"s.json": service("${task_definition}"), "t.json": task()}, []),
        ({"s.json": service("web"), "t.json": task("${family}")}, []),
        # ecspresso deploys the two files that it names, whatever else is there.
        (
            {"service.json": service(None), "main.json": task(), "old.json": task(), "ecspresso.yml": ECSPRESSO},
            [("service.json", "main.json", True)],
        ),
        (
            {"d/service.json": service("web:3"), "d/main.json": task(), "d/ecspresso.yaml": ECSPRESSO},
            [("d/service.json", "d/main.json", True)],
        ),
        ({"other.json": service(None), "main.json": task(), "old.json": task(), "ecspresso.yml": ECSPRESSO}, []),
        # Each of several described services has its own.
        (
            {"s.json": {"services": [service("web:1"), service("api:1"), service("no:1")]},
             "t.json": task(), "u.json": task("api")},
            [("s.json", "t.json", False), ("s.json", "u.json", False)],
        ),
        # Containers alone are no task definition.
        ({"s.json": service("web"), "t.json": {"name": "web", "image": "a:1", "essential": True}}, []),
    ],
)  # fmt: skip
def test_which_files_belong_together(
    files: dict[str, Json | str], expected: list[tuple[str, str, bool]]
) -> None:
    assert pairs(files) == expected


def test_a_huge_file_is_not_kept() -> None:
    huge = {**task(), "note": "x" * MAX_CHARACTERS}
    assert pairs({"s.json": service("web"), "t.json": huge}) == []


def test_a_task_that_many_services_run_is_parsed_once() -> None:
    parsed: list[str] = []

    def parse(source: Source) -> JsonFile:
        parsed.append(source.path)
        return JsonFile(source)

    workspace = Workspace()
    workspace.add(definition(Source("task.json", json.dumps(task()))))
    for number in range(30):
        services = {"services": [service("web:1"), service("web:2"), service("api:1")]}
        workspace.add(definition(Source(f"{number}.json", json.dumps(services))))
    assert len(list(workspace.pairs(parse, lambda _: None))) == 60
    assert len(parsed) == 31


def write(folder: Path, **files: Json) -> None:
    for name, value in files.items():
        path = folder / f"{name.replace('__', '/').replace('_', '-')}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(value, indent=2) + "\n")


def lint(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[Json]]:
    code = main(["--format", "json", "--select", "XF", *arguments])
    return code, json.loads(capsys.readouterr().out)["findings"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, ecs_service_def=service("web"), ecs_task_def=task())
    return tmp_path


def test_a_finding_stands_in_the_service_and_points_into_the_task(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, findings = lint(capsys, "--isolated", ".")
    assert code == 1
    (finding,) = findings
    assert (finding["code"], finding["path"], finding["severity"]) == (
        "XF102",
        "ecs-service-def.json",
        "error",
    )
    assert finding["pointer"] == "/loadBalancers/0/containerPort"
    (note,) = finding["notes"]
    assert note["path"] == "ecs-task-def.json"
    text = (project / "ecs-task-def.json").read_text().splitlines()
    assert '"name": "web"' in text[note["line"] - 1]


def test_files_are_paired_however_they_are_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    both = ["ecs-task-def.json", "ecs-service-def.json"]
    for paths in (both, both[::-1], [str(project / name) for name in both], ["."]):
        _, findings = lint(capsys, "--isolated", *paths)
        assert [finding["code"] for finding in findings] == ["XF102"], paths
    assert lint(capsys, "--isolated", both[1]) == (0, [])


def test_another_revision_makes_it_a_warning(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, ecs_service_def=service("web:41"))
    code, findings = lint(capsys, "--isolated", ".")
    assert code == 1
    assert [(finding["code"], finding["severity"]) for finding in findings] == [("XF102", "warning")]


def test_it_is_silenced_like_any_other(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lint(capsys, "--isolated", "--ignore", "XF102", ".") == (0, [])
    (project / "ecslint.toml").write_text('[per-file-ignores]\n"*service*" = ["XF1"]\n')
    assert lint(capsys, ".") == (0, [])
    (project / "ecslint.toml").write_text('[severity]\nXF102 = "info"\n')
    assert [finding["severity"] for finding in lint(capsys, ".")[1]] == ["info"]


def test_the_configuration_says_what_runs_what(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(
        project,
        prod__task=task("${family}", port=80),
        dev__task=task("${family}"),
        ecs_service_def=service("web:1"),
    )
    config = project / "ecslint.toml"
    config.write_text('[services]\n"ecs-service-def.json" = "prod/task.json"\n')
    assert lint(capsys, ".") == (0, [])
    config.write_text('[services]\n"./ecs-service-def.json" = "dev/../dev/task.json"\n')
    (finding,) = lint(capsys, ".")[1]
    assert (finding["code"], finding["severity"]) == ("XF102", "error")
    assert finding["notes"][0]["path"] == "dev/task.json"
    # What is not part of the run is not opened.
    assert lint(capsys, "ecs-service-def.json", "ecs-task-def.json") == (0, [])
    config.write_text('[services]\n"ecs-service-def.json" = 1\n')
    assert main(["."]) == 2
    assert "`services.ecs-service-def.json` is wrong" in capsys.readouterr().err


def test_a_fix_in_one_file_and_what_is_left_of_the_pair(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--isolated", "--select", "XF", "--fix", "--unsafe-fixes", "-q", "."])
    capsys.readouterr()
    fixed = json.loads((project / "ecs-service-def.json").read_text())
    assert fixed == service("web", port=8080)
    assert lint(capsys, "--isolated", ".") == (0, [])


def test_fixing_something_else_keeps_the_finding(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Two mapped ports, so that nothing says which one is meant; and a fault of the service alone that has a safe fix.
    ports = [{"containerPort": 8080}, {"containerPort": 8081}]
    whole = task()
    whole["containerDefinitions"][0]["portMappings"] = ports
    whole["inferenceAccelerators"] = [{"deviceName": "a", "deviceType": "eia1.medium"}]
    write(project, ecs_task_def=whole)
    code = main(["--isolated", "--select", "XF,TD213", "--fix", "--format", "json", "."])
    report = json.loads(capsys.readouterr().out)
    assert "inferenceAccelerators" not in (project / "ecs-task-def.json").read_text()
    assert code == 1
    assert [finding["code"] for finding in report["findings"]] == ["XF102"]
    _, again = lint(capsys, "--isolated", ".")
    assert again == report["findings"]


def test_a_fix_in_the_task_cures_the_service(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = task(port=80)
    whole["networkMode"] = "awsvpc"
    whole["containerDefinitions"][0]["portMappings"][0]["name"] = "Web"
    connected = service("web")
    connected["serviceConnectConfiguration"] = {"enabled": True, "services": [{"portName": "web"}]}
    connected["networkConfiguration"] = {"awsvpcConfiguration": {"subnets": ["subnet-1"]}}
    write(project, ecs_task_def=whole, ecs_service_def=connected)
    assert [finding["code"] for finding in lint(capsys, "--isolated", ".")[1]] == ["XF105"]
    main(["--isolated", "--select", "XF,TD315", "--fix", "--unsafe-fixes", "--format", "json", "."])
    assert json.loads(capsys.readouterr().out)["findings"] == []


def test_a_secret_of_the_other_file_is_masked_in_notes(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = "swordfish-" * 2
    whole = task()
    whole["containerDefinitions"][0]["environment"] = [{"name": "DB_PASSWORD", "value": secret}]
    (project / "ecs-task-def.json").write_text(json.dumps(whole))
    assert main(["--isolated", "--select", "XF", "--color", "never", "."]) == 1
    output = capsys.readouterr().out
    assert "XF102" in output
    assert secret not in output
