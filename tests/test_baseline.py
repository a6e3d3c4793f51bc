"""The baseline: what is known does not count, what is new does, and names of findings survive what does not matter."""

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecslint.cli import main
from ecslint.fingerprint import fingerprints
from ecslint.lint import lint_paths, lint_source
from ecslint.settings import Settings
from ecslint.source import Source

DOCKERFILE = "FROM alpine\nRUN sudo make\nRUN sudo make\nCOPY --from=b:latest /x /y\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "app").mkdir()
    (tmp_path / "app/Dockerfile").write_text(DOCKERFILE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def dockerfile_prints(text: str) -> list[str]:
    result = lint_source(Source("Dockerfile", text), "dockerfile", Settings())
    return fingerprints(result, result.findings)


def task(environment: list[dict[str, str]], *more: dict[str, Any], **changes: Any) -> str:
    web = {"name": "web", "image": "web:latest", "memory": 64, "environment": environment, **changes}
    return json.dumps({"family": "web", "containerDefinitions": [*more, web]})


def task_prints(text: str) -> dict[str, tuple[str, str]]:
    result = lint_source(Source("task-definition.json", text), "task-definition", Settings())
    return {
        print_: (finding.code, finding.message)
        for print_, finding in zip(fingerprints(result, result.findings), result.findings, strict=True)
    }


@pytest.mark.parametrize(
    "changed",
    [
        "\n\n# a comment\n" + DOCKERFILE,
        DOCKERFILE.replace("\n", "\n\n"),
        DOCKERFILE.replace("\n", "\r\n"),
        DOCKERFILE.replace("RUN sudo", "RUN \\\n  sudo"),
    ],
)
def test_fingerprints_survive_moved_lines(changed: str) -> None:
    assert dockerfile_prints(changed) == dockerfile_prints(DOCKERFILE)


def test_equal_findings_are_counted() -> None:
    prints = dockerfile_prints(DOCKERFILE)
    assert len(set(prints)) == len(prints)
    more = dockerfile_prints(DOCKERFILE + "RUN sudo make\n")
    assert set(prints) < set(more)
    assert len(more) == len(set(more)) > len(prints)


def test_fingerprints_survive_another_order() -> None:
    first, second = {"name": "A_PASSWORD", "value": "x8Kq2"}, {"name": "B_PASSWORD", "value": "p9Lw3"}
    proxy = {"name": "proxy", "image": "nginx:latest", "memory": 64}
    prints = task_prints(task([first, second], proxy))
    assert task_prints(task([second, first], proxy)) == prints
    assert set(task_prints(task([first, second]))) < set(prints)
    # Formatting, and what stands beside a fault, is no part of it.
    assert task_prints(json.dumps(json.loads(task([first, second], proxy)), indent=4)) == prints
    assert set(task_prints(task([first, second], proxy, cpu=7))) == set(prints)


def test_fingerprints_know_rule_path_and_place(folder: Path) -> None:
    (folder / "b").mkdir()
    for name in ("app/Dockerfile", "b/Dockerfile"):
        (folder / name).write_text("FROM alpine\nUSER root\nFROM alpine\nUSER root\n")
    result = lint_paths(["."], Settings())
    prints = fingerprints(result, result.findings)
    assert len(set(prints)) == len(prints)


def test_fingerprints_do_not_depend_on_the_working_directory(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = lint_paths(["app"], Settings())
    before = fingerprints(result, result.findings)
    monkeypatch.chdir(folder / "app")
    result = lint_paths(["."], Settings())
    assert fingerprints(result, result.findings) == before


# All of the same letters, so that either all or none of them look like secrets.
SECRETS = st.permutations("abcdefghkmxyzABCHKXZ2345678").map("".join)


@settings(max_examples=25, deadline=None)
@given(SECRETS, SECRETS)
def test_fingerprints_say_nothing_about_a_secret(one: str, other: str) -> None:
    def prints(value: str) -> set[str]:
        return set(task_prints(task([{"name": "DB_PASSWORD", "value": value}])))

    assert prints(one) == prints(other)
    texts = [f"FROM a:1\nENV DB_PASSWORD={value}\nRUN x\n" for value in (one, other)]
    assert dockerfile_prints(texts[0]) == dockerfile_prints(texts[1])


def counts(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any], str]:
    capsys.readouterr()
    code = main([*arguments, "--format", "json"])
    captured = capsys.readouterr()
    notices = [line for line in captured.err.splitlines() if line.startswith("ecslint: ")]
    return code, json.loads(captured.out)["summary"], "\n".join(notices)


def test_from_create_to_prune(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["baseline", "create"]) == 0
    said = capsys.readouterr().out
    known = json.loads((folder / "ecslint-baseline.json").read_text())["findings"]
    assert said == f"Wrote {len(known)} entries to ecslint-baseline.json.\n"
    assert {entry["path"] for entry in known} == {"app/Dockerfile"}

    code, summary, err = counts(capsys, "--baseline", "ecslint-baseline.json")
    assert (code, summary["baseline"], summary["warning"], err) == (0, len(known), 0, "")
    assert main(["--baseline", "ecslint-baseline.json", "--color", "never"]) == 0
    assert f" ({len(known)} in baseline).\n" in capsys.readouterr().out

    # A new finding counts, and so does one more of a known kind.
    (folder / "app/Dockerfile").write_text("# moved\n" + DOCKERFILE + "RUN sudo make\n")
    code, summary, err = counts(capsys, "--baseline", "ecslint-baseline.json")
    assert (code, summary["baseline"], err) == (1, len(known), "")
    assert summary["error"] + summary["warning"] + summary["info"] == 1

    # What is gone is reported, and pruned.
    (folder / "app/Dockerfile").write_text(DOCKERFILE.replace("COPY --from=b:latest /x /y\n", ""))
    code, summary, err = counts(capsys, "--baseline", "ecslint-baseline.json")
    assert code == 0
    gone = len(known) - summary["baseline"]
    assert gone > 0
    assert f"{gone} entr" in err
    assert "`ecslint baseline prune`" in err
    assert main(["baseline", "prune"]) == 0
    left = json.loads((folder / "ecslint-baseline.json").read_text())["findings"]
    assert len(left) == len(known) - gone
    assert all("b:latest" in entry["message"] for entry in known if entry not in left)
    assert counts(capsys, "--baseline", "ecslint-baseline.json")[2] == ""


def test_the_file_is_sorted_with_one_entry_a_line(folder: Path) -> None:
    (folder / "Dockerfile").write_text("FROM b\nUSER root\n")
    main(["baseline", "create", "--baseline", "known.json"])
    text = (folder / "known.json").read_text()
    lines = text.splitlines()
    known = json.loads(text)["findings"]
    assert [json.loads(line.rstrip(",")) for line in lines[1:-1]] == known
    assert known == sorted(known, key=lambda entry: (entry["path"], entry["rule"], entry["message"]))
    main(["baseline", "create", "--baseline", "known.json"])
    assert (folder / "known.json").read_text() == text


def test_the_configuration_can_name_it(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "ecslint.toml").write_text('baseline = "ci/known.json"\n')
    (folder / "ci").mkdir()
    assert main([]) == 2
    assert "baseline create" in capsys.readouterr().err
    assert main(["baseline", "create"]) == 0
    assert (folder / "ci/known.json").exists()
    monkeypatch.chdir(folder / "app")
    assert counts(capsys)[0] == 0
    assert main(["--isolated"]) == 1


def test_entries_of_files_and_rules_that_were_not_looked_at_are_not_stale(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "Dockerfile").write_text("FROM b\nUSER root\n")
    main(["baseline", "create"])
    known = (folder / "ecslint-baseline.json").read_text()
    for arguments in (["Dockerfile"], [".", "--select", "DF2"]):
        assert counts(capsys, *arguments, "--baseline", "ecslint-baseline.json")[2] == ""
        main(["baseline", "prune", *arguments])
        assert (folder / "ecslint-baseline.json").read_text() == known
    # A file that is gone takes its entries with it.
    (folder / "app/Dockerfile").unlink()
    main(["baseline", "prune", "Dockerfile"])
    left = json.loads((folder / "ecslint-baseline.json").read_text())["findings"]
    assert {entry["path"] for entry in left} == {"Dockerfile"}


def test_creating_it_for_a_part_leaves_the_rest(folder: Path) -> None:
    (folder / "Dockerfile").write_text("FROM b\nUSER root\n")
    main(["baseline", "create"])
    known = (folder / "ecslint-baseline.json").read_text()
    main(["baseline", "create", "Dockerfile"])
    main(["baseline", "create", "--select", "DF101"])
    assert (folder / "ecslint-baseline.json").read_text() == known
    (folder / "Dockerfile").write_text("FROM b:1\nUSER 1\n")
    main(["baseline", "create", "Dockerfile"])
    left = json.loads((folder / "ecslint-baseline.json").read_text())["findings"]
    assert {entry["path"] for entry in left} == {"app/Dockerfile"}


def test_what_is_ignored_by_now_is_not_stale(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["baseline", "create"])
    (folder / "app/Dockerfile").write_text("# ecslint: ignore[DF101] -- why\n" + DOCKERFILE)
    assert counts(capsys, "--baseline", "ecslint-baseline.json")[2] == ""


def test_mandatory_rules_never_become_known(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["baseline", "create"])
    (folder / "ecslint.toml").write_text('mandatory = ["untagged-image"]\n')
    assert counts(capsys, "--baseline", "ecslint-baseline.json")[0] == 1
    main(["baseline", "create"])
    assert "1 of mandatory rules" in capsys.readouterr().out
    assert "DF101" not in (folder / "ecslint-baseline.json").read_text()


def test_a_secret_is_not_in_the_file(folder: Path) -> None:
    secret = "9hT4kq" + "2mZw8r"
    (folder / "app/Dockerfile").write_text(f"FROM a:1\nENV DB_PASSWORD={secret}\nRUN curl -u me:{secret} x\n")
    main(["baseline", "create"])
    text = (folder / "ecslint-baseline.json").read_text()
    assert "DB_PASSWORD" in text
    assert secret not in text


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"version": 1}', '{"version": 1, "findings": [1]}', '{"version": 9, "findings": []}', "[" * 100_000],
)  # fmt: skip
def test_a_file_that_is_no_baseline(folder: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    (folder / "x.json").write_text(text)
    for arguments in (["check"], ["baseline", "create"], ["baseline", "prune"]):
        assert main([*arguments, "--baseline", "x.json"]) == 2
        err = capsys.readouterr().err
        assert err.startswith("ecslint: x.json: ")
        assert err.count("\n") == 1
        assert (folder / "x.json").read_text() == text


def test_its_name_sends_nothing_to_the_terminal(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "ecslint.toml").write_text('baseline = "\\u001b]0;x\\u0007.json"\n')
    assert main([]) == 2
    assert main(["baseline", "create"]) == 0
    (folder / "app/Dockerfile").write_text("FROM a:1\nUSER 1\n")
    assert main([]) == 0
    assert main(["baseline", "prune"]) == 0
    captured = capsys.readouterr()
    assert not {"\x1b", "\x07"} & set(captured.out + captured.err)


@pytest.mark.parametrize("arguments", [["baseline"], ["baseline", "shred"], ["baseline", "create", "--nope"]])
def test_wrong_usage(folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_it_is_replaced_as_a_whole(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "real.json").write_text('{"version": 1, "findings": []}')
    (folder / "real.json").chmod(0o640)
    (folder / "link.json").symlink_to("real.json")
    assert main(["baseline", "create", "--baseline", "link.json"]) == 0
    assert (folder / "link.json").is_symlink()
    assert stat.S_IMODE((folder / "real.json").stat().st_mode) == 0o640
    assert len((folder / "real.json").read_text()) > 100
    assert main(["baseline", "create", "--baseline", "missing/x.json"]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert sorted(os.listdir(folder)) == [".git", "app", "link.json", "real.json"]


def test_an_unreadable_file_costs_exit_3(folder: Path) -> None:
    os.mkfifo(folder / "x.Dockerfile")
    assert main(["baseline", "create", ".", "x.Dockerfile"]) == 3
    assert (folder / "ecslint-baseline.json").exists()
