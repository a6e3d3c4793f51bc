"""Several configuration files: which holds for which file, what `extend` joins, and what the environment adds."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from project_files import UNTAGGED, write

from ecslint import shelf
from ecslint.cli import main
from ecslint.config import Config, load
from ecslint.config.keys import KEYS, REFUSED
from ecslint.config.schema import schema
from ecslint.config.starter import starter
from ecslint.errors import UsageError

ROOT = Path(__file__).parents[1]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    for variable in ("CONFIG", "BASELINE", "FAIL_ON", "MIN_SEVERITY", "LAUNCH_TYPE"):
        monkeypatch.delenv(f"ECSLINT_{variable}", raising=False)
    return tmp_path


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, set[tuple[str, str]]]:
    capsys.readouterr()
    code = main(["check", *arguments, "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    return code, {(finding["path"], finding["severity"]) for finding in report["findings"]}


def test_each_file_has_the_nearest_configuration(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(
        here,
        Dockerfile=UNTAGGED,
        a__Dockerfile=UNTAGGED,
        a__b__Dockerfile=UNTAGGED,
        c__Dockerfile=UNTAGGED,
        ecslint_toml='[severity]\nDF101 = "info"\n',
        a__ecslint_toml='[severity]\nuntagged-image = "error"\n[per-file-ignores]\n"b/*" = ["DF101"]\n',
        c__pyproject_toml='[tool.ecslint]\nignore = ["DF101"]\n',
    )
    # What counts for the whole run is said at its root.
    assert found(capsys) == (1, {("Dockerfile", "info"), ("a/Dockerfile", "error")})
    assert found(capsys, "a") == (1, {("a/Dockerfile", "error")})
    assert found(capsys, "c/Dockerfile") == (0, set())
    # One that is named holds for all, and none for none.
    assert found(capsys, "--config", "ecslint.toml")[1] == {
        (path, "info") for path in ("Dockerfile", "a/Dockerfile", "a/b/Dockerfile", "c/Dockerfile")
    }
    assert found(capsys, "--isolated", "c")[1] == {("c/Dockerfile", "warning")}
    monkeypatch.chdir(here / "c")
    assert found(capsys, "../a/Dockerfile", "../a/b/Dockerfile")[1] == {("../a/Dockerfile", "error")}


def test_a_configuration_below_leaves_files_out(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(
        here,
        a__old__Dockerfile=UNTAGGED,
        a__new__Dockerfile=UNTAGGED,
        a__ecslint_toml='extend-exclude = ["old/"]\n',
    )
    assert found(capsys)[1] == {("a/new/Dockerfile", "warning")}
    assert main(["files"]) == 0
    assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()] == ["a/new/Dockerfile"]
    assert found(capsys, "a/old/Dockerfile")[1] == {("a/old/Dockerfile", "warning")}
    assert found(capsys, ".", "a/old/Dockerfile", "--force-exclude")[1] == {("a/new/Dockerfile", "warning")}


def test_standard_input_has_the_configuration_of_its_name(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(here, a__ecslint_toml='ignore = ["DF101"]\n', a__x=UNTAGGED)
    for name, code in (("Dockerfile", 1), ("a/Dockerfile", 0)):
        with (here / "a/x").open() as stream:
            monkeypatch.setattr("sys.stdin", stream)
            assert main(["-", "--stdin-filename", name]) == code


def test_a_wrong_file_below_ends_the_run(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here, Dockerfile=UNTAGGED, a__Dockerfile=UNTAGGED, a__ecslint_toml='ignore = ["DF999"]\n')
    assert main([]) == 2
    assert "DF999" in capsys.readouterr().err


def joined(here: Path, base: str, own: str) -> Config:
    write(here, shared__base_toml=base, ecslint_toml='extend = "shared/base.toml"\n' + own)
    return load(".")


@pytest.mark.parametrize(
    ("base", "own", "expected"),
    [
        ('fail-on = "error"', "", {"fail_on": "error"}),
        ('fail-on = "error"', 'fail-on = "info"', {"fail_on": "info"}),
        ('select = ["DF"]', 'select = ["TD"]', {"select": ("TD",)}),
        ('ignore = ["a"]', 'ignore = ["b"]', {"ignore": ("a", "b")}),
        ('mandatory = ["a"]', "mandatory = []", {"mandatory": ("a",)}),
        ("[severity]\nx = 'info'\ny = 'info'", "[severity]\nx = 'error'", {"severity": {"x": "error", "y": "info"}}),
        ("[rules.x]\na = 1\nb = 1", "[rules.x]\na = 2", {"rules": {"x": {"a": 2, "b": 1}}}),
        ("[per-file-ignores]\nx = ['a']", "[per-file-ignores]\nx = ['b']", {"per_file_ignores": {"x": ("a", "b")}}),
        ('baseline = "known.json"', "", {"baseline": "shared/known.json"}),
        ("[ecr]\nfail-on = 'high'\nstale-days = 3", "[ecr]\nfail-on = 'any'", {"ecr": {"fail-on": "any", "stale-days": 3}}),
        ('extend-exclude = ["/x"]\nexclude = []', 'extend-exclude = ["/y"]', {"exclude": ("/x", "/y")}),
    ],
)  # fmt: skip
def test_extend_joins(here: Path, base: str, own: str, expected: dict[str, Any]) -> None:
    config = joined(here, base, own)
    assert {name: getattr(config, name) for name in expected} == expected
    assert config.folder == str(here)


def test_entries_of_an_extended_file_keep_their_place(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    joined(here, '[[suppress]]\nrule = "DF998"\n', '[[suppress]]\nrule = "DF999"\n')
    assert found(capsys)[1] == {("ecslint.toml", "warning"), ("shared/base.toml", "warning")}


def test_extend_through_a_shared_file_and_a_link(here: Path) -> None:
    write(
        here,
        ecslint_toml='extend = "b/pyproject.toml"',
        b__pyproject_toml='[tool.ecslint]\nextend = "../c.toml"',
    )
    write(here, c_toml='ignore = ["a"]')
    assert load(".").ignore == ("a",)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"ecslint_toml": 'extend = "ecslint.toml"'}, "extends itself"),
        ({"ecslint_toml": 'extend = "a.toml"', "a_toml": 'extend = "b/../ecslint.toml"', "b__x": ""}, "extends itself"),
        ({"ecslint_toml": 'extend = "a.toml"'}, "a.toml: there is no such configuration file"),
        ({"ecslint_toml": 'extend = "."'}, "there is no such configuration file"),
        ({"ecslint_toml": 'extend = "/dev/zero"'}, "there is no such configuration file"),
        ({"ecslint_toml": 'extend = "https://example.com/ecslint.toml"'}, "nothing is fetched"),
        ({"ecslint_toml": 'extend = "a.toml"', "a_toml": "selct = []"}, "a.toml: unknown key `selct`"),
        ({"ecslint_toml": 'extend = "a\\u0000b"'}, "there is no such configuration file"),
        ({f"x{n}_toml" if n else "ecslint_toml": f'extend = "x{n + 1}.toml"' for n in range(40)}, "more than 20 files"),
    ],
)  # fmt: skip
def test_extend_refuses(here: Path, files: dict[str, str], said: str) -> None:
    write(here, **files)
    with pytest.raises(UsageError) as caught:
        load(".")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        *(f"{name} = true" for name in sorted(REFUSED)),
        "[ecr]\nenabled = true",
        "[ecr]\nwait = 300",
        "[ecr]\nendpoint_url = 'http://example.com'",
        "[ecr]\naws-profile = 'x'",
        "[ecr]\nrole-arn = 'x'",
        "aws_role_arn = 'x'",
    ],
)
def test_network_credentials_and_code_are_for_the_command_line(here: Path, text: str) -> None:
    write(here, ecslint_toml=text)
    with pytest.raises(UsageError, match="is refused: only the command line may"):
        load(".")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[suppress]]\nreason = 'x'", "`suppress[1]` has no `rule`"),
        (
            "[[suppress]]\nrule = 'a'\n[[suppress]]\nrule = 'a'\nexpires = 'soon'",
            "`suppress[2].expires` is wrong",
        ),
        ("[[suppress]]\nrule = 'a'\nexpires = 2026-02-29", "not valid TOML"),
        ("[[suppress]]\nrule = 'a'\nexpires = '2026-02-29'", "`suppress[1].expires` is wrong"),
        ("[[suppress]]\nrule = 'a'\nexpires = 2026-01-01T00:00:00Z", "`suppress[1].expires` is wrong"),
        ("[[suppress]]\nrule = []", "`suppress[1].rule` is wrong"),
        ("[[suppress]]\nrule = 'a'\npath = 'containerDefinitions'", "`suppress[1].path` is wrong"),
        ("[[suppress]]\nrule = 'a'\npaht = '/x'", "unknown key `suppress[1].paht`, did you mean `path`?"),
        ("[suppress]\nrule = 'a'", "`suppress` is wrong, allowed is a list of tables"),
        ("require-reason = 'yes'", "`require-reason` is wrong, allowed is true or false"),
        ("[ecr]\nfail-on = 'low!'", "`ecr.fail-on` is wrong"),
        ("[ecr]\nstale-days = -1", "`ecr.stale-days` is wrong"),
        ("[ecr]\nstale-days = true", "`ecr.stale-days` is wrong"),
        ("[[ecr.ignore]]\nid = 'CVE-2026-1'", "`ecr.ignore[1]` has no `reason`"),
    ],
)
def test_what_is_wrong_is_named(here: Path, text: str, said: str) -> None:
    write(here, ecslint_toml=text)
    with pytest.raises(UsageError) as caught:
        load(".")
    assert said in str(caught.value)


def test_the_environment(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(here, Dockerfile=UNTAGGED, ecslint_toml='fail-on = "never"\n', other_toml='ignore = ["DF101"]\n')
    assert main([]) == 0
    monkeypatch.setenv("ECSLINT_FAIL_ON", "Warning")
    assert main([]) == 1
    assert main(["--fail-on", "error"]) == 0
    monkeypatch.setenv("ECSLINT_CONFIG", "other.toml")
    assert main([]) == 0
    assert main(["--isolated"]) == 1
    monkeypatch.setenv("ECSLINT_CONFIG", "missing.toml")
    assert main([]) == 2
    monkeypatch.delenv("ECSLINT_CONFIG")
    monkeypatch.setenv("ECSLINT_MIN_SEVERITY", "error")
    assert found(capsys) == (0, set())
    monkeypatch.setenv("ECSLINT_LAUNCH_TYPE", "moon")
    assert main([]) == 2
    assert "ECSLINT_LAUNCH_TYPE is wrong, allowed is FARGATE" in capsys.readouterr().err


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(["config", "show", *arguments]) == 0
    return capsys.readouterr().out


def test_show_says_where_each_value_came_from(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(
        here,
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
    write(here, again_toml=text)
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
def test_the_schema_agrees_with_the_reader(here: Path, text: str, valid: bool) -> None:
    write(here, ecslint_toml=text)
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


def test_init(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here, pyproject_toml="[project]\nname = 'x'\n", Dockerfile=UNTAGGED)
    assert main(["config", "init"]) == 0
    assert load(".") == Config(path="ecslint.toml", folder=str(here))
    assert main(["config", "init"]) == 2
    assert "is not overwritten" in capsys.readouterr().err
    (here / "ecslint.toml").unlink()
    write(here, pyproject_toml="[tool.ecslint]\n")
    assert main(["config", "init"]) == 2
    assert not (here / "ecslint.toml").exists()


def test_the_examples_of_the_starter_hold(here: Path) -> None:
    text = "\n".join(
        line.removeprefix("# ") if line.startswith(("# [", '# "')) or " = " in line else line
        for line in starter().splitlines()
    )
    assert all(key.example for key in KEYS.values())
    assert set(tomllib.loads(text)) == set(KEYS)
    write(here, sub__ecslint_toml=text, ecslint_toml="")
    (here / "sub/Dockerfile").write_text(UNTAGGED)
    (here / "sub/ecslint-baseline.json").write_text('{"version": 1, "findings": []}')
    assert main(["sub", "--fail-on", "never"]) == 0


@pytest.mark.parametrize("arguments", [["config"], ["config", "edit"], ["config", "show", "--nope"]])
def test_wrong_usage(here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err.count("\n") == 1
