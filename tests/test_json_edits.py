"""Edits on the tree of a JSON text: members removed and added, and faults that have a cure."""

import pytest
from model_samples import changed

from ecslint.source import Source
from ecslint.taskdefinition.nodes import Object
from ecslint.taskdefinition.scan import scan


@pytest.mark.parametrize(
    ("text", "cured"),
    [
        ('{"a": 1,}', '{"a": 1}'),
        ('{"a": 1\n "b": 2}', '{"a": 1,\n "b": 2}'),
        ("[True, None]", "[true, null]"),
        ("{'a': 1}", '{"a": 1}'),
        ("{a: 1}", '{"a": 1}'),
        ('{"a": [1, "b": 2}', '{"a": [1], "b": 2}'),
        ('{"a" = 1; "b" => 2}', '{"a" : 1, "b" : 2}'),
        ('{"a": [ "n": 1, "m": 2}]}', '{"a": [ {"n": 1, "m": 2}]}'),
    ],
)
def test_edits_cure(text: str, cured: str) -> None:
    problems = scan(Source("taskdef.json", text)).problems
    assert changed(text, *(edit for problem in problems for edit in problem.edits)) == cured


@pytest.mark.parametrize(
    ("doomed", "left"),
    [("a", '{\n  "b": 2,\n  "c": 3\n}'), ("b", '{\n  "a": 1,\n  "c": 3\n}'), ("c", '{\n  "a": 1,\n  "b": 2\n}'),
     ("ab", '{\n  "c": 3\n}'), ("bc", '{\n  "a": 1\n}'), ("ac", '{\n  "b": 2\n}'), ("abc", "{}"), ("", '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}')],
)  # fmt: skip
def test_remove_members(doomed: str, left: str) -> None:
    text = '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}'
    root = scan(Source("taskdef.json", text)).root
    assert isinstance(root, Object)
    edits = root.remove([member for member in root.members if member.name in doomed])
    assert changed(text, *edits) == left


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("{}", '{"z": 0}'),
        ('{"a": 1}', '{"a": 1, "z": 0}'),
        ('{"a": 1, "b": 2}', '{"a": 1, "b": 2, "z": 0}'),
        ('{\n  "a": 1\n}', '{\n  "a": 1,\n  "z": 0\n}'),
        ('{\r\n\t"a": 1,\r\n\t"b": []\r\n}', '{\r\n\t"a": 1,\r\n\t"b": [],\r\n\t"z": 0\r\n}'),
    ],
)
def test_add_member(text: str, after: str) -> None:
    root = scan(Source("taskdef.json", text)).root
    assert isinstance(root, Object)
    edit = root.add("z", "0")
    assert changed(text, edit) == after
