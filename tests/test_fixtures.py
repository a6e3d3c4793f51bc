"""The small projects in fixtures/ give exactly the reports beside them."""

import json
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from ecslint import check_paths

FIXTURES = Path(__file__).parents[1] / "fixtures"
GENERATOR = runpy.run_path(str(FIXTURES.parent / "scripts" / "fixtures.py"))
PROJECTS = GENERATOR["projects"]()


def lint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-X",
        "utf8",
        "-m",
        "ecslint",
        "check",
        ".",
        "--isolated",
        "--color",
        "never",
        *arguments,
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("project", PROJECTS)
def test_report(project: str) -> None:
    expected = (FIXTURES / project / "report.txt").read_text(encoding="utf-8")
    assert GENERATOR["report"](project) == expected, "run scripts/fixtures.py"


def test_the_clean_web_app_has_neither_error_nor_warning() -> None:
    done = lint(FIXTURES / "webapp")
    assert done.returncode == 0, done.stdout
    summary = json.loads(lint(FIXTURES / "webapp", "--format", "json").stdout)["summary"]
    assert (summary["files"], summary["error"], summary["warning"]) == (2, 0, 0)


def test_the_messy_project_has_every_fault_of_the_mission() -> None:
    done = lint(FIXTURES / "messy", "--format", "json")
    assert done.returncode == 1
    report = json.loads(done.stdout)
    codes = {finding["code"] for finding in report["findings"]}
    mission = {"DF101", "DF102", "DF201", "TD001", "TD304", "TD310", "TD314", "TD315"}
    assert mission <= codes
    assert len(report["findings"]) >= 20
    for value in ("hunter2", "9fj3kd02mfkq7xns", "s3cr3tpass"):
        assert value not in done.stdout + done.stderr
        assert value not in lint(FIXTURES / "messy").stdout


def test_the_scanned_project_has_only_what_the_scan_found() -> None:
    done = lint(FIXTURES / "scanned", "--format", "json", "--ecr-findings", "scan.json")
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert [finding["code"] for finding in report["findings"]] == ["ECR001", "ECR006", "ECR007"]
    assert [image["repository"] for image in report["images"]] == ["team/shop", "team/gateway"]
    assert lint(FIXTURES / "scanned").returncode == 0


def test_the_ecspresso_project_has_faults_that_take_two_files_to_see() -> None:
    report = json.loads(lint(FIXTURES / "ecspresso", "--format", "json").stdout)
    assert {finding["code"] for finding in report["findings"]} == {
        "XF101", "XF105", "XF112", "XF201", "XF202",
    }  # fmt: skip
    for finding in report["findings"]:
        assert {note["path"] for note in finding["notes"]} - {finding["path"]}
    # Each file alone has nothing to say.
    for name in ("Dockerfile", "ecs-task-def.json", "ecs-service-def.json"):
        assert check_paths([str(FIXTURES / "ecspresso" / name)]) == []
