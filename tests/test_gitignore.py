"""Patterns of .gitignore against git itself: what it would list is what is found."""

import os
import random
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from ecslint.discover import discover
from ecslint.gitignore import IgnoreFile
from ecslint.wildcard import escape, translate

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="compares with git")

TREE = """
a.json b.json ab.json a1.json #a.json !a.json é.json [x].json a\\b.json tail.json .hidden.json
a/a.json a/b.json a/1.json a/b/a.json a/b/c/a.json a/ab/x.json a/keep/a.json a/keep/deep/b.json
b/a.json b/a/a.json b/a/b.json b/x1.json b/.h/a.json x/z.json x/y/z.json x/y/w/z.json x/z/a.json
ab/a.json ab/a/b/a.json a1/a.json keep/a.json keep/a/keep.json
"""
FILES = [*TREE.split(), "tail.json ", "a b.json", "a b/a.json"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of our own, so that the real user's settings decide nothing."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return folder


@pytest.fixture
def repository(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "repository"
    for name in FILES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        # A folder and a file cannot share a name.
        (root / name).write_text("{}")
    monkeypatch.chdir(root)
    # git takes the files that it knows for granted, and here it shall decide by patterns alone.
    subprocess.run(["git", "init", "-q", "."], check=True)
    return root


def listed_by_git(folder: str = ".") -> set[str]:
    command = ["git", "ls-files", "-co", "--exclude-standard", "-z", folder]
    out = subprocess.run(command, check=True, capture_output=True).stdout
    return {os.fsdecode(name) for name in out.split(b"\0") if name.endswith((b".json", b".json "))}


def found(folder: str = ".") -> set[str]:
    return {candidate.path for candidate in discover([folder], exclude=())}


def write(root: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(os.fsencode(text))


@pytest.mark.parametrize(
    "files",
    [
        {".gitignore": ""},
        {".gitignore": "*.json\n!b.json\n"},
        {".gitignore": "/a/*\n!/a/b\n"},
        {".gitignore": "a/\n!a/b/\n"},
        {".gitignore": "x/**/z.json\n"},
        {".gitignore": "x/**\n!x/z.json\n"},
        {".gitignore": "**/b/a.json\n"},
        {".gitignore": "a/**/a.json\n!**/c/*\n"},
        {".gitignore": "**\n!**/\n!b.json\n"},
        {".gitignore": "*\n!*/\n!a.json\n"},
        {".gitignore": "tail.json\\ \na\\ b.json   \n"},
        {".gitignore": "a b/   \n"},
        {".gitignore": "a[!0-9].json\n"},
        {".gitignore": "[a-b][^1].json\n\\[x\\].json\n"},
        {".gitignore": "[[:digit:]].json\n[]-]*\n[b-a].json\n[a\n"},
        {".gitignore": "\\#a.json\n\\!a.json\n#b.json\n"},
        {".gitignore": "?.json\n"},
        {".gitignore": "a\\\\b.json\n"},
        {".gitignore": "é.json\n"},
        {".gitignore": "??.json\n"},
        {".gitignore": "a.json\r\nb/\r\n"},
        {".gitignore": "\ufeffa.json\n"},
        {".gitignore": "a.json"},
        {".gitignore": "*.json\n", "a/.gitignore": "!keep/\n!a.json\n"},
        {".gitignore": "!a.json\n", "a/.gitignore": "*.json\n", "a/b/.gitignore": "!a.json\n"},
        {".gitignore": "b\n", "a/.gitignore": "/b\n", "x/.gitignore": "y/*\n"},
        {".gitignore": "keep\n!keep/\n"},
        {".gitignore": "deep\n!keep/\n"},
        {".gitignore": "/\n//a\n!\n./a.json\n"},
        {".gitignore": "a**\nb/**a/*.json\n"},
        {".git/info/exclude": "a.json\n", ".gitignore": "!b/a.json\n"},
        {".git/info/exclude": "/b/a.json\nkeep/\n"},
    ],
)
def test_same_as_git(repository: Path, files: Mapping[str, str]) -> None:
    write(repository, files)
    expected = listed_by_git()
    assert {name for name in found() if name.endswith(".json")} == {
        n for n in expected if n.endswith(".json")
    }
    for folder in ("a", "b/a", "keep"):
        # A folder that is ignored itself is looked through when it is named, which git would not do.
        if listed_by_git(folder):
            assert found(folder) == {name for name in found() if name.startswith(folder + "/")}


@pytest.mark.parametrize(
    ("config", "place"),
    [
        ("", ".config/git/ignore"),
        ("[core]\n\teditor = vi\n\texcludesFile = ~/mine\n", "mine"),
        ('[user]\nexcludesfile=no\n[Core]\nEXCLUDESFILE = "~/my list"\n', "my list"),
    ],
)
def test_the_users_own_list(repository: Path, home: Path, config: str, place: str) -> None:
    write(home, {".gitconfig": config, place: "b.json\n"})
    write(repository, {"keep/.gitignore": "!b.json\n"})
    assert found() == {name for name in listed_by_git() if name.endswith(".json")}
    assert "b.json" not in found()
    assert "a/b.json" not in found()


def test_worktrees_and_nested_repositories(repository: Path) -> None:
    write(repository, {".gitignore": "b.json\n", ".git/info/exclude": "a.json\n"})
    subprocess.run(["git", "add", "."], check=True)
    identity = ["-c", "user.name=x", "-c", "user.email=x@example.com"]
    subprocess.run(["git", *identity, "commit", "-q", "-m", "x"], check=True)
    subprocess.run(["git", "worktree", "add", "-q", "../tree"], check=True)
    write(repository, {"../tree/a.json": "{}"})
    assert "../tree/ab.json" in found("../tree")
    assert "../tree/a.json" not in found("../tree")
    subprocess.run(["git", "init", "-q", "x"], check=True)
    write(repository, {"x/a.json": "{}", "x/b.json": "{}"})
    assert {"x/a.json", "x/b.json"} <= found()


def test_mutated_patterns_same_as_git(repository: Path) -> None:
    """`ECSLINT_MUTATIONS` asks for more of them, `ECSLINT_SEED` for others."""
    chance = random.Random(int(os.environ.get("ECSLINT_SEED", "1")))
    pieces = [
        "a",
        "b",
        "x",
        "1",
        "*",
        "**",
        "?",
        "/",
        "/",
        ".json",
        "keep",
        "[!0-9]",
        "[a-b]",
        "[]",
        "[",
        "\\",
        " ",
        "é",
    ]
    places = [".gitignore", "a/.gitignore", "a/b/.gitignore", "b/.gitignore", ".git/info/exclude"]
    for _ in range(int(os.environ.get("ECSLINT_MUTATIONS", "120"))):
        files = {}
        for place in places:
            lines = []
            for _ in range(chance.choice((0, 1, 2, 4))):
                body = "".join(chance.choices(pieces, k=chance.randint(1, 5)))
                lines.append(chance.choice(("", "", "!")) + body + chance.choice(("", "", "/", "/*", "/**")))
            files[place] = "\n".join(lines) + chance.choice(("", "\n"))
        write(repository, files)
        expected = {name for name in listed_by_git() if name.endswith(".json")}
        assert {name for name in found() if name.endswith(".json")} == expected, "".join(
            map(repr, files.items())
        )


def test_hostile_patterns_stay_cheap() -> None:
    path = "/" + "a" * 200 + "/a" * 2_000
    lines = ["*a" * 60 + "b", "/**/a" * 60 + "/b", "a" + "?*" * 80, "[" * 10_000, "*" * 10_000, "\\" * 10_001]
    for line in lines:
        IgnoreFile("", [line]).verdict(path, "a" * 250, False)
    assert IgnoreFile("", ["a"] * 100_000).verdict("/a", "a", False)
    assert translate("a[", on_path=False) is None


def test_escape() -> None:
    name = "a*[b]?\\c"
    assert IgnoreFile("", [escape(name)]).verdict(f"/{name}", name, False)
