"""Definitions in YAML: the same findings as in JSON, at the right places, and nothing that hostile YAML can do."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import ecslint
from ecslint.cli import main
from ecslint.source import Source
from ecslint.taskdefinition import Object, String, to_python
from ecslint.taskdefinition.yaml_reader import MAX_NODES, read_yaml

TASK = """\
# The web front end.
family: web
networkMode: awsvpc
requiresCompatibilities: [FARGATE]
cpu: 256
memory: "512"
containerDefinitions:
  - name: web
    image: nginx:latest
    essential: true
    environment:
      - {name: DB_PASSWORD, value: 'hunter2hunter2'}
    portMappings:
      - containerPort: 80
        hostPort: 8080
    command:
      - sh
      - -c
      - |
        set -e
        curl -u ci:hunter3hunter3 http://localhost
"""


def found(text: str, name: str = "task-definition.yaml") -> list[tuple[str, int, int, str]]:
    return [
        (one.code, one.span.line, one.span.column, one.span.text) for one in ecslint.check_text(text, name)
    ]


def test_findings_stand_on_the_word_that_is_wrong() -> None:
    told = found(TASK)
    assert ("TD004", 5, 6, "256") in told
    assert ("TD612", 9, 12, "nginx:latest") in told
    assert ("TD304", 15, 19, "8080") in told
    assert any(code == "TD309" or text == "hunter3hunter3" for code, line, _, text in told if line == 21)


def test_no_fix_is_made_for_yaml(tmp_path: Path) -> None:
    path = tmp_path / "task-definition.yml"
    path.write_text(TASK)
    assert all(one.fix is None for one in ecslint.check_paths([str(path)]))
    main(["check", "--isolated", "--fix", "--unsafe-fixes", "--fail-on", "never", str(path)])
    assert path.read_text() == TASK


def test_no_secret_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "task-definition.yml"
    path.write_text(TASK)
    for form in ("text", "concise", "json"):
        main(["check", "--isolated", "--select", "ALL", "--format", form, str(path)])
    shown = capsys.readouterr()
    assert "hunter2" not in shown.out + shown.err
    assert "hunter3" not in shown.out + shown.err


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("task-definition.yaml", TASK, "task-definition"),
        ("ecs-service-def.yml", "serviceName: web\ndesiredCount: 1\nlaunchType: FARGATE\n", "service-definition"),
        ("task-definition.yaml", "Resources:\n  Task:\n    Type: AWS::ECS::TaskDefinition\n", "skipped (is a CloudFormation template)"),
        ("task-definition.yaml", "version: '3'\nservices:\n  web: {image: a}\n", "skipped (is a Compose file)"),
        ("values.yaml", TASK, ""),
    ],
)  # fmt: skip
def test_what_a_file_is(
    name: str,
    text: str,
    expected: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(text)
    main(["files", "--isolated"])
    line = capsys.readouterr().out
    assert (f"{name}: {expected}" in line) if expected else line == ""


def test_any_yaml_is_read_when_it_is_named(tmp_path: Path) -> None:
    path = tmp_path / "web.yaml"
    path.write_text(TASK)
    assert "TD004" in {one.code for one in ecslint.check_paths([str(path)])}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: yes", "yes"), ("a: 012", 12), ("a: '1'", "1"), ("a: 1", 1), ("a: 1.5", 1.5), ("a: ~", None), ("a:", None),
        ("a: true", True), ("a: True", True), ("a: on", "on"), ('a: "x\\ty"', "x\ty"), ("a: >\n  b\n  c\n", "b c\n"), ("a: !!str 1", "1"),
        ("a: 2001-01-01", "2001-01-01"), ("a: 1_000", "1_000"), ("a: 12:30", "12:30"),
    ],
)  # fmt: skip
def test_scalars_by_the_core_schema(text: str, value: object) -> None:
    root = read_yaml(Source("a.yaml", text)).root
    assert root is not None
    assert to_python(root) == {"a": value}


def test_anchors_and_aliases_have_the_value_at_its_place() -> None:
    scan = read_yaml(Source("a.yaml", "a: &x [1, {b: 2}]\nc: *x\nd: &y {e: 3}\nf: {<<: *y, g: 4}\n"))
    assert isinstance(scan.root, Object)
    assert to_python(scan.root) == {"a": [1, {"b": 2}], "c": [1, {"b": 2}], "d": {"e": 3}, "f": {"g": 4}}
    merged = scan.root.get("f")
    assert isinstance(merged, Object)
    assert merged.open


def test_templates_are_unknown() -> None:
    text = (
        TASK.replace("cpu: 256", "cpu: {{ cpu }}")
        .replace("nginx:latest", "${IMAGE}")
        .replace('memory: "512"', "memory: <MEMORY>")
    )
    assert {code for code, *_ in found(text)} & {
        "TD004",
        "TD100",
        "TD101",
        "TD102",
        "TD612",
        "TD001",
    } == set()


@pytest.mark.parametrize(
    "text",
    [
        "a: [1, 2", "a: {b", "\ta: 1\n", "a: 1\n b: 2\n", "a: *nobody\n", "a: 'x", "%YAML 9.9\n---\na", "a: \x00", "a: \x1b[31m", "- a\nb: c",
        "<<<<<<< a\n" * 5000, "{{ " * 5000, "a: " + "{{a}}" * 5000, "{{ x }}\n" * 5000, "a: @" + "x@" * 5000, "{% " * 5000, "a: '{{" + "}" * 5000,
        "{" * 500, "[" * 100_000, "- " * 5000 + "x", "a: &a [*a]", "? [a, b]\n: c\n", "a: !!python/object/apply:os.system ['echo']",
        "a: b\n---\nc: d\n", "", "\n", "# nothing", "\ud800", "a: \u2028b", "'" * 4001,
    ],
)  # fmt: skip
def test_odd_and_hostile_yaml_is_told_in_one_line_or_read(text: str) -> None:
    for one in ecslint.check_text(text, "task-definition.yaml"):
        assert "\n" not in one.message
        assert one.code in {"TD001", "TD002", "TD009", "TD202", "TD013"}


def test_aliases_cannot_blow_up() -> None:
    laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
    )
    scan = read_yaml(Source("a.yaml", laughs))
    assert [problem.message for problem in scan.problems] == [
        f"aliases that blow up to more than {MAX_NODES} values"
    ]


def test_a_key_given_twice_is_told() -> None:
    assert ("TD010", 2, 1, "family") in found(
        "family: a\nfamily: b\ncontainerDefinitions: [{name: web, image: 'a:1'}]\n"
    )


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9999, 9999) | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["family", "cpu", "a", "yes", "1", "x y"]), inner, max_size=3),
    max_leaves=15,
)  # fmt: skip


@settings(max_examples=300)
@given(VALUES, st.sampled_from([False, True, None]))
def test_yaml_is_read_as_its_writer_meant_it(value: object, flow: bool | None) -> None:
    text = yaml.safe_dump(value, default_flow_style=flow, allow_unicode=True)
    scan = read_yaml(Source("a.yaml", text))
    assert scan.problems == ()
    assert scan.root is not None
    assert to_python(scan.root) == value


CONTAINERS = st.fixed_dictionaries(
    {"name": st.sampled_from(["web", "side car", "x"]), "image": st.sampled_from(["nginx", "nginx:latest", "a:1"])},
    optional={
        "cpu": st.sampled_from([0, 128, "128", 4096]),
        "memory": st.sampled_from([64, "64", None, 9999]),
        "privileged": st.booleans(),
        "environment": st.just([{"name": "PORT", "value": 80}]),
        "user": st.sampled_from(["root", "1000", ""]),
        "portMappings": st.just([{"containerPort": 80, "hostPort": 8080}]),
        "enviroment": st.just([]),
        "links": st.just(["nobody"]),
    },
)  # fmt: skip
TASKS = st.fixed_dictionaries(
    {"family": st.just("web"), "containerDefinitions": st.lists(CONTAINERS, min_size=1, max_size=2)},
    optional={"cpu": st.sampled_from(["256", 256, "0.25"]), "networkMode": st.sampled_from(["awsvpc", "bridge", "Bridge"]), "requiresCompatibilities": st.sampled_from([["FARGATE"], ["EC2"]])},
)  # fmt: skip


@settings(max_examples=150)
@given(TASKS, st.booleans())
def test_the_same_findings_as_in_json(task: object, flow: bool) -> None:
    def told(text: str, name: str) -> set[tuple[str, str | None, str]]:
        return {(one.code, one.pointer, one.message) for one in ecslint.check_text(text, name)}

    # By way of JSON, so that equal parts are not written as aliases.
    text = yaml.safe_dump(json.loads(json.dumps(task)), default_flow_style=flow, sort_keys=False)
    assert told(text, "task-definition.yaml") == told(json.dumps(task), "task-definition.json")


@settings(max_examples=200)
@given(st.text(st.sampled_from(" -:[]{}&*!|>'\"%@`#,?\n\tab1~<"), max_size=40))
def test_nothing_raises(text: str) -> None:
    scan = read_yaml(Source("a.yaml", text))
    nodes = [scan.root] if scan.root is not None else []
    for node in nodes:
        assert 0 <= node.start <= node.end <= len(text)
        if isinstance(node, String):
            assert node.excerpt.text == node.value


@pytest.mark.parametrize(
    "containers",
    [
        "&a [*a]",
        "[*nobody, {nane: web}]",
        "[{name: *nobody, Name: web}]",
        "{{ env `X` }}",
        "[{{ env `X` }}, {nane: web}]",
    ],
)
def test_what_cannot_be_known_hides_no_fault(containers: str) -> None:
    text = f"familly: web\ncontainerDefinitions: {containers}\n"
    assert ("TD002", 1, 1, "familly") in found(text)


def test_an_anchor_is_no_part_of_a_value() -> None:
    told = found("family: &name web\ncpu: &size 256\nmemory: *size\ncontainerDefinitions: [{name: &b a b}]\n")
    assert [place for place in told if place[0] in {"TD004", "TD301"}] == [
        ("TD004", 2, 12, "256"), ("TD004", 2, 12, "256"), ("TD301", 4, 34, "a b"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: {{ repo }}:{{ tag }}\nb: 1\n", {"a": "{{ repo }}:{{ tag }}", "b": 1}),
        ("a: {{x}}{{y}}\nb: @IMAGE@:latest\n", {"a": "{{x}}{{y}}", "b": "@IMAGE@:latest"}),
        ("a: {{ x }}\nb: @IMAGE@\nc: %{ENV}\nd: ${X}\n", {"a": None, "b": None, "c": None, "d": None}),
        ("a: [${X}, {b: ${Y}/z}]\n", {"a": [None, {"b": "${Y}/z"}]}),
        ("a: '{{ x }}:1'\nb: \"{{ y }}\"\n", {"a": "{{ x }}:1", "b": "{{ y }}"}),
        ("a: |\n  set -e\n  {{ x }}\n  curl {{ y }}/z\nb: 1\n", {"a": "set -e\n{{ x }}\ncurl {{ y }}/z\n", "b": 1}),
        ("{% if x %}\na: 1\n{% else %}\na: 2\n{% endif %}\nb: 3\n", {"a": 2, "b": 3}),
        ("a:\n  {{- toYaml .X | indent 2 }}\nb: 3\n", {"a": None, "b": 3}),
        ("{{ key }}: 1\n", {"{{ key }}": 1}),
        ("a: !Sub 'x'\nb: !Join ['', [x, y]]\nc: !Ref d\ne: !!str 1\n", {"a": None, "b": None, "c": None, "e": "1"}),
        ("---\n# nothing\n---\na: 1\n", {"a": 1}),
    ],
)  # fmt: skip
def test_what_only_a_template_engine_reads_hides_nothing_else(text: str, value: object) -> None:
    for written in (text, text.replace("\n", "\r\n")):
        scan = read_yaml(Source("a.yaml", written))
        assert scan.problems == ()
        assert scan.root is not None
        assert to_python(scan.root) == value


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("  - name", "\t- name", 8, "a tab in the indentation"),
        ("cpu: 256", "cpu: `x`", 5, "no value starts with this character"),
        ("cpu: 256", "cpu: a: b", 5, "found `:` where no key can be"),
        ("    image:", "   image:", 9, "not indented like the ones before it"),
        ('memory: "512"', 'memory: "512', 11, ""),
        ("cpu: 256", "cpu: *size", 5, "`*size` without an `&size` before it"),
        ("cpu: 256", "<<<<<<< HEAD\ncpu: '256'\n=======\ncpu: '512'\n>>>>>>> b", 5, "a merge conflict that nobody resolved"),
        ("http://localhost\n", "http://localhost\n---\nfamily: b\n", 22, "a second document"),
    ],
)  # fmt: skip
def test_what_is_no_yaml_is_said_in_plain_words(old: str, new: str, line: int, said: str) -> None:
    told = [
        one
        for text in (TASK.replace(old, new, 1), TASK.replace(old, new, 1).replace("\n", "\r\n"))
        for one in ecslint.check_text(text, "task-definition.yaml")
        if one.code == "TD001"
    ]
    assert len(told) == 2
    for one in told:
        assert said in one.message
        assert not said or one.span.line == line


def test_a_container_that_ends_at_a_fault_is_not_blamed_for_what_follows() -> None:
    broken = TASK.replace("    image:", "   image:")
    assert {code for code, *_ in found(broken)} & {"TD302", "TD957", "TD009"} == set()


def test_files_of_other_programs_may_hold_several_documents() -> None:
    assert found("kind: StatefulSet\napiVersion: v1\nserviceName: web\n---\na: b\n", "taskdef.yaml") == []
