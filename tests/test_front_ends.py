"""Flags and words that this linter does not know, in files for the front end it knows, a newer one, and another one."""

import pytest
from examples import run

from ecslint import shelf
from ecslint.dockerfile.document import KNOWN_SYNTAX

KNOWN = ".".join(map(str, KNOWN_SYNTAX))


def severity(code: str, text: str) -> str:
    rule = shelf.find(code)
    assert rule is not None
    (finding,) = run(rule, text).findings
    return finding.severity.label


@pytest.mark.parametrize(
    ("syntax", "flag", "word"),
    [
        ("", "error", "error"),
        ("docker/dockerfile:1", "error", "error"),
        ("docker/dockerfile:latest", "error", "error"),
        ("docker/dockerfile:1.4", "error", "error"),
        (f"docker/dockerfile:{KNOWN}", "error", "error"),
        (f"docker/dockerfile:{KNOWN}.3", "error", "error"),
        ("docker/dockerfile:1.99", "info", "info"),
        ("docker/dockerfile:1.99.1", "info", "info"),
        ("docker.io/docker/dockerfile:2", "info", "info"),
        ("docker/dockerfile:1.99@sha256:" + "0" * 64, "info", "info"),
        ("docker/dockerfile:1-labs", "info", "info"),
        ("docker/dockerfile:" + "9" * 5000, "error", "error"),
        ("docker/dockerfile-upstream:master", "info", "info"),
        ("example.com/frontend:1", "info", "info"),
    ],
    ids=lambda value: value[:40],
)
def test_what_nobody_here_knows(syntax: str, flag: str, word: str) -> None:
    top = f"# syntax={syntax}\n" if syntax else ""
    assert severity("DF003", f"{top}FROM a:1\nCOPY --new=a b /c\n") == flag
    assert severity("DF002", f"{top}FROM a:1\nNEWWORD a\n") == word
