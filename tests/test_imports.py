"""Start-up: a run imports only the rooms that the files at hand need; and imports only go down."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

LINTER = Path(__file__).parents[1] / "linter" / "ecslint"

DOCKERFILE = "FROM alpine:3.20\nRUN apk add --no-cache curl && curl -fsS https://example.com\nUSER app\n"
TASK = '{"family": "web", "containerDefinitions": [{"name": "web", "image": "web:1", "memory": 64}]}'


def imported(folder: Path, *arguments: str) -> set[str]:
    """The modules in memory after a run of the command."""
    script = (
        "import sys; from ecslint.cli import main; code = main(sys.argv[1:]); "
        "print(*sys.modules, file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode in {0, 1}, done.stderr
    return set(done.stderr.split())


NEVER = {"rich", "jinja2", "boto3", "botocore", "jsonschema", "asyncio", "importlib.metadata", "inspect", "dataclasses", "pathlib", "difflib", "tomllib", "subprocess", "socket", "pathspec", "base64", "hashlib", "shutil"}  # fmt: skip


def test_a_dockerfile_imports_no_room_of_task_definitions(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(DOCKERFILE)
    modules = imported(tmp_path, "--isolated", "Dockerfile")
    assert modules & {*NEVER, "typing"} == set()
    assert not any(
        name.startswith(("ecslint.taskdefinition", "ecslint.rules.taskdefinition")) for name in modules
    )
    assert "ecslint.rules.dockerfile.untagged_image" in modules
    assert {name.split(".")[1] for name in modules if name.startswith("ecslint.")} == FOR_A_DOCKERFILE
    assert not any(name.startswith("ecslint.suppress.") for name in modules)


# One named Dockerfile: no folder is walked, nothing is fixed, nothing explained.
FOR_A_DOCKERFILE = {
    "annotations", "arguments", "checker", "cli", "configured", "config", "discover", "document", "dockerfile", "engine", "errors", "filename",
    "finding", "image", "lint", "record", "regex", "report", "result", "rule", "rules", "secrets", "settings", "shelf", "source",
    "suppress",
}  # fmt: skip


def test_an_ignore_comment_imports_no_room_of_task_definitions(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(f"# hadolint ignore=DL3007\n{DOCKERFILE.replace('3.20', 'latest')}")
    modules = imported(tmp_path, "--isolated", "Dockerfile")
    assert "ecslint.suppress.foreign" in modules
    assert not any(name.startswith("ecslint.taskdefinition") for name in modules)


def test_a_task_definition_imports_no_rules_for_dockerfiles(tmp_path: Path) -> None:
    (tmp_path / "task-definition.json").write_text(TASK)
    modules = imported(tmp_path, "--isolated", "task-definition.json")
    assert not any(name.startswith("ecslint.rules.dockerfile.") for name in modules)
    assert "dockerfile_parse" not in modules
    assert modules & (NEVER - {"jsonschema"}) == set()


# The rooms from the ground floor up, as docs/architecture.md lists them.
FLOORS = [
    {"annotations"},
    {"errors", "record", "regex", "wildcard"},
    {"atomic", "filename", "gitignore", "progress"},
    {"repository"},
    {"source"},
    {"finding", "image"},
    {"dockerfile"},
    {"taskdefinition"},
    {"document"},
    {"secrets"},
    {"rule"},
    {"page"},
    {"shelf"},
    {"engine", "controls", "rule_settings"},
    {"ecr"},
    {"result"},
    {"fingerprint", "suppress", "fix"},
    {"baseline", "report"},
    {"walk"},
    {"discover", "workspace", "builds"},
    {"config", "settings"},
    {"checker", "pairs"},
    {"lint"},
    {"repair", "arguments"},
    {"manual"},
    {"configured", "ecr_options"},
    {"baseline_command", "config_command", "files_command", "fix_command"},
    {"cli"},
    {"__main__"},
]
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}


def room(module: str) -> str:
    return module.split(".")[1]


def imports(path: Path) -> Iterator[ast.ImportFrom]:
    """What a file imports at run time, now or later."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) not in skipped and isinstance(node, ast.ImportFrom) and node.module:
            yield node


def arrows(path: Path) -> set[str]:
    """The rooms that a file imports at run time."""
    found = set()
    for node in imports(path):
        module = str(node.module)
        if module == "ecslint":
            found |= {alias.name for alias in node.names if alias.name in FLOOR}
        elif module.startswith("ecslint."):
            found.add(room(module))
    return found


@pytest.mark.parametrize("path", sorted(LINTER.rglob("*.py")), ids=lambda path: str(path.relative_to(LINTER)))
def test_imports_only_go_down(path: Path) -> None:
    name = path.relative_to(LINTER).parts[0].removesuffix(".py")
    if name == "__init__":
        return  # the front door leads to every floor
    assert name in FLOOR, f"{name} has no floor in tests/test_imports.py"
    above = {other for other in arrows(path) if other != name and FLOOR[other] >= FLOOR[name]}
    assert above == set()


# What they hold is small and for everybody; what they open is imported when it is asked for.
FRONT_DOORS = {"ecslint", "ecslint.config"}


def test_no_circle_of_files() -> None:
    files = {
        ".".join(("ecslint", *path.relative_to(LINTER).with_suffix("").parts)).removesuffix(".__init__"): path
        for path in LINTER.rglob("*.py")
    }
    graph: dict[str, set[str]] = {}
    for name, path in files.items():
        found = {
            full if (full := f"{node.module}.{alias.name}") in files else str(node.module)
            for node in imports(path)
            for alias in node.names
        }
        graph[name] = (found & files.keys()) - FRONT_DOORS
    assert len(list(TopologicalSorter(graph).static_order())) == len(files)


def test_the_map_lists_every_room_from_the_ground_floor_up() -> None:
    text = (LINTER.parents[1] / "docs" / "architecture.md").read_text(encoding="utf-8")
    cells = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    row = {
        name: number for number, cell in enumerate(cells) for name in re.findall(r"`(\w+)(?:\.py|/)`", cell)
    }
    assert set(row) == set(FLOOR)
    upwards = [
        (path.name, other)
        for path in LINTER.rglob("*.py")
        if (name := path.relative_to(LINTER).parts[0].removesuffix(".py")) in row
        for other in arrows(path)
        if row[other] > row[name]
    ]
    assert upwards == []


def test_every_file_opens_with_a_sentence() -> None:
    roots = [LINTER, LINTER.parents[1] / "rules", LINTER.parents[1] / "tests", LINTER.parents[1] / "scripts"]
    for path in (path for root in roots if root.exists() for path in root.rglob("*.py")):
        docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        assert docstring, path
