"""From a path to a document: what a file is taken for, by name and by content."""

import pytest

from ecslint import document as documents
from ecslint.source import Source

TASK = '{"family": "web", "containerDefinitions": [{"name": "web", "image": "web:1"}]}'


@pytest.mark.parametrize(
    ("name_kind", "given", "text", "expected"),
    [
        ("dockerfile", False, "FROM a", "dockerfile"),
        ("dockerfile", False, "{{ header }}\nFROM a", None),
        ("dockerfile", False, "FROM a:{{ version }}", None),
        ("dockerfile", False, "FROM a\n{% if x %}\nRUN b\n{% endif %}", None),
        ("dockerfile", False, "FROM a\nRUN docker inspect -f '{{.Id}}' b", "dockerfile"),
        ("dockerfile", False, "FROM a\nRUN echo \\\n {{ x }}", "dockerfile"),
        ("other", True, "FROM a", "dockerfile"),
        ("other", True, "  # c\n from a", "dockerfile"),
        ("other", True, "hello", None),
        ("other", True, TASK, "task-definition"),
        ("json", False, TASK, "task-definition"),
        ("json", False, '{"name": "web"}', None),
        ("json", True, '{"name": "web"}', None),
        ("task-definition", False, '{"name": "web"}', None),
        ("task-definition", False, "", "task-definition"),
        ("task-definition", False, '{"family": "web"', "task-definition"),
        ("json", False, '"containerDefinitions": [', "task-definition"),
        ("json", True, '{"name": ', None),
        ("json", False, '{"serviceName": "web", "taskDefinition": "web:1", "desiredCount": 1}', "service-definition"),
    ],
)  # fmt: skip
def test_kind(name_kind: str, given: bool, text: str, expected: str | None) -> None:
    document = documents.parse(Source("x", text), name_kind, given=given)
    assert (None if isinstance(document, documents.Skipped) else document.kind) == expected


def test_a_forced_kind_decides() -> None:
    document = documents.parse(Source("x", "{{ a }}"), "other", given=True, forced="dockerfile")
    assert not isinstance(document, documents.Skipped)
    assert document.kind == "dockerfile"
    task = documents.parse(Source("x", "[]"), "dockerfile", given=True, forced="task-definition")
    assert not isinstance(task, documents.Skipped)


def test_a_surprise_is_told_apart() -> None:
    plain = documents.parse(Source("a.json", "{}"), "json", given=False)
    named = documents.parse(Source("task-definition.json", "{}"), "task-definition", given=False)
    assert isinstance(plain, documents.Skipped)
    assert isinstance(named, documents.Skipped)
    assert (plain.is_surprise, named.is_surprise) == (False, True)
