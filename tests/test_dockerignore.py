"""Ignore files of builds: what they keep out, and how a run over files finds them."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecslint.cli import main
from ecslint.dockerfile.dockerignore import DockerIgnore
from ecslint.source import Source


def excluding(lines: str, path: str) -> str | None:
    place = DockerIgnore(Source(".dockerignore", lines)).excluding(path)
    return None if place is None else place.text.strip()


@pytest.mark.parametrize(
    ("lines", "path", "pattern"),
    [
        ("a", "a", "a"),
        ("a", "a/b/c", "a"),
        ("a", "b/a", None),
        ("/a/", "a", "/a/"),
        ("./a", "./a", "./a"),
        ("a/b", "a", None),
        ("a/b", "/a/b/../b", "a/b"),
        ("*.md", "x.md", "*.md"),
        ("*.md", "*.md", "*.md"),
        ("*.md", "x/y.md", None),
        ("**/*.md", "x/y.md", "**/*.md"),
        ("**/*.md", "y.md", "**/*.md"),
        ("a/**", "a/b/c", "a/**"),
        ("a/**/c", "a/c", "a/**/c"),
        ("a?", "ab", "a?"),
        ("[ab]c", "bc", "[ab]c"),
        ("[ab]c", "cc", None),
        ("*", ".", "*"),
        ("**", ".", "**"),
        ("*.md", ".", None),
        ("*", "a/b", "*"),
        ("*\n!a", "a", None),
        ("*\n!a", "a/b", None),
        ("*\n!a/b", "a", None),
        ("*\n!a/b", "a/c", "*"),
        ("*\n!a", ".", None),
        ("*\n!**/b", "a", None),
        ("!a\na", "a", "a"),
        ("a\n!a\na", "a", "a"),
        ("a*\n!ab", "a*", None),
        ("#a\n\n  \n!\na", "a", "a"),
        (" a \r\n", "a", "a"),
        ("größe", "größe", "größe"),
        ("g?", "g\u00fc", None),
        ("[", "[", None),
        ("..", "a", None),
        ("", "a", None),
    ],
)
def test_what_is_kept_out(lines: str, path: str, pattern: str | None) -> None:
    assert excluding(lines, path) == pattern


def test_hostile_patterns_are_answered() -> None:
    stars = "a*" * 40 + "b"
    assert excluding(stars, "a" * 200) is None
    assert excluding("**/a/" * 40 + "b", "a/" * 200 + "c") is None
    assert excluding("x\n" * 5000 + "a", "a") is None


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


COPY = "FROM a:1\nUSER b\nCOPY README.md /\n"


@pytest.mark.parametrize(
    ("files", "places"),
    [
        ({"Dockerfile": COPY}, []),
        ({"Dockerfile": COPY, ".dockerignore": "*.md\n"}, [("Dockerfile", ".dockerignore")]),
        ({"api/Dockerfile": COPY, ".dockerignore": "*.md\n"}, []),
        ({"api/Dockerfile": COPY, "api/.dockerignore": "*.md\n"}, [("api/Dockerfile", "api/.dockerignore")]),
        ({"Dockerfile": COPY, "Dockerfile.dockerignore": "x\n", ".dockerignore": "*.md\n"}, []),
        (
            {"a.Dockerfile": COPY, "a.Dockerfile.dockerignore": "*.md\n", "Dockerfile": COPY},
            [("a.Dockerfile", "a.Dockerfile.dockerignore")],
        ),
    ],
)
def test_the_ignore_file_of_a_dockerfile(
    folder: Path, capsys: pytest.CaptureFixture[str], files: dict[str, str], places: list[tuple[str, str]]
) -> None:
    write(folder, files)
    main(["--select", "DF039", "--format", "json"])
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert [(finding["path"], finding["notes"][0]["path"]) for finding in findings] == places


def test_names_beside_the_dockerfile(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, {"Dockerfile": "FROM a:1\nCOPY . /srv\n", ".env": "A=b\n"})
    assert main(["--select", "DF218", "--format", "concise", "--fail-on", "info"]) == 1
    assert "copies `.git`, `.env` into the image" in capsys.readouterr().out
    write(folder, {".dockerignore": ".git\n.env\n"})
    assert main(["--select", "DF218", "--fail-on", "info"]) == 0


def test_an_ignore_file_that_cannot_be_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, {"Dockerfile": COPY})
    (folder / ".dockerignore").mkdir()
    assert main(["--select", "DF039"]) == 3
    assert ".dockerignore cannot be read" in capsys.readouterr().err


def test_a_text_from_memory_has_nothing_beside_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, {".dockerignore": "*.md\n"})
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(COPY.encode())))
    assert main(["--select", "DF039", "-", "--stdin-filename", "Dockerfile"]) == 0


SIGNS = st.text(alphabet="ab/.*?[]!\\#- \t\n\u00fc\u0000", max_size=30)


@settings(max_examples=150, deadline=None)
@given(SIGNS, SIGNS)
def test_any_pattern_gives_an_answer(lines: str, path: str) -> None:
    source = Source(".dockerignore", lines)
    place = DockerIgnore(source).excluding(path)
    assert place is None or (place.source is source and place.text.strip() != "")
