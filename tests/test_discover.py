"""Which files are meant: names, folders, what is left out, and the odd things that a file system holds."""

import os
import socket
from collections.abc import Iterable
from pathlib import Path

import pytest

from ecslint.discover import DEFAULT_EXCLUDE, Candidate, discover, name_kind
from ecslint.errors import UsageError


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.chdir(folder)
    return folder


def write(*names: str) -> None:
    for name in names:
        os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
        Path(name).write_text("")


def paths(candidates: Iterable[Candidate]) -> list[str]:
    return [candidate.path for candidate in candidates]


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (
            "dockerfile",
            """
            Dockerfile dockerfile DockerFile DOCKERFILE Containerfile containerfile Dockerfile.dev Dockerfile-prod
            Dockerfile_test Containerfile.dev dev.Dockerfile my-Dockerfile app.dockerfile api.Dockerfile.arm64
            Dockerfile.rhel9 Dockerfile.3.12 .Dockerfile sub/Dockerfile template.Dockerfile app_containerfile
            """,
        ),
        (
            "other",
            """
            Dockerfile.dockerignore .dockerignore app.dockerignore dockerfile.py Dockerfile.md dockerfile.go
            Dockerfile~ Dockerfile.bak Dockerfile.orig .Dockerfile.swp Dockerfile.yml .dockerfilelintrc Dockerfiles
            mydockerfile Dockerfile.txt dockerfile.vim docker-compose.yml Makefile -
            """,
        ),
        (
            "dockerfile-template",
            """
            Dockerfile.j2 Dockerfile.tpl Dockerfile.template Dockerfile.tmpl Dockerfile.in Dockerfile-linux.template
            app.Dockerfile.erb {{cookiecutter.name}}/Dockerfile a/{{x}}/b/Dockerfile
            """,
        ),
        (
            "task-definition",
            """
            task-definition.json task_definition.json taskdef.json taskDefinition.json ecs-task-def.json TaskDef.json
            .aws/task-definition.json task-def.dev.json web.task-def.json task-definition.json.tpl taskdef.json.j2
            container-definitions.json container_definition.json taskDefinitionProd.json task-definition.tpl.json
            ecsTaskDefinition.json TASK_DEFINITION.json task-definitions.jsonc task-definition.yml taskdef.yaml
            """,
        ),
        (
            "service-definition",
            "ecs-service-def.json ecs-service-definition.json create-service.json ecs-service-def.yaml",
        ),
        (
            "json",
            """
            td.json package.json x.jsonc cb_app.json.tpl app.json.template x.json.tftpl service-definition.json
            task-definition.schema.json task-defaults.json taskdef.tpl Dockerfile.json .json
            """,
        ),
        ("unsupported", "Dockerrun.aws.json taskdef.jsonnet lib.libsonnet"),
        ("other", "app.yml json.py jsonnet task-definition.md task.tf multitask"),
    ],
)
def test_names(kind: str, names: str) -> None:
    assert {name: name_kind(name) for name in names.split()} == dict.fromkeys(names.split(), kind)


def test_a_walk_finds_what_names_promise(here: Path) -> None:
    write(
        "Dockerfile",
        "README.md",
        "api/Dockerfile.dev",
        ".aws/taskdef.json",
        "api/package.json",
        "x/Dockerfile.j2",
    )
    found = list(discover(["."]))
    assert found == [
        Candidate(".aws/taskdef.json", "task-definition", False, "by name"),
        Candidate("Dockerfile", "dockerfile", False, "by name"),
        Candidate("api/Dockerfile.dev", "dockerfile", False, "by name"),
        Candidate("api/package.json", "json", False, "by content"),
        Candidate("x/Dockerfile.j2", "dockerfile-template", False, found[-1].reason),
    ]
    assert "template" in found[-1].reason


def test_each_file_once_and_given_wins(here: Path) -> None:
    write("a/Dockerfile", "a/b/Dockerfile", "notes")
    many = ["a/b", ".", "a/b/Dockerfile", "./a/../a/b/Dockerfile", str(here / "a"), "notes", "a/"]
    for order in (many, many[::-1]):
        assert list(discover(order)) == [
            Candidate("a/Dockerfile", "dockerfile", False, "by name"),
            Candidate("a/b/Dockerfile", "dockerfile", True, "given"),
            Candidate("notes", "other", True, "given"),
        ]


def test_paths_as_they_are_shown(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("sub/x/Dockerfile", "other/Dockerfile")
    monkeypatch.chdir("sub")
    assert paths(discover(["../sub/x", "../other"])) == ["../other/Dockerfile", "x/Dockerfile"]
    assert paths(discover([str(here / "other")])) == [f"{here}/other/Dockerfile"]
    assert paths(discover([str(here / "sub")])) == ["x/Dockerfile"]


@pytest.mark.parametrize("path", ["missing", "", "a\0b", "x" * 5000, "Dockerfile/x", "missing/"])
def test_a_path_that_does_not_exist(here: Path, path: str) -> None:
    write("Dockerfile")
    with pytest.raises(UsageError, match="does not exist"):
        discover([".", path])


def test_excludes(here: Path) -> None:
    write(
        "Dockerfile",
        "node_modules/x/Dockerfile",
        ".git/Dockerfile",
        "build/Dockerfile",
        "a/build/x.json",
        "a/old.json",
    )
    assert paths(discover(["."])) == ["Dockerfile", "a/build/x.json", "a/old.json", "build/Dockerfile"]
    assert paths(discover(["."], exclude=[])) == [*paths(discover(["."])), "node_modules/x/Dockerfile"]
    for patterns, left in [
        (["build"], ["Dockerfile", "a/old.json"]),
        (["/build"], ["Dockerfile", "a/build/x.json", "a/old.json"]),
        (["a/*"], ["Dockerfile", "build/Dockerfile"]),
        (["**/build/*.json", "old.*"], ["Dockerfile", "build/Dockerfile"]),
        (["*", "!a", "!*.json"], ["a/old.json"]),
        ([f"{here}/a"], ["Dockerfile", "build/Dockerfile"]),
        (["./a/", "Dockerfile/"], ["Dockerfile", "build/Dockerfile"]),
    ]:
        assert paths(discover(["."], exclude=[*DEFAULT_EXCLUDE, *patterns])) == left, patterns
    assert (
        paths(discover(["."], exclude=[*DEFAULT_EXCLUDE, "!node_modules"]))[-1] == "node_modules/x/Dockerfile"
    )


def test_excludes_in_any_script(here: Path) -> None:
    write("ä/x.json", "ä/日本.json", "ä/y.json")
    assert paths(discover(["."], exclude=["ä/x.json", "日????json"])) == ["ä/y.json"]


def test_given_files_are_excluded_only_by_force(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        "old/Dockerfile",
        "node_modules/a/Dockerfile",
        "venv/project/Dockerfile",
        "venv/project/venv/Dockerfile",
    )
    given = ["old/Dockerfile", "node_modules/a/Dockerfile", "node_modules"]
    excludes = (*DEFAULT_EXCLUDE, "old/")
    assert paths(discover(given, exclude=excludes)) == ["node_modules/a/Dockerfile", "old/Dockerfile"]
    assert paths(discover(given, exclude=excludes, force_exclude=True)) == []
    # A folder above the working directory is where we are, not what is left out.
    monkeypatch.chdir("venv/project")
    assert paths(discover(["Dockerfile", "venv/Dockerfile"], force_exclude=True)) == ["Dockerfile"]
    assert paths(discover(["."], force_exclude=True)) == ["Dockerfile"]


def test_gitignore_holds_for_walks_only(here: Path) -> None:
    write(".git/HEAD", "a/Dockerfile", "b/Dockerfile", "b/c/Dockerfile", "b/c/x.json")
    Path(".gitignore").write_text("/b/\n")
    Path("b/c/.gitignore").write_text("*.json\n")
    assert paths(discover(["."])) == ["a/Dockerfile"]
    assert len(paths(discover(["."], use_gitignore=False))) == 4
    assert paths(discover(["b/Dockerfile", "b/c/x.json"])) == ["b/Dockerfile", "b/c/x.json"]
    # A folder named by hand is looked through, by its own patterns.
    assert paths(discover(["b"])) == ["b/Dockerfile", "b/c/Dockerfile"]
    assert paths(discover(["b/c"])) == ["b/c/Dockerfile"]


def test_gitignore_without_a_repository_holds_below_its_folder(here: Path) -> None:
    write("a/Dockerfile", "a/b/Dockerfile")
    Path("a/.gitignore").write_text("b\n")
    Path(".gitignore").write_text("Dockerfile\n")
    assert paths(discover(["a"])) == ["a/Dockerfile"]
    assert paths(discover(["."])) == []


def test_links(here: Path) -> None:
    write("real/Dockerfile.prod", "../outside/Dockerfile")
    os.symlink("real/Dockerfile.prod", "Dockerfile")
    os.symlink("real", "linked")
    os.symlink("..", "real/up")
    os.symlink("loop", "loop")
    os.symlink("../outside/Dockerfile", "Containerfile")
    os.symlink("nowhere", "broken.Dockerfile")
    os.symlink("nowhere", "broken.json")
    os.symlink("loop.Dockerfile", "loop.Dockerfile")
    loose = ["broken.Dockerfile", "loop.Dockerfile"]
    assert paths(discover(["."])) == ["../outside/Dockerfile", *loose, "real/Dockerfile.prod"]
    assert paths(discover(["linked"])) == ["real/Dockerfile.prod"]
    assert paths(discover(["Dockerfile", "linked/Dockerfile.prod"])) == ["real/Dockerfile.prod"]
    assert paths(discover(["broken.json", "loop"])) == ["broken.json", "loop"]


def test_fifos_and_sockets(here: Path) -> None:
    os.mkfifo("Dockerfile")
    os.mkfifo("taskdef.json")
    os.symlink("Dockerfile", "linked.Dockerfile")
    os.mkdir("Containerfile")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("x.json")
        assert paths(discover(["."])) == ["Dockerfile", "taskdef.json"]
        assert paths(discover(["Dockerfile", "x.json"])) == ["Dockerfile", "x.json"]


def test_a_folder_that_cannot_be_read(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a/Dockerfile", "b/Dockerfile")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("/a"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert list(discover(["."])) == [
        Candidate("a", "other", False, "Permission denied"),
        Candidate("b/Dockerfile", "dockerfile", False, "by name"),
    ]


def test_names_in_any_bytes(here: Path) -> None:
    odd = os.fsdecode(b"\xff\xfe.Dockerfile")
    write(odd, "a\nb.Dockerfile", "\u202e.json")
    assert set(paths(discover(["."]))) == {odd, "a\nb.Dockerfile", "\u202e.json"}


def test_deep_folders(here: Path) -> None:
    deep = "d/" * 400
    write(deep + "Dockerfile")
    assert paths(discover(["."])) == [deep + "Dockerfile"]
