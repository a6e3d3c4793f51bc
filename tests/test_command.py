"""The command from outside: arguments in, report and exit code out."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ecslint.cli import main
from ecslint.finding import Finding
from ecslint.shelf import everything

CLEAN = "FROM alpine:3.20\nUSER 1000\n"
UNTAGGED = "FROM alpine\nUSER 1000\n"
TASK = '{"family": "web", "containerDefinitions": [{"name": "web", "image": "web:1", "memory": 64}]}'


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_json", ".json")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


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


def test_a_file_that_cannot_be_read_costs_exit_3_and_nothing_else(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, Dockerfile=CLEAN)
    (folder / "b.Dockerfile").write_bytes("FROM a".encode("utf-16"))
    os.mkfifo(folder / "c.Dockerfile")
    assert main(["Dockerfile", "b.Dockerfile", "c.Dockerfile"]) == 3
    err = capsys.readouterr().err
    assert "b.Dockerfile" in err
    assert "c.Dockerfile" in err
    write(folder, Dockerfile=UNTAGGED)
    assert main(["Dockerfile", "b.Dockerfile"]) == 1


def test_jobs_change_no_byte(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, Dockerfile=UNTAGGED, api__Dockerfile=CLEAN, taskdef_json=TASK)
    reports = []
    for jobs in ([], ["--jobs", "1"], ["--jobs", "8"]):
        assert main(["--format", "json", *jobs]) == 1
        reports.append(capsys.readouterr().out)
    assert len(set(reports)) == 1


def test_a_fifo_in_a_folder_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, Dockerfile=CLEAN)
    os.mkfifo(folder / "b.Dockerfile")
    assert main([]) == 3
    assert "b.Dockerfile is not a regular file" in capsys.readouterr().err


def test_a_rule_that_crashes_names_itself(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ecslint import shelf

    rule = shelf.find("DF201")
    assert rule is not None

    def boom(node: object) -> Iterator[Finding]:
        raise RuntimeError("secret-of-the-file")

    monkeypatch.setattr(rule, "checks", [rule.checks[0]._replace(function=boom)])
    write(folder, Dockerfile=CLEAN)
    assert main([]) == 3
    out, err = capsys.readouterr()
    assert "internal error in rule DF201 at Dockerfile:" in err
    assert "secret-of-the-file" not in out + err
    write(folder, Dockerfile=UNTAGGED)
    assert main([]) == 1


def test_a_model_that_crashes_keeps_what_was_found_before(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ecslint.dockerfile import Dockerfile

    walk = Dockerfile.walk

    def broken(self: Dockerfile) -> Iterator[object]:
        yield from walk(self)
        raise RuntimeError("secret-of-the-file")

    monkeypatch.setattr(Dockerfile, "walk", broken)
    write(folder, Dockerfile=UNTAGGED)
    assert main(["--format", "concise"]) == 1
    out, err = capsys.readouterr()
    assert "DF101" in out
    assert "internal error after Dockerfile:" in err
    assert "secret-of-the-file" not in out + err


def test_excludes_hold_for_the_name_of_stdin_by_force(folder: Path) -> None:
    (folder / "ecslint.toml").write_text('exclude = ["vendor"]\n')
    command = [sys.executable, "-m", "ecslint", "-", "--stdin-filename", "vendor/Dockerfile"]
    for force, code in ([], 1), (["--force-exclude"], 0):
        done = subprocess.run([*command, *force], input=UNTAGGED, text=True, capture_output=True, check=False)
        assert done.returncode == code


def test_stdin(folder: Path) -> None:
    command = [sys.executable, "-m", "ecslint", "--format", "concise", "-q"]

    def lint(text: str, *arguments: str) -> tuple[int, str]:
        done = subprocess.run([*command, *arguments], input=text, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    code, out = lint(UNTAGGED, "-", "--stdin-filename", "api/Dockerfile")
    assert (code, out.split(":")[0]) == (1, "api/Dockerfile")
    assert lint(UNTAGGED, "-", "--as", "dockerfile")[0] == 1
    assert lint(CLEAN, "-", "--as", "dockerfile")[0] == 0
    code, out = lint(
        TASK.replace('"memory": 64', '"memory": 64, "memoryReservation": 65'),
        "--stdin-filename",
        "td.json",
        "-",
    )
    assert (code, out.split(":")[0]) == (1, "td.json")


def test_standard_input_that_is_no_text() -> None:
    command = [sys.executable, "-m", "ecslint", "-", "--as", "dockerfile"]
    done = subprocess.run(command, input="FROM a".encode("utf-16"), capture_output=True, check=False)
    assert done.returncode == 3
    assert done.stderr.count(b"\n") == 1
    assert b"UTF-16" in done.stderr


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
