"""Ignore comments in definitions in YAML: what they reach, and what is said about those that reach nothing."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecslint.cli import main
from ecslint.lint import lint_source
from ecslint.result import Result
from ecslint.settings import Settings
from ecslint.source import Source

TASK = """\
# 1
family: web
containerDefinitions:
  # 2
  - name: web
    # 3
    image: web:latest
    memory: 64

  # 4
  - name: proxy  # 5
    memory: 64
    image: nginx:latest  # 6
    command: ["echo", "# 7"]
"""
IMAGES = [7, 13]


def lint(text: str, **changes: Any) -> Result:
    return lint_source(Source("task-definition.yaml", text), "task-definition", Settings(**changes))


def with_comments(**comments: str) -> str:
    text = TASK
    for name, comment in comments.items():
        text = text.replace(f"# {name[1:]}", f"# {comment}")
    return text


def images(result: Result) -> list[int]:
    return [finding.span.line for finding in result.findings if finding.code == "TD612"]


def about_comments(result: Result) -> list[tuple[int, str]]:
    return [
        (finding.span.line, finding.code) for finding in result.findings if finding.code.startswith("DF7")
    ]


@pytest.mark.parametrize(
    ("comments", "left"),
    [
        ({}, IMAGES),
        # At the top for the whole file, above an element or a member for that, behind a value for its line.
        ({"c1": "ecslint: ignore-file[TD612] -- why"}, []),
        ({"c2": "ecslint: ignore[TD612] -- why"}, [13]),
        ({"c3": "ecslint: ignore[latest-container-image]"}, [13]),
        ({"c4": "ecslint: ignore[TD6, TD9]"}, [7]),
        ({"c6": "ecslint: ignore[TD612]"}, [7]),
        ({"c3": "ecslint: ignore[TD612] -- a", "c6": "ecslint: ignore[TD612] -- b"}, []),
        # A comment behind the name is for that line, and text is no comment.
        ({"c5": "ecslint: ignore[TD612]"}, IMAGES),
        ({"c7": "ecslint: ignore[TD612]"}, IMAGES),
        ({"c3": "hadolint ignore=DL3007"}, IMAGES),
    ],
)
def test_what_a_comment_reaches(comments: dict[str, str], left: list[int]) -> None:
    text = with_comments(**comments)
    assert images(lint(text)) == left
    assert images(lint(text, inline_ignores=False)) == IMAGES
    assert images(lint(text.replace("\n", "\r\n"))) == left
    assert images(lint(text, mandatory=("TD612",))) == IMAGES


@pytest.mark.parametrize(
    ("comments", "said"),
    [
        ({"c3": "ecslint: ignore[TD612] -- why"}, []),
        ({"c5": "ecslint: ignore[TD612]"}, [(11, "DF701")]),
        ({"c4": "ecslint: ignore[TD612]", "c6": "ecslint: ignore[TD612]"}, [(13, "DF701")]),
        ({"c3": "ecslint: ignore[TD999]"}, [(6, "DF702")]),
        ({"c3": "ecslint: ignore TD612"}, [(6, "DF703")]),
        ({"c3": "ecslint: ignore-file[TD612]"}, [(6, "DF704")]),
        ({"c7": "ecslint: ignore[TD612]"}, []),
        # Rules on Dockerfiles do not run here, so nothing can be said.
        ({"c3": "ecslint: ignore[DF101]"}, []),
    ],
)
def test_what_is_said_of_comments(comments: dict[str, str], said: list[tuple[int, str]]) -> None:
    assert about_comments(lint(with_comments(**comments))) == said


def test_one_at_the_end_is_misplaced() -> None:
    assert (15, "DF704") in about_comments(lint(TASK + "# ecslint: ignore[TD612]\n"))


def test_what_a_block_text_says_is_no_comment() -> None:
    text = TASK + "    entryPoint:\n      - |\n        # ecslint: ignore[TD612]\n        run\n"
    result = lint(text)
    assert (images(result), about_comments(result)) == (IMAGES, [])


def test_unused_ones_are_deleted(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = with_comments(c3="ecslint: ignore[TD101] -- gone", c6="ecslint: ignore[TD101] -- gone")
    (tmp_path / "task-definition.yaml").write_text(text)
    main(["--fix", "--isolated", "-q"])
    expected = TASK.replace("    # 3\n", "").replace("nginx:latest  # 6", "nginx:latest")
    assert (tmp_path / "task-definition.yaml").read_text() == expected


LINES = st.sampled_from(
    [
        "family: web\n", "containerDefinitions:\n", "  - name: web\n", "    image: web:latest\n", "  # ecslint: ignore[TD612] -- x\n",
        "# ecslint: ignore-file[TD6]\n", "    memory: 64 # ecslint: ignore[TD]\n", "\n", "    command: |\n", "      # ecslint: ignore[TD612]\n",
        "  - {name: b, image: 'b:latest'} # ecslint: ignore[images]\n", "# ecslint: ignore\n", "- x\n", "\t\n", "}\n",
    ]
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(LINES, max_size=10))
def test_comments_take_away_and_never_change(lines: list[str]) -> None:
    text = "family: web\ncontainerDefinitions:\n  - name: web\n" + "".join(lines)
    result = lint(text)
    strict = lint(text, inline_ignores=False)
    assert not result.errors
    places = [
        (finding.span.start, finding.code)
        for finding in (*result.findings, *(entry.finding for entry in result.suppressed))
    ]
    assert sorted(place for place in places if not place[1].startswith("DF7")) == sorted(
        (finding.span.start, finding.code) for finding in strict.findings
    )
