"""`ecslint config`: the settings in force, their JSON Schema, the starter file."""

import json
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from project_files import UNTAGGED, write

from ecslint import shelf
from ecslint.cli import main
from ecslint.config import Config, load
from ecslint.config.keys import KEYS
from ecslint.config.schema import schema
from ecslint.config.starter import starter
from ecslint.errors import UsageError

ROOT = Path(__file__).parents[1]


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(["config", "show", *arguments]) == 0
    return capsys.readouterr().out


def test_show_says_where_each_value_came_from(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(
        folder,
        base_toml='ignore = ["DF101"]\n[severity]\nDF102 = "info"\nDF103 = "info"\n',
        ecslint_toml=(
            'extend = "base.toml"\nignore = ["DF103"]\nextend-exclude = ["a/b"]\n[severity]\nDF102 = "error"\n'
            '[[suppress]]\nrule = "DF101"\nexpires = 2027-01-31\n[[ecr.ignore]]\nid = "CVE-1"\nreason = "x"\n'
            '[per-file-ignores]\n"a b/*" = ["DF1"]\n[rules.missing-user]\nunprivileged = ["x"]\n'
            '[services]\n"a/service.json" = "task.json"\n'
        ),
        sub__x="",
    )
    monkeypatch.setenv("ECSLINT_FAIL_ON", "error")
    text = shown(capsys)
    lines = text.splitlines()
    assert 'ignore = ["DF101", "DF103"]  # base.toml, ecslint.toml' in lines
    assert 'fail-on = "error"  # environment variable ECSLINT_FAIL_ON' in lines
    assert "require-reason = false  # default" in lines
    assert 'DF102 = "error"  # base.toml, ecslint.toml' in lines
    assert 'DF103 = "info"  # base.toml' in lines
    assert "[[suppress]]  # ecslint.toml:6" in lines
    assert any(line.startswith("exclude = ") and line.endswith("# default, ecslint.toml") for line in lines)
    values = tomllib.loads(text)
    assert values["exclude"][-1] == "a/b"
    assert values["suppress"] == [{"rule": ["DF101"], "expires": "2027-01-31"}]
    assert values["per-file-ignores"] == {"a b/*": ["DF1"]}
    assert values["ecr"] == {"ignore": [{"id": "CVE-1", "reason": "x"}]}
    assert '"a/service.json" = "task.json"  # ecslint.toml' in lines
    # The same from below, and of a file.
    assert shown(capsys, "sub/x") == text
    write(folder, again_toml=text)
    assert load(".", "again.toml").severity == load(".").severity
    assert "# no configuration file is in force" in shown(capsys, "--isolated")


def test_the_schema_is_up_to_date() -> None:
    committed = json.loads((ROOT / "schemas/config.schema.json").read_text(encoding="utf-8"))
    assert committed == schema(shelf.everything()), "run scripts/config_schema.py"
    Draft202012Validator.check_schema(committed)
    assert set(committed["properties"]) == set(KEYS)


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("", True),
        ('select = ["DF"]\nlaunch-type = "fargate"\n[ecr]\nstale-days = 3', True),
        ('launch-type = "moon"', False),
        ("selct = []", False),
        ('fail-on = "fatal"', False),
        ('[severity]\nDF101 = "bad"', False),
        ('[[suppress]]\nrule = "DF101"\nexpires = "2027-01-31"', True),
        ('[[suppress]]\nreason = "x"', False),
        ('[[suppress]]\nrule = "DF101"\npath = "x"', False),
        ('[[ecr.ignore]]\nid = "x"', False),
        ("[ecr]\nfail-on = 'warning'", False),
    ],
)
def test_the_schema_agrees_with_the_reader(folder: Path, text: str, valid: bool) -> None:
    write(folder, ecslint_toml=text)
    assert Draft202012Validator(schema(shelf.everything())).is_valid(tomllib.loads(text)) == valid
    try:
        load(".")
    except UsageError:
        assert not valid
    else:
        assert valid


def test_the_command_prints_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "schema"]) == 0
    assert capsys.readouterr().out == (ROOT / "schemas/config.schema.json").read_text(encoding="utf-8")


def test_init(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, pyproject_toml="[project]\nname = 'x'\n", Dockerfile=UNTAGGED)
    assert main(["config", "init"]) == 0
    assert load(".") == Config(path="ecslint.toml", folder=str(folder))
    assert main(["config", "init"]) == 2
    assert "is not overwritten" in capsys.readouterr().err
    (folder / "ecslint.toml").unlink()
    write(folder, pyproject_toml="[tool.ecslint]\n")
    assert main(["config", "init"]) == 2
    assert not (folder / "ecslint.toml").exists()


def test_the_examples_of_the_starter_hold(folder: Path) -> None:
    text = "\n".join(
        line.removeprefix("# ") if line.startswith(("# [", '# "')) or " = " in line else line
        for line in starter().splitlines()
    )
    assert all(key.example for key in KEYS.values())
    assert set(tomllib.loads(text)) == set(KEYS)
    write(folder, sub__ecslint_toml=text, ecslint_toml="")
    (folder / "sub/Dockerfile").write_text(UNTAGGED)
    (folder / "sub/ecslint-baseline.json").write_text('{"version": 1, "findings": []}')
    assert main(["sub", "--fail-on", "never"]) == 0


def test_show_is_what_config_does_by_itself(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, ecslint_toml='fail-on = "error"\n')
    text = shown(capsys)
    assert main(["config"]) == 0
    assert capsys.readouterr().out == text
    isolated = shown(capsys, "--isolated")
    assert main(["config", "--isolated"]) == 0
    assert capsys.readouterr().out == isolated != text


@pytest.mark.parametrize(
    "arguments", [["config", "edit"], ["config", "."], ["config", "show", "--nope"], ["config", "--nope"]]
)
def test_wrong_usage(folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err.count("\n") == 1
