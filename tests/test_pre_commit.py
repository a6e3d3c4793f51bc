"""The hooks: the pattern over file names, and the real `pre-commit` on a real git repository."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())

TAKEN = """
Dockerfile dockerfile DOCKERFILE Containerfile api/Dockerfile Dockerfile.dev Dockerfile-prod Dockerfile_test
my-Dockerfile app.dockerfile web.Containerfile Dockerfile.j2 a/b.Dockerfile
task-definition.json taskdef.json task_definition.json taskDefinition.json deploy/task-def.prod.json web.task-def.json
.aws/task-definition.json .aws/web.json ecs/web.json taskdefs/a.json task-definitions/web.json ecs/package.json
""".split()
LEFT = """
dockerfile.py Dockerfile.md Dockerfile.dockerignore .dockerignore mydockerfile Dockerfiles docker-compose.yml
package.json td.json ecs/a/b.json task-definition.yaml tests/data.json src/dockerfile.go
""".split()


def test_the_twins_are_equal() -> None:
    assert (ROOT / ".pre-commit-hooks.yaml").read_bytes() == (ROOT / "pre-commit-hooks.yaml").read_bytes()


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_pattern(hook: dict[str, Any]) -> None:
    files, exclude = re.compile(hook["files"]), re.compile(hook["exclude"])

    def takes(name: str) -> bool:
        return bool(files.search(name)) and not exclude.search(name)

    assert [name for name in TAKEN if not takes(name)] == []
    assert [name for name in LEFT if takes(name)] == []


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def hook_repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as pre-commit would clone it."""
    folder = tmp_path_factory.mktemp("hooks") / "ecslint"
    folder.mkdir()
    for name in ("linter", "rules", "schemas", "completions"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "hooks")
    return folder


@pytest.mark.parametrize("hook", ["ecslint", "ecslint-all"])
def test_try_repo(hook_repository: Path, hook: str, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "README.md").write_text("# nothing to lint\n")
    (tmp_path / "Dockerfile").write_text("FROM alpine:latest\nUSER root\n")
    git(tmp_path, "add", "-A")

    def try_repo() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pre_commit", "try-repo", str(hook_repository), hook, "--all-files"]
        return run(command, tmp_path, hook_repository)

    bad = try_repo()
    assert bad.returncode == 1, bad.stdout + bad.stderr
    assert "DF102" in bad.stdout
    assert "Dockerfile:1:" in bad.stdout
    (tmp_path / "Dockerfile").write_text("FROM alpine:3.20\nUSER 1000\n")
    git(tmp_path, "add", "-A")
    good = try_repo()
    assert good.returncode == 0, good.stdout + good.stderr
    assert "Passed" in good.stdout


def test_the_fixing_hook_fixes_what_it_can(hook_repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    dockerfile = tmp_path / "Dockerfile"
    dockerfile.write_text("FROM alpine:3.20\nUSER 1000\nCMD true\n")
    git(tmp_path, "add", "-A")
    command = [
        sys.executable,
        "-m",
        "pre_commit",
        "try-repo",
        str(hook_repository),
        "ecslint-fix",
        "--all-files",
    ]
    first = run(command, tmp_path, hook_repository)
    # The file was changed, which the commit does not hold yet.
    assert first.returncode == 1, first.stdout + first.stderr
    assert "files were modified by this hook" in first.stdout
    assert dockerfile.read_text() == 'FROM alpine:3.20\nUSER 1000\nCMD ["true"]\n'
    git(tmp_path, "add", "-A")
    second = run(command, tmp_path, hook_repository)
    assert second.returncode == 0, second.stdout + second.stderr


def test_prek_runs_all_hooks_of_a_configuration(hook_repository: Path, tmp_path: Path) -> None:
    commit = subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=hook_repository, text=True).strip()
    (tmp_path / ".pre-commit-config.yaml").write_text(
        yaml.safe_dump(
            {
                "repos": [
                    {
                        "repo": str(hook_repository),
                        "rev": commit,
                        "hooks": [{"id": hook["id"]} for hook in HOOKS],
                    }
                ]
            }
        )
    )
    git(tmp_path, "init", "-q")
    (tmp_path / "Dockerfile").write_text("FROM alpine:latest\nUSER root\n")
    git(tmp_path, "add", "-A")
    # Its environment is kept between runs, which `try-repo` makes anew each time.
    prek = [os.path.join(os.path.dirname(sys.executable), "prek"), "run", "--all-files"]
    bad = run(prek, tmp_path, hook_repository)
    assert bad.returncode == 1, bad.stdout + bad.stderr
    assert bad.stdout.count("DF102") == len(HOOKS)
    (tmp_path / "Dockerfile").write_text("FROM alpine:3.20\nUSER 1000\n")
    git(tmp_path, "add", "-A")
    good = run(prek, tmp_path, hook_repository)
    assert good.returncode == 0, good.stdout + good.stderr
    assert good.stdout.count("Passed") == len(HOOKS)


def run(command: list[str], folder: Path, hook_repository: Path) -> subprocess.CompletedProcess[str]:
    """A hook runner with a cache of its own."""
    cache = str(hook_repository.parent / "cache")
    environment = os.environ | {"PRE_COMMIT_HOME": cache, "PREK_HOME": cache + "-prek"}
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
