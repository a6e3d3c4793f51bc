"""Entries of the configuration that silence: what they are about, what is wrong with them, and where that is said."""

import json
from pathlib import Path

import pytest
from linted import found, run

from ecslint.arguments import check_parser
from ecslint.cli import main
from ecslint.config import load
from ecslint.configured import settings_of
from ecslint.lint import lint_paths

TASK = """{
  "family": "web",
  "containerDefinitions": [
    {"name": "web", "image": "web:latest", "memory": 64},
    {"name": "proxy", "image": "nginx:latest", "memory": 64}
  ]
}
"""


@pytest.mark.parametrize(
    ("entry", "silent"),
    [
        ('rule = "TD612"', ["web", "proxy"]),
        ('rule = "latest-container-image"\nfile = "task-definition.json"', ["web", "proxy"]),
        ('rule = ["TD6", "DF"]\nfile = "infra/task-definition.json"', ["web", "proxy"]),
        ('rule = "TD612"\nfile = "./infra/*.json"', ["web", "proxy"]),
        ('rule = "TD612"\nfile = "**/task-definition.json"', ["web", "proxy"]),
        ('rule = "TD612"\nfile = "other/*.json"', []),
        ('rule = "TD612"\ncontainer = "web"', ["web"]),
        ('rule = "TD612"\npath = "/containerDefinitions/1/image"', ["proxy"]),
        ('rule = "TD612"\npath = "/containerDefinitions/1"', ["proxy"]),
        ('rule = "TD612"\npath = "/containerDefinitions/*/image"', ["web", "proxy"]),
        ('rule = "TD612"\npath = "/**/image"', ["web", "proxy"]),
        ('rule = "TD612"\npath = "/**"', ["web", "proxy"]),
        ('rule = "TD612"\npath = ""', ["web", "proxy"]),
        ('rule = "TD612"\npath = "/containerDefinitions/*"\ncontainer = "proxy"', ["proxy"]),
        ('rule = "TD612"\npath = "/containerDefinitions/10"', []),
        ('rule = "TD612"\npath = "/containerDefinitions/1/imag"', []),
        ('rule = "TD301"', []),
        ('rule = "TD612"\nexpires = 2026-11-26', ["web", "proxy"]),
        ('rule = "TD612"\nexpires = "2026-11-26"', ["web", "proxy"]),
        ('rule = "TD612"\nexpires = "2026-11-25"', []),
    ],
)
def test_entries_of_the_configuration(folder: Path, entry: str, silent: list[str]) -> None:
    (folder / "infra").mkdir()
    (folder / "infra/task-definition.json").write_text(TASK)
    (folder / "ecslint.toml").write_text(f'[[suppress]]\n{entry}\nreason = "why"\n')
    arguments = check_parser().parse_args([])
    policy = settings_of(arguments, load("."))._replace(today="2026-11-26")
    result = lint_paths(["."], policy)
    images = [entry for entry in result.suppressed if entry.finding.code == "TD612"]
    assert [entry.finding.container for entry in images] == silent
    assert {(entry.kind, entry.reason) for entry in images} <= {("config", "why")}
    assert bool(found(result, "XF901", "XF903")) == (not silent)


@pytest.mark.parametrize(
    ("paths", "entry", "expected"),
    [
        # Unused is said only where all that the entry means was looked at.
        (["."], 'file = "td.json"\nrule = "TD612"', [(3, "XF901")]),
        (["infra"], 'file = "td.json"\nrule = "TD612"', []),
        (["infra/task-definition.json"], 'file = "*.json"\nrule = "TD101"', []),
        (
            ["infra/task-definition.json"],
            'file = "infra/task-definition.json"\nrule = "TD101"',
            [(3, "XF901")],
        ),
        (["infra/task-definition.json"], 'file = "td.json"\nrule = "TD999"', []),
        (["."], 'file = "td.json"\nrule = "TD999"', [(3, "XF902")]),
        (["."], 'expires = "1999-12-31"\nrule = "TD612"', [(2, "XF903")]),
        (["Dockerfile"], 'file = "*.json"\nexpires = "1999-12-31"\nrule = "TD612"', []),
    ],
)
def test_what_is_wrong_with_entries(
    folder: Path, paths: list[str], entry: str, expected: list[tuple[int, str]]
) -> None:
    (folder / "infra").mkdir()
    (folder / "infra/task-definition.json").write_text(TASK)
    (folder / "Dockerfile").write_text("FROM a:1\nUSER x\n")
    (folder / "ecslint.toml").write_text(f"[[suppress]]\n{entry}\n")
    result = run(folder, *paths)
    assert found(result, "XF9") == expected
    assert all(
        finding.span.source.path == "ecslint.toml" for finding in result.findings if finding.code[:2] == "XF"
    )


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("ecslint.toml", '# x\n[[suppress]]\nrule = "TD999"\n\n [[ suppress ]]\nrule = "TD998"\n', [3, 6]),
        ("ecslint.toml", 'suppress = [{rule = "TD999"}, {rule = "TD998"}]\n', [1, 1]),
        ("ecslint.toml", '[[suppress]]\nreason = """\n[[suppress]]\n"""\nrule = "TD999"\n', [1]),
        ("pyproject.toml", '[project]\n[[tool.ecslint.suppress]]\nrule = [\n  "TD999",\n]\n[x]\n', [4]),
        ("pyproject.toml", '[tool.ecslint]\nsuppress = [{rule = "TD999"}]\n', [2]),
        ("pyproject.toml", '[[tool."ecslint".suppress]]\nrule = "TD999"\n', [1]),
    ],
)
def test_where_entries_stand(folder: Path, name: str, text: str, lines: list[int]) -> None:
    (folder / name).write_text(text)
    assert [line for line, _ in found(run(folder), "XF902")] == lines


def test_the_report_of_a_configuration(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "Dockerfile").write_text("FROM a:1\nUSER x\n")
    (folder / "ecslint.toml").write_text('[[suppress]]\nrule = "DF101"\n')
    assert main(["--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert {"path": "ecslint.toml", "kind": "configuration"} in report["files"]
    assert [finding["code"] for finding in report["findings"]] == ["XF901"]
