"""Fixes of rules on task and service definitions: they keep the layout of the file, cure the fault, and change nothing else."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from examples import Outcome, run
from token_factory import fill

from ecslint import shelf
from ecslint.cli import main
from ecslint.page import Example, read
from ecslint.rule import Rule

FAMILIES = ("taskdefinition", "service", "crossfile")
RULES = [rule for name in FAMILIES for rule in shelf.family(name)]
FIXING = [rule for rule in RULES if rule.fix != "none"]


def indented(unit: str) -> Callable[[str], str]:
    """The same text with other indentation than two blanks."""
    return lambda text: re.sub(r"(?m)^(?:  )+", lambda blanks: unit * (len(blanks[0]) // 2), text)


# Ways to write the same JSON: what a fix makes of the one must be the same way to write what it makes of the other.
LAYOUTS: dict[str, Callable[[str], str]] = {
    "tabs": indented("\t"),
    "four blanks": indented("    "),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "no final newline": lambda text: text.removesuffix("\n"),
    "tabs and CRLF": lambda text: indented("\t")(text).replace("\n", "\r\n"),
    "blank lines between": lambda text: text.replace(",\n", ",\n\n"),
}


def fixed_examples(rule: Rule) -> Iterator[tuple[Example, str, str]]:
    """The examples that the rule fixes, before and after."""
    for example in read(rule).examples:
        if example.before is not None:
            before, after = fill(example.before), fill(example.after)
            if any(finding.fix for finding in run(rule, before, example).findings):
                yield example, before, after


CASES = [(rule, example, before, after) for rule in FIXING for example, before, after in fixed_examples(rule)]


def name(value: object) -> str:
    if isinstance(value, Rule):
        return value.code
    return f"line-{value.line}" if isinstance(value, Example) else ""


def strict(text: str) -> Any:
    """The value of a text that is JSON, templates or not; `None` for one that no parser takes."""
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return None


def settled(rule: Rule, text: str, example: Example) -> Outcome:
    """What is left when the fixes have been applied until nothing changes."""
    outcome = run(rule, text, example)
    for _ in range(5):
        if outcome.fixed == text:
            return outcome
        text = outcome.fixed
        outcome = run(rule, text, example)
    raise AssertionError(f"the fixes of {rule.code} never come to an end")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("rule", "example", "before", "after"), CASES, ids=name)
def test_a_fix_keeps_the_layout(rule: Rule, example: Example, before: str, after: str, layout: str) -> None:
    write = LAYOUTS[layout]
    assert run(rule, write(before), example).fixed == write(after)


@pytest.mark.parametrize(("rule", "example", "before", "after"), CASES, ids=name)
def test_a_fix_of_minified_json_keeps_it_minified(
    rule: Rule, example: Example, before: str, after: str
) -> None:
    wrong, right = strict(before), strict(after)
    if wrong is None or right is None:
        return  # faults of the JSON itself are gone when it is written anew
    small = json.dumps(wrong, separators=(",", ":"), ensure_ascii=False)
    outcome = settled(rule, small, example)
    assert "\n" not in outcome.fixed
    assert strict(outcome.fixed) == right
    assert not any(finding.fix for finding in outcome.findings)


@pytest.mark.parametrize(("rule", "example", "before", "after"), CASES, ids=name)
def test_a_second_run_changes_nothing(rule: Rule, example: Example, before: str, after: str) -> None:
    outcome = run(rule, after, example)
    assert outcome.fixed == after
    assert outcome.findings == []


@pytest.mark.parametrize(("rule", "example", "before", "after"), CASES, ids=name)
def test_only_the_place_of_the_finding_changes(rule: Rule, example: Example, before: str, after: str) -> None:
    """Other members around the faulty ones stay as they are, whatever stands in them."""
    wrong, right = strict(before), strict(after)
    if not isinstance(wrong, dict) or not isinstance(right, dict):
        return
    # A neighbour that no rule knows, with spelling that a careless writer would change.
    odd = '"x-note": "\\u00e9 \\/ 1.0e3", "x-numbers": [1.50, -0, 1E400],'
    # The members of an example for two files are the files.
    depth = 2 if rule.family == "crossfile" else 1

    def beside(text: str) -> str:
        *outer, inner = text.split("{", depth)
        return "{".join([*outer, odd + inner])

    outcome = run(rule, beside(before), example)
    assert outcome.fixed == beside(after)


def test_every_rule_with_a_fix_shows_it() -> None:
    shown = {rule.code for rule, *_ in CASES}
    assert {rule.code for rule in FIXING} - shown == set()


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_a_fix_is_as_safe_as_the_rule_says(rule: Rule) -> None:
    for example in read(rule).examples:
        if example.before is None:
            continue
        for finding in run(rule, fill(example.before), example).findings:
            if finding.fix is not None:
                assert rule.fix != "none"
                assert rule.fix == "safe" or not finding.fix.safe


TASK = (
    '\ufeff{\r\n\t"family": "web",\r\n\t"networkMode": "awsvpc",\r\n\t"containerDefinitions": [\r\n\t\t{\r\n'
    '\t\t\t"name": "web", "image": "nginx:1.27",\r\n\t\t\t"portMappings": [{"containerPort": 8080, "hostPort": 80}],\r\n'
    '\t\t\t"logConfiguration": {\r\n\t\t\t\t"logDriver": "awslogs",\r\n\t\t\t\t"options": {\r\n'
    '\t\t\t\t\t"awslogs-group": "/ecs/web",\r\n\t\t\t\t\t"awslogs-create-group": "false",\r\n'
    '\t\t\t\t\t"awslogs-region": "eu-west-1"\r\n\t\t\t\t}\r\n\t\t\t}\r\n\t\t}\r\n\t],\r\n'
    '\t"volumes": [{"name": "data", "efsVolumeConfiguration": {"fileSystemId": "fs-1", "authorizationConfig": '
    '{"iam": "ENABLED"}}}]\r\n}'
)


def test_on_disk_with_byte_order_mark_tabs_crlf_and_no_final_newline(tmp_path: Path) -> None:
    path = tmp_path / "task-definition.json"
    path.write_bytes(TASK.encode())
    path.chmod(0o640)
    main(["--isolated", "--fix", "-q", str(path)])
    expected = (
        TASK.replace(', "hostPort": 80', "")
        .replace('\t\t\t\t\t"awslogs-create-group": "false",\r\n', "")
        .replace('"ENABLED"}}', '"ENABLED"}, "transitEncryption": "ENABLED"}')
    )
    assert path.read_bytes() == expected.encode()
    assert path.stat().st_mode & 0o777 == 0o640
    main(["--isolated", "--fix", "-q", str(path)])
    assert path.read_bytes() == expected.encode()
