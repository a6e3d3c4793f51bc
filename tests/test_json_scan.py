"""JSON with exact places: what Python's reader accepts reads the same, and every fault of the rest is named."""

import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ecslint.source import Source
from ecslint.taskdefinition.nodes import Array, Node, Number, Object, String, Unknown, members, to_python
from ecslint.taskdefinition.scan import MAX_DEPTH, Scan, gathered, scan
from ecslint.taskdefinition.templates import template_spans


def read(text: str) -> Scan:
    return scan(Source("taskdef.json", text))


def nodes(root: Node | None) -> list[Node]:
    found = [] if root is None else [root]
    for node in found:
        if isinstance(node, Array):
            found.extend(node.items)
        elif isinstance(node, Object):
            found.extend(member.value for member in node.members)
    return found


FAULTS: list[tuple[str, list[tuple[str, int, str]], Any]] = [
    # text, (kind, offset, text of the span) of each fault, and what is read all the same
    ("", [("empty", 0, "")], None),
    (" \n\t", [("empty", 0, "")], None),
    ('{"a": 1,}', [("trailing-comma", 7, ",")], {"a": 1}),
    ('{"a": [1, 2,\n]}', [("trailing-comma", 11, ",")], {"a": [1, 2]}),
    ('{"a": 1 "b": 2}', [("missing-comma", 7, "")], {"a": 1, "b": 2}),
    ('{"a": {}\n"b": 2}', [("missing-comma", 8, "")], {"a": {}, "b": 2}),
    ("[1 2]", [("missing-comma", 2, "")], [1, 2]),
    ("[{} {}]", [("missing-comma", 3, "")], [{}, {}]),
    ("[1,,2]", [("extra-comma", 3, ",")], [1, 2]),
    ("[,]", [("extra-comma", 1, ",")], []),
    ('{,"a": 1}', [("extra-comma", 1, ",")], {"a": 1}),
    ('{"a" 1}', [("missing-colon", 4, "")], {"a": 1}),
    ('{"a" "b": 1}', [("missing-colon", 4, "")], {"a": None, "b": 1}),
    ('{"a", "b": 1}', [("missing-value", 1, '"a"')], {"a": None, "b": 1}),
    ('{"a":, "b": 1}', [("missing-value", 1, '"a"')], {"a": None, "b": 1}),
    ('{"a": }', [("missing-value", 1, '"a"')], {"a": None}),
    ('{"a": "b": "c", "d": 1}', [("unexpected-colon", 9, ":")], {"a": "b", "d": 1}),
    ('["a": 1, 2]', [("unexpected-colon", 4, ":")], ["a", 2]),
    ('{"a": 256 MB, "b": 1}', [("unexpected-value", 10, "MB")], {"a": 256, "b": 1}),
    ("{'a': 'b'}", [("single-quotes", 1, "'a'"), ("single-quotes", 6, "'b'")], {"a": "b"}),
    ("{“a”: 1}", [("typographic-quotes", 1, "“a”")], {"a": 1}),
    ("{a: 1}", [("unquoted-key", 1, "a")], {"a": 1}),
    ('{"a": web, "b": 1}', [("unquoted-value", 6, "web")], {"a": None, "b": 1}),
    ('{"a": my own web}', [("unquoted-value", 6, "my own web")], {"a": None}),
    ("[True, None]", [("literal", 1, "True"), ("literal", 7, "None")], [True, None]),
    ("[NaN]", [("literal", 1, "NaN")], [None]),
    ("[-Infinity]", [("literal", 1, "-Infinity")], [None]),
    ("[undefined]", [("literal", 1, "undefined")], [None]),
    ("[01]", [("number", 1, "01")], [None]),
    ("[.5, 1., +1, 0x1F]", [("number", 1, ".5"), ("number", 5, "1."), ("number", 9, "+1"), ("number", 13, "0x1F")], [None] * 4),
    ("[1] // x\n", [("comment", 4, "// x")], [1]),
    ("# x\r\n[1]", [("comment", 0, "# x")], [1]),
    ("[/* x\n */1]", [("comment", 1, "/* x\n */")], [1]),
    ('["a"// x\n]', [("comment", 4, "// x")], ["a"]),
    ("[1] /* x", [("comment", 4, "/*")], [1]),
    ('{"a": "x\n}', [("unterminated-string", 6, '"x')], {"a": "x"}),
    ('{"a": "x,\r\n "b": 1}', [("unterminated-string", 6, '"x')], {"a": "x", "b": 1}),
    ('{"a: 1,\n "b": 1}', [("unterminated-string", 1, '"a')], {"a": 1, "b": 1}),
    ('{"a: "x",\n "b": 1}', [("unterminated-string", 1, '"a')], {"a": "x", "b": 1}),
    ('{"a: x": 1, "b: ": 2}', [], {"a: x": 1, "b: ": 2}),
    ('["a: 1,\n "b"]', [("unterminated-string", 1, '"a: 1')], ["a: 1", "b"]),
    ('{"a" = 1, "b" => "x", "c"= y}', [("equals-sign", 5, "="), ("equals-sign", 14, "=>"), ("equals-sign", 25, "="), ("unquoted-value", 27, "y")], {"a": 1, "b": "x", "c": None}),
    ('{"a": "x";\n"b": 1;\n}', [("semicolon", 9, ";"), ("semicolon", 17, ";"), ("trailing-comma", 17, ";")], {"a": "x", "b": 1}),
    ('{"a": [{"n": 1, "m": 2}, "n": 3, "m": 4}], "b": 5}', [("missing-bracket", 25, "")], {"a": [{"n": 1, "m": 2}, {"n": 3, "m": 4}], "b": 5}),
    ('{"a": [\n"n": "x",\n"m": 4}], "b": 5}', [("missing-bracket", 8, "")], {"a": [{"n": "x", "m": 4}], "b": 5}),
    ('{"a": 1,\n...\n}', [("ellipsis", 9, "...")], {"a": 1}),
    ('{"a": 1, …, "b": ..., "c": [1, ...]}', [("ellipsis", 9, "…"), ("ellipsis", 17, "..."), ("ellipsis", 31, "...")], {"a": 1, "b": None, "c": [1]}),
    ('{\n<<<<<<< HEAD\n"a": 1,\n=======\n"a": 2,\n"b": 3,\n>>>>>>> x\n"c": 4}', [("merge-conflict", 2, "<<<<<<< HEAD")], {"a": 2, "b": 3, "c": 4}),
    ("<<<<<<< a\r\n[1]\r\n=======\r\n[2]\r\n>>>>>>> b\r\n", [("merge-conflict", 0, "<<<<<<< a")], [1]),
    ("[1,\n=======\n2]", [("merge-conflict", 4, "=======")], [1, 2]),
    ('Fetching ...\n{"a": 1}\nDone', [("unquoted-value", 0, "Fetching ...")], {"a": 1}),
    ('```json\n{"a": 1,}\n```\n', [("unquoted-value", 0, "```json"), ("trailing-comma", 15, ",")], {"a": 1}),
    ('<<EOF\n[{"a": 1}]\nEOF\n', [("unquoted-value", 0, "<<EOF")], [{"a": 1}]),
    ('{"a": "x', [("unterminated-string", 6, '"')], {"a": "x"}),
    ('{"a": "x\n", "b": 1}', [("control-character", 8, "\n")], {"a": "x\n", "b": 1}),
    ('["\t", "\x00"]', [("control-character", 2, "\t"), ("control-character", 7, "\x00")], ["\t", "\x00"]),
    (r'["\x41", "\u12"]', [("bad-escape", 2, r"\x"), ("bad-escape", 10, r"\u12")], ["x41", "u12"]),
    ('{"a": "say "hi" now", "b": 1}', [("unescaped-quote", 11, '"')], {"a": 'say "hi" now', "b": 1}),
    ("[1,\u00a02]", [("character", 3, "\u00a0")], [1, 2]),
    ("\x00[1]", [("character", 0, "\x00")], [1]),
    ('{"a": 1} x', [("text-after-end", 9, "x")], {"a": 1}),
    ('{"a": 1}}', [("text-after-end", 8, "}")], {"a": 1}),
    ("[1] [2]", [("text-after-end", 4, "[")], [1]),
    ("family: web", [("unquoted-value", 0, "family")], None),
    ("]", [("unexpected-bracket", 0, "]")], None),
    ('{"a": {"b": [1', [("missing-bracket", 13, "1")], {"a": {"b": [1]}}),
    ('{"a": [1, 2, "b": 3}', [("missing-bracket", 11, "")], {"a": [1, 2], "b": 3}),
    ('[{"a": 1, {"b": 2}]', [("missing-bracket", 8, "")], [{"a": 1}, {"b": 2}]),
    ('[{"a": 1]', [("missing-bracket", 8, "")], [{"a": 1}]),
    ('{\n  "a": [\n    1\n  ]\n  ],\n  "b": 2\n}', [("unexpected-bracket", 23, "]")], {"a": [1], "b": 2}),
    ('[\n  {\n    "a": []\n    ],\n    "b": 2\n  }\n]', [("unexpected-bracket", 22, "]")], [{"a": [], "b": 2}]),
    ('{{"a": 1}}', [("unexpected-bracket", 1, "{") ], {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "faults", "value"), FAULTS)
def test_fault(text: str, faults: list[tuple[str, int, str]], value: Any) -> None:
    result = read(text)
    assert [(each.kind, each.span.start, each.span.text) for each in result.problems] == faults
    assert (None if result.root is None else to_python(result.root)) == value
    assert not result.has_unquoted_templates


@pytest.mark.parametrize("text", [text for text, _, _ in FAULTS])
def test_message_style(text: str) -> None:
    for problem in read(text).problems:
        assert not problem.message.endswith(".")
        assert "\n" not in problem.message


@pytest.mark.parametrize(
    "text",
    [
        '{"password": hunter2}', '{"password": hunter2, hunter2: 1}', "{'password': 'hunter2'}", '{"password": "hunter2\n}',
        '{"password": "hunter2"hunter2"}', '{"password": "\thunter2"}', '{"password": "hunter2" hunter2}', "hunter2",
        r'{"password": "hunter2\x"}', '{"password": "a" "hunter2"}', '{"password": "hunter2',
    ],
)  # fmt: skip
def test_no_message_shows_a_value(text: str) -> None:
    result = read(text)
    assert result.problems
    assert "hunter2" not in " ".join(problem.message for problem in result.problems)


@pytest.mark.parametrize(
    ("text", "value", "is_open"),
    [
        ('{"cpu": ${cpu}}', {"cpu": None}, False),
        ('{"cpu": ${cpu}, "b": 1}', {"cpu": None, "b": 1}, False),
        ('{"a": ${jsonencode({b = "}"})}, "c": 1}', {"a": None, "c": 1}, False),
        ('{"a": $NAME, "b": @VERSION@, "c": <IMAGE>, "d": %TAG%, "e": __CPU__}', dict.fromkeys("abcde"), False),
        ('{"a": $(Build.Id), "b": #{cpu}#, "c": ((cpu))}', dict.fromkeys("abc"), False),
        ('{"a": ${REPO}:${TAG}, "b": ${m}00}', {"a": None, "b": None}, False),
        ('{"a": {{ must_env `X` }}, "b": {{{ x }}}}', {"a": None, "b": None}, False),
        ("[${env}]", [None], True),
        ('[{{ command }}, "x"]', [None, "x"], True),
        ('[{"name": "x"}, ${more}]', [{"name": "x"}, None], True),
        ('[{"name": "x"} ${more}]', [{"name": "x"}, None], True),
        ('{"a": 1, ${more}}', {"a": 1}, True),
        ('{"a": 1 ${more}}', {"a": 1}, True),
        ('{\n%{ if x }\n"a": 1,\n%{ endif }\n"b": 2}', {"a": 1, "b": 2}, True),
        ('{"b": 2 {{ if x }}, "a": 1{{ end }}}', {"a": 1, "b": 2}, True),
        ('[{% for x in y %}{"a": 1},{% endfor %}]', [{"a": 1}], True),
        ('{"a": %{ if x }1%{ else }2%{ endif }, "b": 2}', {"a": None, "b": 2}, True),
        ('{# note #}{"b": 2}', {"b": 2}, False),
        ('{"a": "${lookup(m, "k")}", "b": "{{ env "X" }}"}', {"a": '${lookup(m, "k")}', "b": '{{ env "X" }}'}, False),
        ("{${key}: 1}", {"${key}": 1}, True),
    ],
)  # fmt: skip
def test_templates_are_no_fault(text: str, value: Any, is_open: bool) -> None:
    result = read(text)
    assert result.problems == ()
    assert result.has_unquoted_templates
    assert result.root is not None
    assert to_python(result.root) == value
    assert isinstance(result.root, Object | Array)
    assert result.root.open is is_open


def test_a_fault_beside_a_template_is_told() -> None:
    result = read('{"a": ${cpu} "b": 1,}')
    assert [problem.kind for problem in result.problems] == ["missing-comma", "trailing-comma"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("nginx:latest", ()),
        ("${REPO}/app:latest", ("${REPO}",)),
        ("a-${x}-$NAME-b", ("${x}", "$NAME")),
        ("{{ env `A` `b` }}:{{.Tag}}", ("{{ env `A` `b` }}", "{{.Tag}}")),
        ("<IMAGE1_NAME>", ("<IMAGE1_NAME>",)),
        ("@VERSION@", ("@VERSION@",)),
        ("%TAG%", ("%TAG%",)),
        ("__TAG__", ("__TAG__",)),
        ("((image_tag)) ((vault:prod/x.y))", ("((image_tag))", "((vault:prod/x.y))")),
        ("echo $((a)) $((1+2)) ((1))", ()),
        ("[your image]", ("[your image]",)),
        ("your-bucket", ("your-bucket",)),
        ("REPLACE_ME", ("REPLACE_ME",)),
        ("$${literal} %%{literal} $$NAME", ()),
        ("%Y-%m-%d %H%M%S", ()),
        ("maintainer@example.com", ()),
        ("price $5", ()),
        ("^[0-9]{4}", ()),
        ("__main__", ()),
        ("{{", ()),
        ("${open", ("${open",)),
    ],
)
def test_templates_in_strings(text: str, parts: tuple[str, ...]) -> None:
    assert tuple(text[start:end] for start, end in template_spans(text)) == parts


def test_places() -> None:
    text = '{"a/b": [1, {"c~d": "x\\ny"}]}'
    root = read(text).root
    assert isinstance(root, Object)
    found = {node.pointer: node.raw for node in nodes(root)}
    assert found == {
        "": text,
        "/a~1b": '[1, {"c~d": "x\\ny"}]',
        "/a~1b/0": "1",
        "/a~1b/1": '{"c~d": "x\\ny"}',
        "/a~1b/1/c~0d": '"x\\ny"',
    }
    inner = nodes(root)[-1]
    assert isinstance(inner, String)
    assert inner.inner.text == "x\\ny"
    excerpt = inner.excerpt
    assert [excerpt.span(at, at + 1).text for at in (0, 2)] == ["x", "y"]


def test_duplicates_are_kept() -> None:
    root = read('{"a": 1, "a": 2, "b": 3}').root
    assert isinstance(root, Object)
    assert [member.name for member in root.members] == ["a", "a", "b"]
    assert root.members[1].earlier is root.members[0]
    assert to_python(root) == {"a": 2, "b": 3}


def test_long_numbers_are_not_computed() -> None:
    root = read("9" * 5000).root
    assert isinstance(root, Number)
    assert root.value == float("inf")


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000, '{"a":' * 100_000, "]" * 100_000, '"' * 100_000, "'" * 100_000, "{{" * 50_000, "[" + "${" * 50_000,
        '"' + "${" * 50_000 + '"', '["a' + '"b' * 50_000, '"' + "\\" * 99_999, '["a\n' * 25_000, '["${"a ' * 10_000,
        "[" + "/*" * 50_000, "[" + "// a\n" * 20_000, "[{" + "]\n" * 50_000, "\n" * 100_000 + "[", "[" + "a " * 50_000,
        "x" + "[" * 100_000, "x" + "[ " * 50_000, "[" + "...," * 20_000, "{" + '"a"=' * 20_000, "{" + '"a: "b",' * 20_000, "<<<<<<< a\n" * 20_000,
        "[" * 100 + '"n": 1, ' * 20_000, "[" + "1" * 100_000, '{"a":1,' * 20_000, "\x00" * 100_000, "\ud800" * 1000, '["' + "{{ " * 20_000 + '"a' * 20_000,
    ],
    ids=lambda text: repr(text[:8]),
)  # fmt: skip
def test_hostile_text_is_read(text: str) -> None:
    result = read(text)
    assert result.root is not None or result.problems
    for node in nodes(result.root)[:100]:
        if isinstance(node, String):
            assert node.is_templated in {True, False}
    assert len(result.problems) <= 100
    list(members(result.root))


@pytest.mark.parametrize("depth", [MAX_DEPTH, MAX_DEPTH + 1])
def test_depth(depth: int) -> None:
    result = read("[" * depth + "]" * depth)
    assert [problem.kind for problem in result.problems] == ([] if depth <= MAX_DEPTH else ["too-deep"])
    assert result.root is not None
    to_python(result.root)


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)
PIECES = [
    *'{}[],:"\\\n\r\t 10-.eE', "true", "null", "NaN", "Infinity", "x", "$", "${", "}}", "{{", "%{", "//", "/*", "*/", "#", "'",
    "\u00a0", "\x00", "\ufeff", '"a"', '"b":', "\\u", "\\ud83d", "\\n", "<A>", "@", "__A__", "True", "“", "\ud800", "+", "\x0b",
]  # fmt: skip


def strict(text: str) -> Any:
    def refuse(constant: str) -> None:
        raise ValueError(constant)

    return json.loads(text, parse_constant=refuse)


@settings(max_examples=200, deadline=None)
@given(values, st.sampled_from([None, 2, "\t"]), st.booleans())
def test_valid_json_reads_as_python_reads_it(value: Any, indent: int | str | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    result = read(text)
    assert result.problems == ()
    assert result.root is not None
    # Compared as text: Python takes True for 1, and 0.0 for -0.0.
    assert json.dumps(to_python(result.root)) == json.dumps(strict(text))
    for node in nodes(result.root):
        if isinstance(node, String):
            excerpt = node.excerpt
            assert excerpt.text == node.value
            places = [excerpt.offset(at) for at in range(len(excerpt.text))]
            assert places == sorted(set(places))
        if not isinstance(node, Unknown):
            assert json.dumps(strict(node.raw)) == json.dumps(to_python(node))


@settings(max_examples=1000, deadline=None)
@given(
    values.map(lambda value: json.dumps(value, indent=1)),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 3), st.sampled_from(["", *PIECES])), max_size=5),
)
@example('{"a": "b"}', [(0, 0, "\ufeff")])
def test_a_problem_is_reported_exactly_where_python_refuses(
    text: str, changes: list[tuple[int, int, str]]
) -> None:
    for at, length, piece in changes:
        place = at % (len(text) + 1)
        text = text[:place] + piece + text[place + length :]
    source = Source("taskdef.json", text)
    result = scan(source)
    for member in members(result.root):
        assert 0 <= member.key.start <= member.key.end <= member.value.start <= member.value.end <= len(text)
    for problem in result.problems:
        assert 0 <= problem.span.start <= problem.span.end <= len(source.text)
    if result.has_unquoted_templates:
        return
    try:
        expected = strict(source.text)
    except ValueError:
        assert result.problems
    else:
        assert result.problems == ()
        assert result.root is not None
        assert json.dumps(to_python(result.root)) == json.dumps(expected)


def test_a_crowd_is_told_once_with_all_its_edits() -> None:
    problems = gathered(read("{'a': 'b', 'c': ['d'], e: 1,}").problems)
    assert [(each.kind, each.span.start) for each in problems] == [
        ("single-quotes", 1), ("unquoted-key", 23), ("trailing-comma", 27)
    ]  # fmt: skip
    assert problems[0].message.endswith("(and 3 more like it)")
    assert [edit.text for edit in problems[0].edits] == ['"a"', '"b"', '"c"', '"d"']
    assert len(gathered(read("['a', 'b', 'c']").problems)) == 3
