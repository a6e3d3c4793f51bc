"""What comments and configuration silence, and what is said about those that silence nothing."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linted import found, lint, run, silenced

from ecslint.cli import main
from ecslint.finding import Finding
from ecslint.shelf import Selection


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        # Above, with and without lines between, and several that add up.
        ("# ecslint: ignore[DF101]\nFROM a\n", [2]),
        ("# ecslint: ignore[DF101]\n\n# why\nFROM a\n", [4]),
        ("# ecslint: ignore[DF201]\n# ecslint: ignore[DF101]\nFROM a\n", [3]),
        ("#ecslint:ignore[ DF101 ]\nFROM a\n", [2]),
        ("# ECSLINT: Ignore[Untagged-Image]\nFROM a\n", [2]),
        ("# ecslint: ignore[hadolint:DL3006]\nFROM a\n", [2]),
        ("# ecslint: ignore[DF]\nFROM a\n", [2]),
        # Only the next instruction.
        ("# ecslint: ignore[DF101]\nFROM a AS x\nFROM b\n", [2]),
        ("FROM a\n# ecslint: ignore[DF101]\n", []),
        # The whole file, wherever it is written.
        ("# ecslint: ignore-file[DF101]\nFROM a AS x\nFROM b\n", [2, 3]),
        ("FROM a AS x\n# ecslint: ignore-file[DF101]\nFROM b\n", [1, 3]),
        # Inside an instruction: from there to its end.
        ("FROM a:1\nCOPY \\\n  # ecslint: ignore[DF1]\n  --from=alpine:latest /x /y\n", [4]),
        ("FROM \\\n# ecslint: ignore[DF101]\na\n", [3]),
        # CRLF and a byte order mark.
        ("\ufeff# ecslint: ignore[DF101] why\r\nFROM a\r\n", [2]),
    ],
)
def test_where_a_comment_holds(text: str, lines: list[int]) -> None:
    result = lint(text)
    assert [line for line, code in silenced(result) if code in {"DF101", "DF102"}] == lines
    assert all(line not in lines for line, _ in found(result, "DF101", "DF102"))


def test_a_comment_in_an_instruction_leaves_out_what_stands_above_it() -> None:
    text = (
        "FROM a:1\nRUN apt-get update && apt-get install -y --no-install-recommends curl \\\n"
        "    # ecslint: ignore[unpinned-apt-package] -- the newest is wanted\n"
        "    && apt-get install -y --no-install-recommends wget\n"
    )
    chosen = Selection(select=("unpinned-apt-package",))
    assert [line for line, _ in found(lint(text, selection=chosen, inline_ignores=False))] == [2, 4]
    assert [line for line, _ in found(lint(text, selection=chosen))] == [2]


@pytest.mark.parametrize("reason", ["why", "-- why", "--why", ": why", "# why", "— why", "  why  \\"])
def test_reasons(reason: str) -> None:
    result = lint(f"# ecslint: ignore[DF101] {reason}\nFROM a\n")
    assert [entry.reason for entry in result.suppressed] == ["why"]


@pytest.mark.parametrize(
    "rule",
    ["missing-user", "missing-healthcheck", "missing-label", "unpinned-apt-package"],
)
def test_what_is_missing_stands_where_a_comment_can_stand(rule: str, folder: Path) -> None:
    text = "FROM debian:12 AS build\n# here\nFROM debian:12\nRUN apt-get install -y curl\nCMD x\n"
    (folder / "Dockerfile").write_text(text)
    assert run(folder, "--select", rule).findings
    (folder / "Dockerfile").write_text(
        text.replace("# here", f"# ecslint: ignore[{rule}]").replace("RUN", f"# ecslint: ignore[{rule}]\nRUN")
    )
    assert run(folder, "--select", rule).findings == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# ecslint: ignore[DF101]\nFROM a:1\n", [(1, "DF701")]),
        ("# ecslint: ignore[DF101]\nFROM a:1\nUSER x\n# hadolint ignore=DL3006\nUSER y\n", [(1, "DF701")]),
        ("# ecslint: ignore[DF101, DF103]\nFROM a\n", [(1, "DF701")]),
        ("# ecslint: ignore[DF1]\nFROM a:1\n", [(1, "DF701")]),
        # Rules for other files, rules that are off, rules on comments: nothing can be said.
        ("# ecslint: ignore[TD201, missing-healthcheck, DF706]\nFROM a:1\n", []),
        ("# ecslint: ignore[DF999]\nFROM a\n", [(1, "DF702")]),
        ("# ecslint: ignore[DF101;DF102]\nFROM a\n", [(1, "DF702")]),
        ("# ecslint: ignore\nFROM a\n", [(1, "DF703")]),
        ("# ecslint: ignore DF101 -- why\nFROM a\n", [(1, "DF703")]),
        ("# ecslint ignore=DF101\nFROM a\n", [(1, "DF703")]),
        ("# ecslint: ignore[ , ]\nFROM a\n", [(1, "DF703")]),
        ("# ecslint: ignore-line[DF101]\nFROM a\n", [(1, "DF703")]),
        ("# ecslint is run by pre-commit\nFROM a\n", []),
        ("# see '# ecslint: ignore[DF101]'\nFROM a\n", []),
        ("FROM a # ecslint: ignore[DF101]\n", [(1, "DF704")]),
        ("FROM a:1\nRUN <<EOF\n# ecslint: ignore[DF101]\nmake\nEOF\n", [(3, "DF704")]),
        ("# ecslint: ignore[DF101]\n# syntax=docker/dockerfile:1\nFROM a\n", [(1, "DF704")]),
        ("# syntax=docker/dockerfile:1\n# ecslint: ignore-file[DF101]\n# escape=`\nFROM a\n", [(2, "DF704")]),
        ("# ecslint: ignore-file[DF101]\n\n# syntax=docker/dockerfile:1\nFROM a\n", []),
        ("# ecslint: ignore[DF101]\n# check=skip=StageNameCasing\nFROM a\n", []),
        ("# ecslint: ignore-file[DF101]\n# check=skip=StageNameCasing\n# x\nFROM a\n", [(1, "DF704")]),
        ("FROM a:1\nUSER b\n# ecslint: ignore[DF101]\n", [(3, "DF704"), (3, "DF701")]),
        ("# ecslint: ignore[DF101]\n", [(1, "DF704"), (1, "DF701")]),
        # What is wrong with comments can be ignored too.
        ("# ecslint: ignore-file[unused-ignore]\n# ecslint: ignore[DF101]\nFROM a:1\n", []),
    ],
)  # fmt: skip
def test_what_is_wrong_with_comments(text: str, expected: list[tuple[int, str]]) -> None:
    assert sorted(found(lint(text), "DF7")) == sorted(expected)


def test_only_rules_that_ran_can_be_unused(folder: Path) -> None:
    (folder / "Dockerfile").write_text("# ecslint: ignore[DF101, DF202]\nFROM a:1\nUSER x\n")
    assert found(run(folder, "--select", "DF202,DF701"), "DF7") == [(1, "DF701")]
    assert found(run(folder, "--select", "DF301,DF701"), "DF7") == []
    assert found(run(folder, "--ignore", "DF101"), "DF7") == [(1, "DF701")]


def fixed(folder: Path, text: str, *arguments: str) -> str:
    (folder / "Dockerfile").write_bytes(text.encode())
    main(["check", "--fix", "-q", "--select", "DF101,DF103,DF7", "--ignore", "DF706,DF705", *arguments])
    return (folder / "Dockerfile").read_bytes().decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# x\r\n  # ecslint: ignore[DF101] -- y\r\nFROM a:1\r\n", "# x\r\nFROM a:1\r\n"),
        ("# ecslint: ignore[DF103, DF101, DF103] -- y\nFROM a\n", "# ecslint: ignore[DF101] -- y\nFROM a\n"),
        ("# ecslint: ignore[DF101,DF103]\nFROM a\n", "# ecslint: ignore[DF101]\nFROM a\n"),
        (
            "FROM a:1\nCOPY --from=b:1 a \\\n # ecslint: ignore[DF101]\n b\n",
            "FROM a:1\nCOPY --from=b:1 a \\\n b\n",
        ),
        # Deleting it would switch the directive on.
        (
            "# ecslint: ignore[DF101]\n# escape=`\nFROM a:1\n",
            "# ecslint: ignore[DF101]\n# escape=`\nFROM a:1\n",
        ),
    ],
)
def test_the_fix_of_unused_comments(folder: Path, before: str, after: str) -> None:
    assert fixed(folder, before) == after


def test_mandatory_rules_are_silenced_by_nothing(folder: Path) -> None:
    (folder / "ecslint.toml").write_text(
        'mandatory = ["DF101"]\nignore = ["DF101"]\n[per-file-ignores]\n"*" = ["DF101"]\n'
        '[[suppress]]\nrule = "DF1"\n[[suppress]]\nrule = "DF101"\n'
    )
    text = "# ecslint: ignore[DF101]\n# hadolint ignore=DL3006\nFROM a\nUSER x\n"
    (folder / "Dockerfile").write_text("# ecslint: ignore-file[DF101, DF1]\n" + text)
    result = run(folder)
    assert found(result, "DF101") == [(4, "DF101")]
    refused = [finding.message for finding in result.findings if "mandatory" in finding.message]
    assert len(refused) == 3
    # A narrower look on the command line is just that.
    assert found(run(folder, "--select", "DF202"), "DF1") == []


def test_no_inline_ignores(folder: Path) -> None:
    text = "# ecslint: ignore[DF101]\nFROM a AS x\n# hadolint ignore=DL3006\nFROM b\nUSER x\n"
    (folder / "Dockerfile").write_text(text)
    assert found(run(folder, "--no-inline-ignores"), "DF101", "DF7") == [(2, "DF101"), (4, "DF101")]
    (folder / "ecslint.toml").write_text("inline-ignores = false\n")
    assert found(run(folder), "DF101", "DF7") == [(2, "DF101"), (4, "DF101")]
    (folder / "ecslint.toml").write_text("foreign-ignores = false\n")
    assert found(run(folder), "DF101", "DF7") == [(4, "DF101")]


def test_reasons_can_be_required(folder: Path) -> None:
    (folder / "Dockerfile").write_text("# ecslint: ignore[DF101]\nFROM a\nUSER x\n")
    config = '[[suppress]]\nrule = "DF202"\n'
    (folder / "ecslint.toml").write_text(config)
    assert found(run(folder), "DF705", "XF904") == []
    (folder / "ecslint.toml").write_text("require-reason = true\n" + config)
    assert found(run(folder), "DF705", "XF904") == [(1, "DF705"), (2, "XF904")]


PIECES = st.sampled_from(
    [
        "FROM a\n", "RUN b \\\n", "# ecslint: ignore[DF101]\n", "# ecslint: ignore-file[DF101,DF202] x\n", "# ecslint: ignore[\n",
        "USER x # ecslint: ignore[DF1]\n", "# hadolint ignore=DL3006\n", "# syntax=x\n", "# trivy:ignore:*\n", "\n", "# checkov:skip=CKV_DOCKER_7\n",
        "RUN <<E\n", "E\n", "# kics-scan ignore-line\n", "# check=skip=all\n", "COPY --from=b \\\n", "x\n", "# x\n",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=12))
def test_suppressions_take_away_and_never_change(pieces: list[str]) -> None:
    text = "".join(pieces)
    strict = lint(text, inline_ignores=False)
    result = lint(text)
    assert not result.errors

    def key(finding: Finding) -> tuple[int, int, str]:
        return finding.span.start, finding.span.end, finding.code

    everything = sorted(map(key, [*result.findings, *(entry.finding for entry in result.suppressed)]))
    assert [one for one in everything if not one[2].startswith("DF70")] == sorted(map(key, strict.findings))
