"""Small projects for tests: files by name, in which `__` stands for a folder and `_toml` and `_json` for the ending."""

from pathlib import Path

CLEAN = "FROM alpine:3.20\nUSER 1000\n"

UNTAGGED = "FROM alpine\nUSER 1000\n"

TASK = '{"family": "web", "containerDefinitions": [{"name": "web", "image": "web:1", "memory": 64}]}'


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_toml", ".toml").replace("_json", ".json")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
