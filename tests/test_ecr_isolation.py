"""The room of ECR costs nothing until it is needed: boto3 has one door, and nothing before it touches the network."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOM = Path(__file__).parents[1] / "linter" / "ecslint" / "ecr"
MODULES = sorted(path.stem for path in ROOM.glob("*.py"))


@pytest.mark.parametrize("name", MODULES)
def test_only_the_client_imports_boto3(name: str) -> None:
    tree = ast.parse((ROOM / f"{name}.py").read_text(encoding="utf-8"))
    imported = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }
    uses = any(module.partition(".")[0] in {"boto3", "botocore"} for module in imported)
    assert uses == (name == "client")


SCRIPT = """
import socket, sys
def refuse(*_): raise AssertionError("a connection")
socket.socket.connect = refuse
from importlib import import_module
for name in sys.argv[1:]:
    import_module("ecslint.ecr." + name)
from ecslint.ecr.fetch import fetch
from ecslint.ecr.outcome import EcrSettings
fetch([], EcrSettings())
print(sorted({name.partition(".")[0] for name in sys.modules} & {"boto3", "botocore", "urllib3", "ssl", "rich"}))
"""


def test_without_an_image_of_ecr_neither_boto3_nor_a_socket_is_touched() -> None:
    names = [name for name in MODULES if name not in {"client", "__init__"}]
    done = subprocess.run([sys.executable, "-c", SCRIPT, *names], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")
