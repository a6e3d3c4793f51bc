"""What `--select` and `--ignore` answer to: codes, names, prefixes, categories, and what other tools call the same check."""

import json
from pathlib import Path

import pytest

from ecslint import shelf
from ecslint.cli import main
from ecslint.errors import UsageError

TASK = {
    "family": "web",
    "networkMode": "host",
    "tags": [{"key": "team", "value": "web"}],
    "containerDefinitions": [
        {"name": "web", "image": "web:1", "memory": 64, "user": "root", "privileged": True}
    ],
}


def selected(*selectors: str, ignore: tuple[str, ...] = ()) -> set[str]:
    selection = shelf.Selection(select=selectors, ignore=ignore)
    selection.verify()
    return {rule.code for rule in selection.pick(shelf.everything())}


@pytest.mark.parametrize(
    ("selector", "codes"),
    [
        ("TD953", {"TD953"}),
        ("writable-root-filesystem", {"TD953"}),
        ("ECS.5", {"TD953"}),
        ("securityhub:ECS.5", {"TD953"}),
        ("SecurityHub:ecs.5", {"TD953"}),
        ("CT.ECS.PR.6", {"TD953"}),
        ("config:ecs-containers-readonly-access", {"TD953"}),
        ("CKV_AWS_336", {"TD953"}),
        ("DL3007", {"DF102"}),
        ("hadolint:DL3007", {"DF102"}),
        ("dl3007", {"DF102"}),
        ("cfn-lint:E3047", {"TD100", "TD102"}),
        ("cdk-preflight:fargate-privileged", {"TD401"}),
        ("pf-ecs-fargate-privileged", {"TD401"}),
        ("cdk-preflight:pf-ecs-fargate-privileged", {"TD401"}),
        ("CKV_AWS_334", {"TD952", "TD401"}),
        ("AWS-0035", {"TD959", "TD806"}),
        ("AVD-AWS-0035", {"TD959", "TD806"}),
        ("trivy:AVD-AWS-0035", {"TD959", "TD806"}),
        ("kics:d24389b4", {"TD965"}),
        ("kics:d24389b4-6c31-4a4e-8ae4-4a1d1f1d9e2a", {"TD965"}),
        ("d24389b4-6c31-4a4e-8ae4-4a1d1f1d9e2a", {"TD965"}),
    ],
)
def test_one_check_by_any_of_its_names(selector: str, codes: set[str]) -> None:
    assert selected(selector) == codes


def test_a_tool_selects_all_that_it_knows_and_nothing_else() -> None:
    chosen = selected("securityhub")
    assert {"TD951", "TD952", "TD953", "TD954", "TD955", "TD957", "TD959", "SV955", "SV956"} <= chosen
    for rule in shelf.everything():
        assert (rule.code in chosen) == any(peer.startswith("securityhub:") for peer in rule.peers), rule.code


def test_one_check_of_a_tool_is_more_exact_than_the_tool() -> None:
    assert "TD953" not in selected("securityhub", ignore=("ECS.5",))
    assert selected("ECS.5", ignore=("securityhub",)) == {"TD953"}


def test_an_unknown_check_of_a_known_tool_is_an_error() -> None:
    with pytest.raises(UsageError, match=r"securityhub:ECS\.999"):
        selected("securityhub:ECS.999")


def test_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "task-definition.json"
    path.write_text(json.dumps(TASK))
    assert main(["--isolated", "--format", "json", "--select", "securityhub", str(path)]) == 1
    found = {finding["code"] for finding in json.loads(capsys.readouterr().out)["findings"]}
    assert found == {"TD951", "TD952", "TD953", "TD954", "TD957"}
    assert main(["--isolated", "--format", "json", "--select", "ECS.5", str(path)]) == 0
    assert [finding["code"] for finding in json.loads(capsys.readouterr().out)["findings"]] == ["TD953"]
