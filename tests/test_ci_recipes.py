"""What the repository offers to CI: the action, the GitLab component, the problem matcher and the image, run for real."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import ecslint

ROOT = Path(__file__).parents[1]
BAD = "FROM alpine\nUSER 1000\n"
GOOD = "FROM alpine:3.20\nUSER 1000\n"


def shell(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        **variables,
    }
    # An installation must not see the checkout through the environment of the tests.
    environment.pop("PYTHONPATH", None)
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def action() -> Any:
    return yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def runner(action: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A runner's folder in which the action has installed itself."""
    folder = tmp_path_factory.mktemp("runner")
    done = shell(action["runs"]["steps"][0]["run"], folder, RUNNER_TEMP=str(folder), SOURCE=str(ROOT))
    assert done.returncode == 0, done.stderr
    return folder


def run_action(action: Any, runner: Path, folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    defaults = {
        "PATHS": ".", "ARGS": "", "FAIL_ON": "warning", "SARIF": "", "ANNOTATIONS": "true", "SUMMARY": "true",
        "RUNNER_TEMP": str(runner), "GITHUB_OUTPUT": str(runner / "output"), "GITHUB_STEP_SUMMARY": str(runner / "summary.md"),
    }  # fmt: skip
    (runner / "output").write_text("")
    return shell(action["runs"]["steps"][1]["run"], folder, **{**defaults, **inputs})


def test_the_action_annotates_summarises_and_keeps_the_exit_code(
    action: Any, runner: Path, tmp_path: Path
) -> None:
    (tmp_path / "Dockerfile").write_text(BAD)
    done = run_action(action, runner, tmp_path, SARIF="out.sarif")
    assert done.returncode == 1
    assert "::warning " in done.stdout
    assert (runner / "output").read_text() == "exit-code=1\nfindings=1\n"
    assert "DF101" in (runner / "summary.md").read_text()
    assert json.loads((tmp_path / "out.sarif").read_text())["version"] == "2.1.0"


def test_the_action_passes_on_a_clean_repository(action: Any, runner: Path, tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(GOOD)
    done = run_action(action, runner, tmp_path, SUMMARY="false", ANNOTATIONS="false")
    assert (done.returncode, (runner / "output").read_text()) == (0, "exit-code=0\nfindings=0\n")


def test_wrong_usage_of_the_action_is_told(action: Any, runner: Path, tmp_path: Path) -> None:
    done = run_action(action, runner, tmp_path, FAIL_ON="sometimes")
    assert (done.returncode, (runner / "output").read_text()) == (2, "exit-code=2\n")
    assert "sometimes" in done.stderr


def test_what_was_installed_has_the_completion_scripts(runner: Path) -> None:
    share = runner / "ecslint" / "share"
    for path in (
        "bash-completion/completions/ecslint",
        "zsh/site-functions/_ecslint",
        "fish/vendor_completions.d/ecslint.fish",
    ):
        assert (share / path).is_file()


def test_nothing_in_an_input_is_run(action: Any, runner: Path, tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(GOOD)
    run_action(
        action,
        runner,
        tmp_path,
        ARGS='"; touch stolen; $(touch stolen) `touch stolen`',
        PATHS="$(touch stolen)",
    )
    assert not (tmp_path / "stolen").exists()
    for step in action["runs"]["steps"]:
        assert "${{" not in step["run"]


def test_the_component_writes_a_code_quality_report(runner: Path, tmp_path: Path) -> None:
    header, jobs = yaml.safe_load_all((ROOT / "templates" / "ecslint.yml").read_text(encoding="utf-8"))
    job = jobs["ecslint"]
    inputs = {name: str(one["default"]) for name, one in header["spec"]["inputs"].items()}
    used = set(re.findall(r"\$\[\[ inputs\.([\w-]+) \]\]", json.dumps(job)))
    assert used == inputs.keys()
    variables = {
        name: re.sub(r"\$\[\[ inputs\.([\w-]+) \]\]", lambda match: inputs[match[1]], value)
        for name, value in job["variables"].items()
    }
    (tmp_path / "Dockerfile").write_text(BAD)
    # The runner's installation stands in for the one from the package index.
    (tmp_path / ".ecslint").symlink_to(runner / "ecslint")
    done = shell(job["script"][-1], tmp_path, **variables)
    assert done.returncode == 1
    report = json.loads((tmp_path / job["artifacts"]["reports"]["codequality"]).read_text())
    assert report[0]["location"]["path"] == "Dockerfile"


@pytest.mark.parametrize("color", ["never", "always"])
def test_the_matcher_reads_the_concise_format(color: str, runner: Path, tmp_path: Path) -> None:
    matchers = json.loads((ROOT / ".github" / "ecslint-matcher.json").read_text())["problemMatcher"]
    (tmp_path / "Dockerfile").write_text(f"{BAD}CMD true\nBOGUS\n")
    printed = shell(
        f"'{runner}/ecslint/bin/ecslint' --format concise --color {color} || true", tmp_path
    ).stdout
    lines = [line for line in printed.splitlines() if "Dockerfile:" in line]
    assert len(lines) > 2
    for line in lines:
        matches = [
            (one["severity"], match)
            for one in matchers
            if (match := re.match(one["pattern"][0]["regexp"], line))
        ]
        assert len(matches) == 1
        severity, match = matches[0]
        assert match[1] == "Dockerfile"
        assert match[2].isdecimal()
        assert (severity == "error") is (" error " in line)


def test_the_image_of_the_linter_lints_clean() -> None:
    assert ecslint.check_text((ROOT / "Dockerfile").read_text(encoding="utf-8"), "Dockerfile") == []
    hadolint = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([hadolint, ROOT / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_image_gets_the_files_it_copies() -> None:
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = {
        word.text
        for instruction in ecslint.dockerfile.parse((ROOT / "Dockerfile").read_text()).instructions
        if instruction.keyword == "COPY"
        for word in instruction.words[:-1]
    }
    assert copied == kept
    assert all((ROOT / name).exists() for name in kept)
