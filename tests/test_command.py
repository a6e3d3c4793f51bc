"""The command from outside: arguments in, report and exit code out."""

import json
from pathlib import Path

import pytest
from project_files import CLEAN, TASK, UNTAGGED, write

from ecslint.cli import main
from ecslint.shelf import everything


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 1),
        (["."], 1),
        (["check", "."], 1),
        (["Dockerfile"], 1),
        (["check", "Dockerfile", "--fail-on", "error"], 0),
        (["Dockerfile", "--fail-on", "info"], 1),
        (["Dockerfile", "--fail-on", "never"], 0),
        (["--ignore", "untagged-image"], 0),
        (["--ignore", "DF101"], 0),
        (["--ignore", "DF"], 0),
        (["--ignore", "images"], 0),
        (["--ignore", "hadolint:DL3006"], 0),
        (["--select", "DF201"], 0),
        (["--select", "DF101,DF201"], 1),
        (["--ignore", "DF1", "--extend-select", "DF101"], 1),
        (["--min-severity", "error"], 0),
        (["--jobs", "2"], 1),
        (["--jobs", "0"], 2),
        (["--jobs", "many"], 2),
        (["--select", "no-such-rule"], 2),
        (["--no-such-flag"], 2),
        (["nowhere"], 2),
        (["-", "Dockerfile"], 2),
        (["--format", "yaml"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_exit_codes(folder: Path, arguments: list[str], code: int) -> None:
    write(folder, Dockerfile=UNTAGGED)
    assert main(arguments) == code


@pytest.mark.parametrize("format", ["text", "concise", "json"])
def test_the_exit_code_does_not_depend_on_the_format(folder: Path, format: str) -> None:
    write(folder, Dockerfile=UNTAGGED)
    assert main(["--format", format]) == 1


def test_usage_errors_are_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (
        ["--selct", "DF101"],
        ["--select", "untaged-image"],
        ["nowhere"],
        ["-", "Dockerfile"],
        ["--jobs", "0"],
        ["explain"],
        ["rules", "--format", "xml"],
    ):
        assert main(arguments) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.count("\n") == 1
    assert main(["--select", "untaged-image"]) == 2
    assert "`untagged-image`" in capsys.readouterr().err


def test_concise(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, api__Dockerfile=UNTAGGED)
    main(["--format", "concise", "-q"])
    first, *rest = capsys.readouterr().out.splitlines()
    assert first.startswith("api/Dockerfile:1:6: DF101 warning untagged-image: `alpine`")
    assert rest == []


def test_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, Dockerfile=UNTAGGED, task_json=TASK)
    assert main(["--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert list(report) == [
        "version",
        "tool",
        "summary",
        "files",
        "findings",
        "suppressed",
        "images",
        "errors",
    ]
    assert report["files"] == [
        {"path": "Dockerfile", "kind": "dockerfile"},
        {"path": "task.json", "kind": "task-definition"},
    ]
    finding = next(finding for finding in report["findings"] if finding["code"] == "DF101")
    place = {key: finding[key] for key in ("path", "line", "column", "end_line", "end_column", "pointer")}
    assert place == {
        "path": "Dockerfile",
        "line": 1,
        "column": 6,
        "end_line": 1,
        "end_column": 12,
        "pointer": None,
    }
    assert len(finding["fingerprint"]) == 16
    counts = report["summary"]
    assert counts["error"] + counts["warning"] + counts["info"] == len(report["findings"])


def test_json_gives_the_same_bytes_twice(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, Dockerfile=UNTAGGED + "RUN echo \x01é\n", b__Dockerfile=UNTAGGED)
    main(["--format", "json"])
    first = capsys.readouterr().out
    main(["--format", "json"])
    assert capsys.readouterr().out == first


def test_inline_ignore_carries_its_reason(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, Dockerfile="# ecslint: ignore[DF101] built on the host\n" + UNTAGGED)
    assert main(["--format", "json"]) == 0
    (entry,) = json.loads(capsys.readouterr().out)["suppressed"]
    assert entry["code"] == "DF101"
    assert entry["suppression"] == {"kind": "inline", "reason": "built on the host"}
    assert main(["--no-inline-ignores"]) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("# ecslint: ignore[untagged-image] -- why, because\nFROM a\nUSER b\n", 0),
        ("# ecslint: ignore[DF201]\n# ecslint: ignore[DF101]\nFROM a\nUSER b\n", 0),
        ("# ecslint: ignore[DF201, DF101]\nFROM a\nUSER b\n", 0),
        ("# ecslint: ignore-file[DF101] reason\nFROM a AS x\nFROM b\nUSER b\n", 0),
        ("# ecslint: ignore[DF101] reason\nFROM a AS x\nFROM b\nUSER b\n", 1),
        ("FROM a\n# ecslint: ignore[DF101] too late\nUSER b\n", 1),
        ("FROM a:1\nCOPY \\\n  # ecslint: ignore[DF101] in the middle\n  --from=b /x /y\nUSER b\n", 0),
    ],
)
def test_inline_ignores(folder: Path, text: str, code: int) -> None:
    write(folder, Dockerfile=text)
    assert main(["--select", "DF101"]) == code


def test_jobs_change_no_byte(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, Dockerfile=UNTAGGED, api__Dockerfile=CLEAN, taskdef_json=TASK)
    reports = []
    for jobs in ([], ["--jobs", "1"], ["--jobs", "8"]):
        assert main(["--format", "json", *jobs]) == 1
        reports.append(capsys.readouterr().out)
    assert len(set(reports)) == 1


def test_a_broken_service_definition_is_reported(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = '{"serviceName": "web", "taskDefinition": "web:1", "loadBalancers": [], "desiredCount": 1,}'
    write(folder, create_service_json=text)
    (folder / "create_service.json").rename(folder / "create-service.json")
    assert main(["--format", "concise"]) == 1
    assert "create-service.json:1:89: TD001 error" in capsys.readouterr().out


def test_nothing_to_lint_is_said_and_passes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, package_json="{}")
    assert main([]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("warning: no Dockerfiles or task definitions found under .")


def test_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, Dockerfile=CLEAN, package_json="{}", ecs__web_json=TASK)
    assert main(["files"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" (")[0] for line in lines] == [
        "Dockerfile: dockerfile",
        "ecs/web.json: task-definition",
    ]


def test_rules_and_explain(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--format", "json"]) == 0
    rules = json.loads(capsys.readouterr().out)
    assert len(rules) >= 30
    keys = "code name title family severity default categories fix since references peers options explanation"
    assert all(list(rule) == keys.split() for rule in rules)
    for rule in rules[:3]:
        assert main(["explain", rule["code"]]) == 0
        assert rule["title"] in capsys.readouterr().out
        assert main(["explain", rule["name"]]) == 0
    assert main(["explain", "DF9999"]) == 2


def test_explain_by_the_id_of_another_tool_shows_every_rule_that_carries_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["explain", "DL3007"]) == 0
    assert "`DF102` `latest-image`" in capsys.readouterr().out
    several = [rule for rule in everything() if "hadolint:DL3044" in rule.peers]
    assert main(["explain", "dl3044"]) == 0
    out = capsys.readouterr().out
    assert [out.count(f"`{rule.code}` `{rule.name}`") for rule in several] == [1] * len(several)
    # A prefix or a category is no one's id.
    assert main(["explain", "DF1"]) == 2
    assert main(["explain", "security"]) == 2


def test_configuration(folder: Path) -> None:
    write(folder, Dockerfile=UNTAGGED)
    (folder / "ecslint.toml").write_text('ignore = ["DF101"]\n')
    assert main([]) == 0
    assert main(["--isolated"]) == 1
    (folder / "ecslint.toml").write_text('fail-on = "error"\n')
    assert main([]) == 0
    assert main(["--fail-on", "warning"]) == 1
    (folder / "ecslint.toml").write_text('ignroe = ["DF101"]\n')
    assert main([]) == 2
    (folder / "ecslint.toml").unlink()
    (folder / "pyproject.toml").write_text('[tool.ecslint]\nexclude = ["Dockerfile"]\n')
    assert main([]) == 0
    assert main(["Dockerfile"]) == 1
    assert main(["Dockerfile", "--force-exclude"]) == 0


def test_per_file_ignores_are_relative_to_the_configuration(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, api__Dockerfile=UNTAGGED)
    (folder / "ecslint.toml").write_text('[per-file-ignores]\n"api/*" = ["untagged-image"]\n')
    assert main([]) == 0
    monkeypatch.chdir(folder / "api")
    assert main([]) == 0
    (folder / "ecslint.toml").write_text('[per-file-ignores]\n"web/*" = ["untagged-image"]\n')
    assert main([]) == 1
    (folder / "ecslint.toml").write_text('[per-file-ignores]\n"web/*" = ["untaged-image"]\n')
    assert main([]) == 2


def test_rule_options_and_severities(folder: Path) -> None:
    write(folder, Dockerfile="FROM registry.example.com/base:1\n")
    assert main([]) == 1
    (folder / "ecslint.toml").write_text(
        '[rules.missing-user]\nunprivileged = ["registry.example.com/base"]\n'
    )
    assert main([]) == 0
    for wrong in ("unprivileged = true", "privileged = []", "unprivileged = [1]"):
        (folder / "ecslint.toml").write_text(f"[rules.missing-user]\n{wrong}\n")
        assert main([]) == 2
    (folder / "ecslint.toml").write_text('[severity]\nmissing-user = "info"\n')
    assert main([]) == 0
    (folder / "ecslint.toml").write_text('[severity]\nDF202 = "error"\n')
    assert main(["--fail-on", "error"]) == 1
    # Other tools' ids are known too; one may stand for several rules, and a rule's own code says more.
    (folder / "ecslint.toml").write_text('[severity]\n"trivy:DS-0002" = "error"\n')
    assert main(["--fail-on", "error"]) == 1
    (folder / "ecslint.toml").write_text('[severity]\nDF202 = "info"\nCKV_DOCKER_3 = "error"\n')
    assert main([]) == 0
    (folder / "ecslint.toml").write_text('[severity]\nDF2 = "info"\n')
    assert main([]) == 2


def test_color(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, Dockerfile=UNTAGGED)
    for environment, arguments, colored in [
        ({}, [], False),
        ({}, ["--color", "always"], True),
        ({"FORCE_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
        ({"FORCE_COLOR": "1"}, ["--color", "never"], False),
    ]:
        for name in ("NO_COLOR", "FORCE_COLOR"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        main(arguments)
        assert ("\x1b[" in capsys.readouterr().out) is colored


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("taskdef.jsonnet", "Jsonnet is not evaluated"),
        ("Dockerrun.aws.json", "it is for Elastic Beanstalk, not a task definition"),
    ],
)
def test_a_file_of_another_tool_is_skipped_with_the_reason(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, reason: str
) -> None:
    (folder / name).write_text(TASK)
    assert main([name]) == 0
    assert f"{name} was skipped: {reason}\n" in capsys.readouterr().err
    for paths in ([], [name]):
        assert main(["files", *paths]) == 0
        assert capsys.readouterr().out == f"{name}: skipped ({reason})\n"


def test_a_file_named_by_hand_that_is_none_of_ours_is_reported_beside_others(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, Dockerfile=UNTAGGED)
    (folder / "package.json").write_text("{}")
    remark = "package.json was skipped: "
    assert main(["Dockerfile", "package.json"]) == 1
    assert remark in capsys.readouterr().err
    # Whoever walks over it, or is a hook that names whatever fits its pattern, did not mean it.
    for arguments in (
        [],
        ["--force-exclude", "Dockerfile", "package.json"],
        ["-q", "Dockerfile", "package.json"],
    ):
        assert main(arguments) == 1
        assert remark not in capsys.readouterr().err
    assert main(["-v", "--force-exclude", "Dockerfile", "package.json"]) == 1
    assert remark in capsys.readouterr().err


def test_a_file_whose_name_says_task_definition_is_reported_if_it_is_none(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, Dockerfile=UNTAGGED)
    (folder / "task-definition.json").write_text('{"name": "a-package"}')
    assert main([]) == 1
    assert "task-definition.json was skipped: " in capsys.readouterr().err
