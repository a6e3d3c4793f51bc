"""Credentials and innocents as people write them, each a whole instruction or a member of a container.

`PYTHONPATH=linter:tests python tests/credential_pairs.py` prints the figures, and whatever is decided wrongly.
"""

import json
import os
import sys

from ecslint import secrets
from ecslint.dockerfile import parse as parse_dockerfile
from ecslint.source import Source
from ecslint.taskdefinition import parse as parse_json


def lines(sign: str) -> list[str]:
    """The credentials (`+`) or the innocents (`-`)."""
    with open(os.path.join(os.path.dirname(__file__), "credential_pairs.txt"), encoding="utf-8") as text:
        return [line[2:].rstrip("\n") for line in text if line.startswith(sign + " ")]


def is_found(line: str) -> bool:
    if line.startswith("{"):
        container = {"name": "a", "image": "a:1", **json.loads(line)}
        text = json.dumps({"family": "a", "containerDefinitions": [container]})
        return bool(secrets.find(parse_json(Source("task.json", text))))
    return bool(secrets.find(parse_dockerfile(f"FROM alpine:3.20\n{line}\n")))


if __name__ == "__main__":
    for sign in "+-":
        listed = lines(sign)
        found = [line for line in listed if is_found(line)]
        print(f"{sign} {len(found)} of {len(listed)} found")
        wrong = found if sign == "-" else [line for line in listed if line not in found]
        if "-v" in sys.argv:
            print(*wrong, sep="\n")
