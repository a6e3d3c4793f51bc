"""Ignore comments for other tools: obeyed with the scope that their own tool gives them, and hadolint is asked itself."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecslint.dockerfile import parse
from ecslint.lint import lint_source
from ecslint.result import Result
from ecslint.settings import Settings
from ecslint.shelf import Selection
from ecslint.source import Source


def lint(text: str, **changes: Any) -> Result:
    chosen = Settings(selection=Selection(select=("DF",), ignore=("DF706",)), today="2026-11-26")
    return lint_source(Source("Dockerfile", text), "dockerfile", chosen._replace(**changes))


def silenced(text: str) -> set[tuple[int, str]]:
    return {(entry.finding.span.line, entry.finding.name) for entry in lint(text).suppressed}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # hadolint: the line directly below, or all of the file.
        ("# hadolint ignore=DL3006\nFROM a\n", {(2, "untagged-image")}),
        ("#hadolint  ignore = DL3007 , DL3006 # why, now\nFROM a\n", {(2, "untagged-image")}),
        ("# hadolint ignore=DL3006 - why\nFROM a\n", set()),
        ("# hadolint ignore=DL3006\n\nFROM a\n", set()),
        ("# hadolint ignore=DL3006\n# hadolint ignore=DL3007\nFROM a\n", set()),
        ("# hadolint ignore=DL9999,SC2046,DL3006\nFROM a\n", {(2, "untagged-image")}),
        ("# hadolint global ignore=DL3006\nFROM a\nFROM b\n", {(2, "untagged-image"), (3, "untagged-image")}),
        ("FROM a\nFROM b\n# hadolint global ignore=DL3006\n", {(1, "untagged-image"), (2, "untagged-image")}),
        # A newer form: all of the stage.
        ("# hadolint stage ignore=DL3000\nFROM a:1\nRUN a\nWORKDIR x\nFROM b:1\nWORKDIR z\n", {(4, "relative-workdir")}),
        ("FROM a:1\n# hadolint stage ignore=DL3002\nUSER root\n", set()),
        ("FROM a:1\nRUN x && \\\n  # hadolint ignore=DL3004\n  sudo y\n", set()),
        ("FROM a:1\n# hadolint ignore=DL3004\nRUN x && \\\n  sudo y\n", {(4, "sudo")}),
        # BuildKit: a directive for the file, or the block of comments right above an instruction.
        ("# check=skip=FromAsCasing;error=true\nFROM a:1 as b\nFROM c:1 as d\n", {(2, "as-in-other-case"), (3, "as-in-other-case")}),
        ("# check=skip=fromascasing\nFROM a:1 as b\n", set()),
        ("# check=skip=StageNameCasing, FromAsCasing\nFROM a:1 as b\n", set()),
        ("# x\n# check=skip=FromAsCasing // why\nFROM a:1 as b\nFROM c:1 as d\n", {(3, "as-in-other-case")}),
        ("# x\n# check=skip=FromAsCasing\n# y\nFROM a:1 as b\n", {(4, "as-in-other-case")}),
        ("# x\n# check=skip=FromAsCasing\n\nFROM a:1 as b\n", set()),
        ("# x\n# check=skip=all\nFROM a as b\n", {(3, "as-in-other-case")}),
        # trivy: the instruction below a block of such lines, until a day.
        ("# trivy:ignore:DS-0001\nFROM a\n", {(2, "untagged-image")}),
        ("#trivy:ignore:AVD-DS-0001\nFROM a\n", {(2, "untagged-image")}),
        ("# tfsec:ignore:DS001\nFROM a\n", {(2, "untagged-image")}),
        ("# trivy:ignore:DS-0002 trivy:ignore:DS-0001\nFROM a\n", {(2, "untagged-image"), (2, "missing-user")}),
        ("# trivy:ignore:DS-0001\n# trivy:ignore:DS-0010\nFROM a\n", {(3, "untagged-image")}),
        ("# trivy:ignore:DS-0001\n# x\nFROM a\n", set()),
        ("# trivy:ignore:DS-0001\n\nFROM a\n", set()),
        ("# trivy:ignore:DS-0001:exp:2026-11-27\nFROM a\n", {(2, "untagged-image")}),
        ("# trivy:ignore:DS-0001:exp:2026-11-26\nFROM a\n", set()),
        ("# trivy:ignore:DS-0001:ws:prod\nFROM a\n", set()),
        ("# trivy:ignore:*\nFROM a as b\n", {(2, "untagged-image"), (2, "missing-user"), (2, "missing-healthcheck")}),
        # checkov: any comment line, for the file, one code a line.
        ("FROM a:1\nUSER root\n# checkov:skip=CKV_DOCKER_8:why: because\n", {(2, "root-user")}),
        ("#checkov:skip=CKV_DOCKER_8\nFROM a:1\nUSER root\n", {(3, "root-user")}),
        ("# bridgecrew:skip=CKV_DOCKER_8 : why\nFROM a:1\nUSER root\n", {(3, "root-user")}),
        ("# checkov:skip=CKV_DOCKER_8,CKV_DOCKER_2:why\nFROM a:1\nUSER root\n", set()),
        ("FROM a:1\nRUN x \\\n # checkov:skip=CKV_DOCKER_8: why\n y\nUSER root\n", {(5, "root-user")}),
        # tally: like hadolint, with the ids of others as well.
        ("# tally ignore=DL3006;reason=why\nFROM a\n", {(2, "untagged-image")}),
        ("# tally ignore=hadolint/DL3006,buildkit/FromAsCasing\nFROM a as b\n", {(2, "untagged-image"), (2, "as-in-other-case")}),
        ("# tally ignore=buildkit/DL3006\nFROM a\n", set()),
        ("# tally global ignore=DL3006\nFROM a\nFROM b\n", {(2, "untagged-image"), (3, "untagged-image")}),
        ("# tally ignore=tally/no-trailing-spaces\nFROM a:1 \n", {(2, "untidy-whitespace")}),
        # KICS: the next line, whatever it knows.
        ("FROM a:1\n# kics-scan ignore-line\nWORKDIR x\n", {(3, "relative-workdir")}),
        ("FROM a:1\n# kics-scan ignore-line\n\nWORKDIR x\n", set()),
    ],
)  # fmt: skip
def test_scopes(text: str, expected: set[tuple[int, str]]) -> None:
    assert silenced(text) == expected


def test_reasons_come_along() -> None:
    text = "# hadolint ignore=DL3006 # built here\nFROM a\n# checkov:skip=CKV_DOCKER_8: runs\nUSER root\n"
    assert {entry.reason for entry in lint(text).suppressed} == {"built here", "runs"}


def test_they_are_never_unused_and_can_be_switched_off() -> None:
    text = "# hadolint ignore=DL3007,DL9999\nFROM a\nUSER x\n"
    assert not any(finding.code.startswith("DF70") for finding in lint(text).findings)
    for changes in ({"foreign_ignores": False}, {"inline_ignores": False}):
        assert lint("# hadolint ignore=DL3006\nFROM a\n", **changes).suppressed == ()


def hadolint(text: str, folder: Path) -> set[tuple[int, str]]:
    (folder / "Dockerfile").write_text(text)
    command = [str(Path(sys.executable).with_name("hadolint")), "-f", "json", "Dockerfile"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return {(found["line"], found["code"]) for found in json.loads(done.stdout)}


PIECES = st.sampled_from(
    [
        "FROM b AS x\n", "WORKDIR app\n", "RUN sudo x\n", "RUN x \\\n && sudo y\n", "LABEL a=b\n", "# hadolint ignore=DL3006\n",
        "# hadolint ignore=DL3000,DL3004\n", "  # hadolint ignore=DL3004 # r\n", "# hadolint global ignore=DL3004\n", "# x\n", "\n",
        "RUN x \\\n # hadolint ignore=DL3004\n && sudo y\n", "RUN <<E\nsudo x\nE\n", "#hadolint ignore=DL3000\r\n",
    ]
)  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(st.lists(PIECES, min_size=2, max_size=12))
def test_hadolint_silences_the_same(tmp_path_factory: pytest.TempPathFactory, pieces: list[str]) -> None:
    text = "# x\nFROM a\n" + "".join(pieces)
    folder = tmp_path_factory.getbasetemp()
    theirs = hadolint(text.replace("hadolint", "-"), folder) - hadolint(text, folder)
    document = parse(text)
    names = {"untagged-image": "DL3006", "relative-workdir": "DL3000", "sudo": "DL3004"}
    # hadolint reports on the first line of an instruction.
    first = {
        line: one.span.line
        for one in document.instructions
        for line in range(one.span.line, one.span.end_line + 1)
    }
    ours = {(first[line], names[name]) for line, name in silenced(text) if name in names}
    everything = {
        (first[finding.span.line], names[finding.name])
        for finding in lint(text, inline_ignores=False).findings
        if finding.name in names
    }
    # What only one of the two finds at all is another matter.
    assert ours & hadolint(text.replace("hadolint", "-"), folder) == theirs & everything


COMMENTS = [
    "# hadolint ignore={}",
    "#hadolint ignore={}",
    "#\thadolint \t ignore\t= {}  ",
    "   # hadolint ignore={}",
    "# hadolint ignore={} # why",
    "# hadolint ignore={}# why",
    "# hadolint ignore={} why",
    "# hadolint ignore={} - why",
    "# hadolint ignore={},SC2046",
    "# hadolint ignore=SC1000 , {}",
    "# hadolint ignore={},",
    "# hadolint ignore=,{}",
    "# hadolint ignore={};DL3000",
    "# hadolint ignore={}\\",
    "# hadolintignore={}",
    "# Hadolint ignore={}",
    "# hadolint Ignore={}",
    "# x hadolint ignore={}",
    "# hadolint ignore={}\n",
    "# hadolint ignore={}\n# x",
    "# x\n# hadolint ignore={}",
    "# hadolint ignore={}\n# hadolint ignore=DL3000",
    "# hadolint ignore=DL3000\n# hadolint ignore={}",
    "# hadolint global ignore={}",
    "# hadolint global ignore=DL3000\n# hadolint global ignore={}",
    "# hadolint  global\tignore = {} # why",
    "# hadolint global ignore={} why",
]


@pytest.mark.parametrize("comment", COMMENTS)
def test_hadolint_ignores_where_hadolint_does(comment: str, tmp_path: Path) -> None:
    comments = [comment.format(code) for code in ("DL3006", "DL3000", "DL3002")]
    text = "{}\nFROM a\nLABEL x=y\n{}\nWORKDIR app\nRUN x \\\n  && y\n{}\nUSER root\n".format(*comments)
    theirs = hadolint(text, tmp_path)
    names = {"DL3006": "untagged-image", "DL3000": "relative-workdir", "DL3002": "root-user"}
    ours = {(finding.span.line, finding.name) for finding in lint(text).findings}
    for code, name in names.items():
        assert {line for line, found in ours if found == name} == {
            line for line, found in theirs if found == code
        }
