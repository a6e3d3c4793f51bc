"""The HTML report: the same bytes for the same result, and what its tables say."""

from pathlib import Path

import pytest
from html_pages import page, several
from sample_result import SECRET, sample

from ecslint.finding import Severity
from ecslint.lint import lint_paths
from ecslint.report.html.charts import bars_by_file
from ecslint.report.html.controls import CONTROLS, compliance, matrices
from ecslint.settings import Settings
from ecslint.shelf import Selection, find


def test_same_result_same_bytes_and_no_secret() -> None:
    assert page(sample()) == page(sample())
    assert SECRET not in page(sample())


@pytest.mark.parametrize(
    ("fail_on", "verdict"),
    [
        (Severity.INFO, "Failed: findings of severity info or above"), (Severity.ERROR, "Failed: findings of severity error"),
        (None, "Passed"),
    ],
)  # fmt: skip
def test_the_verdict_is_that_of_the_exit_code(fail_on: Severity | None, verdict: str) -> None:
    assert f">{verdict}</p>" in page(several(), fail_on=fail_on)


def test_the_matrix_says_pass_only_where_the_rules_ran(tmp_path: Path) -> None:
    path = tmp_path / "task-definition.json"
    path.write_text(
        '{"family": "w", "containerDefinitions": [{"name": "web", "image": "nginx", "memory": 64, "privileged": true},'
        ' {"name": "side", "image": "a:1", "memory": 64}]}'
    )
    result = lint_paths([str(path)], Settings(selection=Selection(ignore=("dangerous-capability",))))
    (matrix,) = matrices(result)
    cells = {name: dict(zip(CONTROLS, row, strict=True)) for name, row in matrix.rows}
    assert cells["web"]["unprivileged"].state == "fail"
    assert cells["side"]["unprivileged"].state == "pass"
    assert cells["web"]["image pinned"].state == "fail"
    assert cells["side"]["image pinned"].state == "pass"
    assert {row["capabilities"].state for row in cells.values()} == {"unchecked"}
    controls = {control.identifier: control.state for _, table in compliance(result) for control in table}
    assert controls["ECS.4"] == "fail"
    assert controls["ECS.9"] == "fail"
    assert controls["ECS.17"] == "pass"


def test_every_control_names_rules_that_exist() -> None:
    for needed, more in CONTROLS.values():
        assert all(find(name) is not None for name in (*needed, *more))


def test_bars_fit_the_drawing() -> None:
    for bar in bars_by_file(several()):
        assert sum(piece.number for piece in bar.pieces) == bar.total
        assert all(0 <= piece.x <= piece.x + piece.width <= 421 for piece in bar.pieces)
