"""What other linters mean by their checks: every rule that names a peer answers as the peer's users would expect.

The tables in peer_meaning/ are our own understanding of the checks. A section names the peers it is about in brackets:
each line with `+` must be reported by a rule that names the peer, each line with `-` by none.

- `[peer:id ...] on IMAGE` holds commands. Each is tried in many places where a command can stand: behind `RUN` and
  `ONBUILD RUN`, in a heredoc, in `bash -c`, in an `if`. `but if json` names the places that do not count.
- `[peer:id ...]` alone holds whole files, with `¶` for the end of a line. The findings must stand on the lines with a `!`.
  `with option=a,b` sets an option of the rule.
  `~` is short for `FROM debian:12-slim`, a `<` at the very end says that no line end follows.
"""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest
from examples import run

from ecslint import shelf
from ecslint.page import Example
from ecslint.rule import Rule

FOLDER = Path(__file__).parent / "peer_meaning"
RULES = shelf.family("dockerfile")
CARRIERS: dict[str, list[Rule]] = {}
for one in RULES:
    for peer in one.peers:
        CARRIERS.setdefault(peer, []).append(one)

PLACES = {
    "run": "FROM {image}\nRUN {command}\n",
    "lower": "from {image}\nrun {command}\n",
    "onbuild": "FROM {image}\nONBUILD RUN {command}\n",
    "heredoc": "FROM {image}\nRUN <<EOF\n{command}\nEOF\n",
    "subshell-chain": "FROM {image}\nRUN true && {{ {command}; }}\n",
    "if": "FROM {image}\nRUN if [ -f /x ]; then {command}; fi\n",
    "cont": "FROM {image}\r\nRUN true \\\r\n # why\r\n && {command}\r\n",
    "bash-c": "FROM {image}\nRUN bash -c '{command}'\n",
    "json": 'FROM {image}\nRUN ["/bin/sh", "-c", {json}]\n',
    "shell": 'FROM {image}\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN {command}\n',
    "mount": "FROM {image}\nRUN --mount=type=secret,id=a --network=none {command}\n",
}


class Row(NamedTuple):
    """One line of a table, with what its section says."""

    peers: tuple[str, ...]
    is_reported: bool
    text: str
    image: str
    excluded: frozenset[str]
    option: str


def rows() -> Iterator[Row]:
    for path in sorted(FOLDER.glob("*.txt")):
        head: re.Match[str] | None = None
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                head = re.fullmatch(r"\[(.+)\](?: on (\S+))?(?: but (.+))?(?: with (\S+))?", line)
            elif line:
                assert head is not None, line
                assert line[:2] in {"+ ", "- "}, line
                excluded = frozenset((head[3] or "").split())
                yield Row(
                    tuple(head[1].split()), line[0] == "+", line[2:], head[2] or "", excluded, head[4] or ""
                )


ROWS = list(rows())
COMMANDS = [row for row in ROWS if row.image]
FILES = [row for row in ROWS if not row.image]


def name(row: Row) -> str:
    return f"{row.peers[0]} {row.text[:60]}"


@lru_cache(maxsize=100)
def lines(code: str, text: str, option: str) -> frozenset[int]:
    rule = next(rule for rule in RULES if rule.code == code)
    example = Example("dockerfile", (option,), None, "", (), True, 0) if option else None
    return frozenset(run(rule, text, example).lines)


def reported(peer: str, text: str, option: str = "") -> frozenset[int]:
    """The lines that the rules with this peer report."""
    return frozenset().union(*(lines(rule.code, text, option) for rule in CARRIERS[peer]))


@pytest.mark.parametrize("row", COMMANDS, ids=name)
def test_command(row: Row) -> None:
    wrong = []
    for place, frame in PLACES.items():
        if place in row.excluded or (place == "bash-c" and "'" in row.text):
            continue
        text = frame.format(image=row.image, command=row.text, json=json.dumps(row.text))
        wrong += [(peer, place) for peer in row.peers if bool(reported(peer, text)) != row.is_reported]
    assert wrong == []


@pytest.mark.parametrize("row", FILES, ids=name)
def test_file(row: Row) -> None:
    marked = row.text.replace("~¶", "FROM debian:12-slim¶", 1) if row.text[0] in "~!" else row.text
    marked = marked.replace("¶", "\n")
    expected = {number for number, line in enumerate(marked.split("\n"), 1) if line.startswith("!")}
    text = re.sub(r"(?m)^!", "", marked)
    text = text[:-1] if text.endswith("<") else text + "\n"
    assert row.is_reported == bool(expected)
    for peer in row.peers:
        assert reported(peer, text, row.option) == expected, peer
        assert reported(peer, text.replace("\n", "\r\n"), row.option) == expected, peer


def test_every_peer_is_looked_at() -> None:
    """A rule may not name a check elsewhere of which no table says what it means."""
    known = {peer for row in ROWS for peer in row.peers}
    assert set(CARRIERS) == known
