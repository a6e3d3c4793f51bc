"""Containers beside the Dockerfile of their image: when the two belong together, and what is certain of an image."""

import json
from pathlib import Path
from typing import Any

import pytest

from ecslint.builds import image_pairs
from ecslint.cli import main
from ecslint.dockerfile import parse
from ecslint.dockerfile.bases import certainly_lacks, exposes_nothing, has_no_shell, official_base
from ecslint.source import Source
from ecslint.taskdefinition import JsonFile

Json = dict[str, Any]
ECR = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"
DOCKERFILE = 'FROM python:3.12-slim\nHEALTHCHECK CMD ["/ready"]\nUSER app\nCMD ["serve"]\n'


def task(*images: str | None, **more: Any) -> Json:
    containers = [
        {"name": f"c{index}", **({"image": image} if image is not None else {}), "memory": 64}
        for index, image in enumerate(images)
    ]
    return {"family": "web", "containerDefinitions": containers, **more}


@pytest.mark.parametrize(
    ("images", "paired"),
    [
        ([f"{ECR}/web:1"], ["c0"]),
        (["<IMAGE1_NAME>"], ["c0"]),
        (["${IMAGE}"], ["c0"]),
        (["IMAGE_URI"], ["c0"]),
        ([""], ["c0"]),
        ([None], ["c0"]),
        ([f"{ECR}/web:${{TAG}}"], ["c0"]),
        # Somebody else's image is not what this Dockerfile builds.
        (["nginx:1.27"], []),
        (["public.ecr.aws/docker/library/redis:7"], []),
        (["nginx:${TAG}"], []),
        (["ghcr.io/me/web:1"], []),
        # Helpers beside it do not matter, wherever they come from.
        ([f"{ECR}/web:1", f"{ECR}/aws-for-fluent-bit:2", "public.ecr.aws/xray/aws-xray-daemon:3"], ["c0"]),
        ([f"{ECR}/envoy:1"], []),
        # The same image twice is one image, two are of two Dockerfiles.
        ([f"{ECR}/web:1", f"{ECR}/web:1"], ["c0", "c1"]),
        ([f"{ECR}/web:1", f"{ECR}/worker:1"], []),
        (["${WEB}", "${WORKER}"], []),
    ],
)
def test_which_containers_a_dockerfile_builds(images: list[str | None], paired: list[str]) -> None:
    file = JsonFile(Source("task.json", json.dumps(task(*images))))
    assert [pair.container.name.value for pair in image_pairs(parse(DOCKERFILE), file)] == paired


def test_a_router_and_a_foreign_front_end_are_none() -> None:
    whole = task("${IMAGE}")
    whole["containerDefinitions"][0]["firelensConfiguration"] = {"type": "fluentbit"}
    assert not list(image_pairs(parse(DOCKERFILE), JsonFile(Source("task.json", json.dumps(whole)))))
    foreign = parse("# syntax=example.com/other:1\n" + DOCKERFILE)
    assert not list(image_pairs(foreign, JsonFile(Source("task.json", json.dumps(task("${IMAGE}"))))))


def final(text: str) -> Any:
    return next(stage for stage in parse(text).graph.stages if stage.is_final)


@pytest.mark.parametrize(
    ("base", "official"),
    [
        ("python:3.12-slim", ("python", "3.12-slim")),
        ("docker.io/library/node:22", ("node", "22")),
        ("public.ecr.aws/docker/library/debian:12", ("debian", "12")),
        ("alpine", ("alpine", "")),
        ("bitnami/python:3.12", None),
        ("ghcr.io/python:3", None),
        ("$BASE", None),
        ("scratch", None),
    ],
)
def test_official_bases(base: str, official: tuple[str, str] | None) -> None:
    assert official_base(final(f"FROM {base}\n")) == official


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("FROM python:3.12-slim\nCOPY app /app\n", {"curl", "wget"}),
        ("FROM debian:12\nCOPY --from=build /out/app /usr/local/bin/app\n", {"curl", "wget"}),
        ("FROM node:22-alpine\n", {"curl"}),
        ("FROM alpine:3.20\n", {"curl"}),
        ("FROM scratch\nCOPY app /app\n", {"curl", "wget"}),
        ("FROM gcr.io/distroless/base-debian12\n", {"curl", "wget"}),
        ("FROM gcr.io/distroless/base-debian12:debug\n", set()),
        ("FROM python:3.12-slim AS base\nFROM base\nRUN useradd app\n", {"curl", "wget"}),
        # The full images have both, and nobody knows what others have.
        ("FROM python:3.12\n", set()),
        ("FROM node:22\n", set()),
        ("FROM nginx:1.27-alpine\n", set()),
        ("FROM example.com/base:1\n", set()),
        # Whatever installs or downloads may bring it, and so may a copy into a folder of programs.
        ("FROM python:3.12-slim\nRUN apt-get update && apt-get install -y git\n", set()),
        ("FROM python:3.12-slim\nRUN ./install.sh\n", set()),
        ("FROM alpine:3.20 AS base\nRUN apk add curl\nFROM base\n", set()),
        ("FROM python:3.12-slim\nCOPY --from=tools /usr/bin/ /usr/bin/\n", set()),
        ("FROM python:3.12-slim\nCOPY rootfs /\n", set()),
        ("FROM python:3.12-slim\nADD $PACKAGE /x\n", set()),
    ],
)
def test_programs_that_an_image_certainly_lacks(text: str, lacks: set[str]) -> None:
    assert {program for program in ("curl", "wget") if certainly_lacks(final(text), program)} == lacks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM scratch\nCOPY app /app\n", True),
        ("FROM gcr.io/distroless/static-debian12:nonroot\n", True),
        ("FROM gcr.io/distroless/static-debian12:debug-nonroot\n", False),
        ("FROM scratch\nCOPY --from=busybox:1.36 /bin/busybox /bin/sh\n", False),
        ("FROM scratch\nADD rootfs.tar /\n", False),
        ("FROM alpine:3.20\n", False),
        ("FROM $BASE\n", False),
    ],
)
def test_images_without_a_shell(text: str, expected: bool) -> None:
    assert has_no_shell(final(text)) is expected


@pytest.mark.parametrize(("base", "expected"), [("scratch", True), ("python:3", True), ("nginx:1", False), ("php:8-apache", False), ("a/b", False)])  # fmt: skip
def test_images_that_expose_nothing(base: str, expected: bool) -> None:
    assert exposes_nothing(final(f"FROM {base}\n")) is expected


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("api", "web"):
        (tmp_path / name).mkdir()
    (tmp_path / "api" / "Dockerfile").write_text(DOCKERFILE)
    (tmp_path / "api" / "task-definition.json").write_text(json.dumps(task(f"{ECR}/api:1")))
    (tmp_path / "web" / "task-definition.json").write_text(json.dumps(task(f"{ECR}/web:1")))
    return tmp_path


def found(capsys: pytest.CaptureFixture[str], *paths: str) -> list[tuple[str, str, str]]:
    main(["--isolated", "--format", "json", "--select", "XF202", *paths])
    findings = json.loads(capsys.readouterr().out)["findings"]
    return [(one["code"], one["path"], one["notes"][0]["path"]) for one in findings]


EXPECTED = [("XF202", "api/task-definition.json", "api/Dockerfile")]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["api"], EXPECTED),
        (["api/Dockerfile", "api/task-definition.json"], EXPECTED),
        (["api/task-definition.json", "api/Dockerfile"], EXPECTED),
        # Two task definitions, and nobody knows which one the Dockerfile is for.
        (["."], []),
        # What a hook names, because it changed, need not be of one project.
        (["api/Dockerfile", "web/task-definition.json"], []),
        (["api/Dockerfile"], []),
        (["api/task-definition.json"], []),
    ],
)
def test_what_a_run_pairs(
    project: Path, capsys: pytest.CaptureFixture[str], paths: list[str], expected: list[tuple[str, str, str]]
) -> None:
    assert found(capsys, *paths) == expected


def test_the_configuration_says_which_dockerfile_builds_what(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "ecslint.toml").write_text(
        '[dockerfiles]\n"web/task-definition.json" = "./api/../api/Dockerfile"\n'
    )

    def pairs(*paths: str) -> list[tuple[str, str]]:
        main(["--format", "json", "--select", "XF202", *paths])
        findings = json.loads(capsys.readouterr().out)["findings"]
        return [(one["path"], one["notes"][0]["path"]) for one in findings]

    assert pairs(".") == [("web/task-definition.json", "api/Dockerfile")]
    assert pairs("api/Dockerfile", "web/task-definition.json") == [
        ("web/task-definition.json", "api/Dockerfile")
    ]
    # What it does not speak of is paired as without it, and what is not part of the run is not opened.
    assert pairs("api") == [("api/task-definition.json", "api/Dockerfile")]
    assert pairs("web") == []
    (project / "ecslint.toml").write_text('[dockerfiles]\n"api/task-definition.json" = "web/Dockerfile"\n')
    assert pairs("api") == []


def test_a_fix_of_something_else_keeps_the_finding(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "api" / "task-definition.json"
    path.write_text(
        json.dumps(task(f"{ECR}/api:1", inferenceAccelerators=[{"deviceName": "a", "deviceType": "b"}]))
    )
    main(["--isolated", "--format", "json", "--select", "XF202,TD213", "--fix", "api"])
    left = [one["code"] for one in json.loads(capsys.readouterr().out)["findings"]]
    assert left == ["XF202"]
    assert "inferenceAccelerators" not in path.read_text()
