"""Several configuration files: which holds for which file, what `extend` joins, and what the environment adds."""

import json
from pathlib import Path
from typing import Any

import pytest
from project_files import UNTAGGED, write

from ecslint.cli import main
from ecslint.config import Config, load
from ecslint.config.keys import REFUSED
from ecslint.errors import UsageError


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, set[tuple[str, str]]]:
    capsys.readouterr()
    code = main(["check", *arguments, "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    return code, {(finding["path"], finding["severity"]) for finding in report["findings"]}


def test_each_file_has_the_nearest_configuration(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(
        folder,
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
    monkeypatch.chdir(folder / "c")
    assert found(capsys, "../a/Dockerfile", "../a/b/Dockerfile")[1] == {("../a/Dockerfile", "error")}


def test_a_configuration_below_leaves_files_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(
        folder,
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
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, a__ecslint_toml='ignore = ["DF101"]\n', a__x=UNTAGGED)
    for name, code in (("Dockerfile", 1), ("a/Dockerfile", 0)):
        with (folder / "a/x").open() as stream:
            monkeypatch.setattr("sys.stdin", stream)
            assert main(["-", "--stdin-filename", name]) == code


def test_a_wrong_file_below_ends_the_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, Dockerfile=UNTAGGED, a__Dockerfile=UNTAGGED, a__ecslint_toml='ignore = ["DF999"]\n')
    assert main([]) == 2
    assert "DF999" in capsys.readouterr().err


def joined(folder: Path, base: str, own: str) -> Config:
    write(folder, shared__base_toml=base, ecslint_toml='extend = "shared/base.toml"\n' + own)
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
def test_extend_joins(folder: Path, base: str, own: str, expected: dict[str, Any]) -> None:
    config = joined(folder, base, own)
    assert {name: getattr(config, name) for name in expected} == expected
    assert config.folder == str(folder)


def test_entries_of_an_extended_file_keep_their_place(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    joined(folder, '[[suppress]]\nrule = "DF998"\n', '[[suppress]]\nrule = "DF999"\n')
    assert found(capsys)[1] == {("ecslint.toml", "warning"), ("shared/base.toml", "warning")}


def test_extend_through_a_shared_file_and_a_link(folder: Path) -> None:
    write(
        folder,
        ecslint_toml='extend = "b/pyproject.toml"',
        b__pyproject_toml='[tool.ecslint]\nextend = "../c.toml"',
    )
    write(folder, c_toml='ignore = ["a"]')
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
def test_extend_refuses(folder: Path, files: dict[str, str], said: str) -> None:
    write(folder, **files)
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
def test_network_credentials_and_code_are_for_the_command_line(folder: Path, text: str) -> None:
    write(folder, ecslint_toml=text)
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
def test_what_is_wrong_is_named(folder: Path, text: str, said: str) -> None:
    write(folder, ecslint_toml=text)
    with pytest.raises(UsageError) as caught:
        load(".")
    assert said in str(caught.value)


def test_the_environment(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, Dockerfile=UNTAGGED, ecslint_toml='fail-on = "never"\n', other_toml='ignore = ["DF101"]\n')
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


def test_one_configuration_and_none_at_all_exclude_each_other(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, a_toml='fail-on = "never"\n', Dockerfile=UNTAGGED)
    for command in ([], ["files"], ["config", "show"], ["baseline", "create"]):
        assert main([*command, "--isolated", "--config", "a.toml"]) == 2
        assert (
            capsys.readouterr().err
            == "ecslint: `--isolated` reads no configuration, so it goes with no `--config`\n"
        )
