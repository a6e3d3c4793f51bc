"""Lifecycle policies of ECR: which files are one, what is wrong in them, and what nobody can know."""

import json
from pathlib import Path
from typing import Any

import pytest

from ecslint import document as documents
from ecslint import shelf
from ecslint.engine import Engine
from ecslint.lint import lint_paths
from ecslint.settings import Settings
from ecslint.source import Source

AGE = {"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 14}
ANY = {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 30}


def one(priority: object, selection: dict[str, Any], action: str = "expire") -> dict[str, Any]:
    return {"rulePriority": priority, "selection": selection, "action": {"type": action}}


def told(*rules: dict[str, Any]) -> list[tuple[str, str | None]]:
    source = Source("policy.json", json.dumps({"rules": rules}))
    document = documents.parse(source, "json", given=False)
    assert not isinstance(document, documents.Skipped)
    assert document.kind == "lifecycle-policy"
    findings, crashes = Engine(shelf.for_kind(document.kind)).run(document)
    assert crashes == []
    return [(finding.code, finding.pointer) for finding in findings]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([one(1, AGE), one(2, ANY)], []),
        ([one(2, ANY), one(1, AGE)], []),
        ([one(1, AGE), one(1, {**AGE, "countNumber": 2})], [("ECR030", "/rules/1/rulePriority")]),
        ([one(-1, ANY)], [("ECR030", "/rules/0/rulePriority")]),
        ([one("1", ANY)], [("ECR030", "/rules/0/rulePriority")]),
        ([one(1, ANY), one(2, AGE)], [("ECR030", "/rules/0/rulePriority")]),
        ([one(1, ANY), one(2, ANY)], [("ECR030", "/rules/1/selection/tagStatus")]),
        ([one(1, ANY), one(2, {**ANY, "storageClass": "archive"})], []),
        ([one(1, {**ANY, "storageClass": "${class}"}), one(2, ANY)], []),
        ([one("${first}", ANY), one("${second}", AGE)], []),
        ([one(1, {**ANY, "tagStatus": "tagged", "tagPrefixList": ["v"]})], []),
        ([one(1, {**ANY, "tagStatus": "tagged", "tagPatternList": ["v*"]})], []),
        ([one(1, {**ANY, "tagStatus": "tagged", "tagPrefixList": []})], [("ECR031", "/rules/0/selection/tagStatus")]),
        ([one(1, {**ANY, "tagStatus": "tagged", "tagPrefixList": "${tags}"})], []),
        ([one(1, {**ANY, "tagStatus": "${status}", "tagPrefixList": ["v"]})], []),
        ([one(1, {**ANY, "tagPatternList": ["*"]})], [("ECR031", "/rules/0/selection/tagPatternList")]),
        ([one(1, {**AGE, "countUnit": "${unit}", "countNumber": "${days}"})], []),
        ([one(1, {**AGE, "countUnit": "hours"})], [("ECR032", "/rules/0/selection/countUnit")]),
        ([one(1, {**AGE, "countType": "${type}"})], []),
        ([one(1, {**ANY, "countNumber": 0})], [("ECR032", "/rules/0/selection/countNumber")]),
        ([one(1, {"tagStatus": "any", "countType": "imageCountMoreThan"})], [("ECR032", "/rules/0/selection/countNumber")]),
        ([one(1, ANY, "transition")], []),
        ([one(1, ANY, "${action}")], []),
        ([{"rulePriority": 1, "selection": ANY}], [("ECR033", "/rules/0/action/type")]),
        # No source says how many rules for untagged images there may be.
        ([one(1, AGE), one(2, AGE)], []),
        ([one(1, AGE), one(2, {**AGE, "storageClass": "archive"}), one(3, {**AGE, "storageClass": "${class}"})], []),
        ([one(n, {**ANY, "tagStatus": "tagged", "tagPrefixList": [f"v{n}"]}) for n in range(1, 51)], []),
        ([one(n, {**ANY, "tagStatus": "tagged", "tagPrefixList": [f"v{n}"]}) for n in range(1, 52)], [("ECR030", "/rules")]),
        ([one(1, AGE), {"rulePriority": 2, "action": {"type": "expire"}}], [("ECR031", "/rules/1/selection")]),
        ([one(1, AGE), {"rulePriority": 2, "selection": "${selection}", "action": {"type": "expire"}}], []),
        ([one(1, {**ANY, "tagStatus": "tagged", "tagPrefixList": ["v"], "tagPatternList": ["w*"]})], [("ECR031", "/rules/0/selection/tagPatternList")]),
        ([one(1, {**ANY, "tagStatus": "tagged", "tagPatternList": ["*a*b*c*", "*a*b*c*d*"]})], [("ECR031", "/rules/0/selection/tagPatternList/1")]),
        ([{"selection": ANY, "action": {"type": "expire"}}], [("ECR030", "/rules/0/rulePriority")]),
    ],
)  # fmt: skip
def test_rules(rules: list[dict[str, Any]], expected: list[tuple[str, str]]) -> None:
    assert sorted(told(*rules)) == sorted(expected)


def test_a_list_that_may_be_empty_is_no_list() -> None:
    text = json.dumps({"rules": [one(1, {**AGE, "tagPrefixList": ["TAGS"]})]}).replace('"TAGS"', "${tags}")
    document = documents.parse(Source("policy.json", text), "json", given=True)
    assert not isinstance(document, documents.Skipped)
    assert Engine(shelf.for_kind(document.kind)).run(document) == ([], [])


@pytest.mark.parametrize(
    "content",
    [
        {"rules": []},
        {"rules": {"rulePriority": 1}},
        {"rules": [{"rulePriority": 1, "enabled": True}]},
        {"rules": [{"selection": ".button", "action": "click"}]},
        {"rules": [{"selection": {"range": 3}, "action": {"type": "zoom"}}]},
        {"Rules": [one(1, ANY)]},
    ],
)
def test_other_rules_are_none_of_ours(content: dict[str, Any]) -> None:
    document = documents.parse(Source("rules.json", json.dumps(content)), "json", given=True)
    assert isinstance(document, documents.Skipped)


def test_a_policy_is_found_in_a_folder_and_broken_ones_are_told_of(tmp_path: Path) -> None:
    text = json.dumps({"rules": [one(1, ANY)]})
    Path(tmp_path, "ecr-lifecycle.json").write_text(text, encoding="utf-8")
    Path(tmp_path, "cut.json").write_text(text[:-3], encoding="utf-8")
    result = lint_paths([str(tmp_path)], Settings())
    assert [(Path(file.path).name, file.kind) for file in result.files] == [
        ("cut.json", "lifecycle-policy"),
        ("ecr-lifecycle.json", "lifecycle-policy"),
    ]
    assert {Path(finding.span.source.path).name for finding in result.findings} == {"cut.json"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"rules": [{"selection": {"tagStatus": "all"}}]}', {"ECR030", "ECR031", "ECR032", "ECR033"}),
        ('{"rules": [{"rulePriority": 1, "action": {"type": "expire"}}]}', {"ECR031"}),
        ('{"rules": []}', set()),
        ("[]", set()),
    ],
)
def test_who_says_that_it_is_a_policy_is_believed(text: str, expected: set[str], tmp_path: Path) -> None:
    Path(tmp_path, "rules.json").write_text(text, encoding="utf-8")
    result = lint_paths([str(tmp_path / "rules.json")], Settings(kind="lifecycle-policy"))
    assert [file.kind for file in result.files] == ["lifecycle-policy"]
    assert {finding.code for finding in result.findings if finding.code.startswith("ECR")} == expected
    assert result.errors == ()
