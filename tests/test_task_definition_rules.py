"""Valid task definitions stay clean, and one broken constraint gives exactly its own code."""

import json
from typing import Any

import pytest
from damage import judged, label, put_somewhere
from hypothesis import given, settings
from hypothesis import strategies as st
from task_definition_faults import (
    EVERYWHERE,
    ON_FARGATE,
    ON_FARGATE_WINDOWS,
    ON_INSTANCES,
    ON_MANAGED,
    ON_WINDOWS,
    Break,
)
from task_definitions import Task, ec2_windows, fargate, fargate_windows, instance, managed

from ecslint import document as documents
from ecslint import fix, shelf
from ecslint.engine import Engine
from ecslint.finding import Severity
from ecslint.source import Source

# What AWS refuses or ignores; how a task should be run (TD952 on) is a matter of taste and has its own pages.
RULES = tuple(rule for rule in shelf.family("taskdefinition") if rule.code < "TD952")


def codes(task: Any, least: Severity = Severity.WARNING) -> set[str]:
    """The codes of all findings at or above a severity."""
    return {finding.code for finding in judged(task, RULES) if finding.severity >= least}


@settings(max_examples=80, deadline=None)
@given(fargate())
def test_valid_on_fargate(task: Task) -> None:
    assert codes(task) == set()


@settings(max_examples=80, deadline=None)
@given(instance())
def test_valid_on_instances(task: Task) -> None:
    assert codes(task) == set()


@settings(max_examples=80, deadline=None)
@given(fargate_windows() | ec2_windows() | managed())
def test_valid_on_windows_and_managed_instances(task: Task) -> None:
    assert codes(task) == set()


@settings(max_examples=50, deadline=None)
@given(fargate())
def test_without_launch_type_or_mode_only_certain_faults_are_found(task: Task) -> None:
    del task["requiresCompatibilities"], task["networkMode"]
    assert codes(task["containerDefinitions"]) == set()
    assert codes(task) <= {"TD104"}


@pytest.mark.parametrize(("code", "damage"), ON_FARGATE, ids=label)
@settings(max_examples=3, deadline=None)
@given(task=fargate())
def test_one_fault_on_fargate(code: str, damage: Break, task: Task) -> None:
    damage(task)
    assert codes(task) == {code}


@pytest.mark.parametrize(("code", "damage"), ON_INSTANCES, ids=label)
@settings(max_examples=3, deadline=None)
@given(task=instance())
def test_one_fault_on_instances(code: str, damage: Break, task: Task) -> None:
    damage(task)
    assert codes(task) == {code}


@pytest.mark.parametrize(("code", "damage"), ON_FARGATE_WINDOWS, ids=label)
@settings(max_examples=3, deadline=None)
@given(task=fargate_windows())
def test_one_fault_on_fargate_for_windows(code: str, damage: Break, task: Task) -> None:
    damage(task)
    assert codes(task) == {code}


@pytest.mark.parametrize(("code", "damage"), ON_WINDOWS, ids=label)
@settings(max_examples=3, deadline=None)
@given(task=ec2_windows())
def test_one_fault_on_windows(code: str, damage: Break, task: Task) -> None:
    damage(task)
    assert codes(task) == {code}


@pytest.mark.parametrize(("code", "damage"), ON_MANAGED, ids=label)
@settings(max_examples=3, deadline=None)
@given(task=managed())
def test_one_fault_on_managed_instances(code: str, damage: Break, task: Task) -> None:
    damage(task)
    assert codes(task) == {code}


@pytest.mark.parametrize(("code", "damage"), EVERYWHERE, ids=label)
@settings(max_examples=3, deadline=None)
@given(task=fargate() | fargate_windows() | instance() | ec2_windows() | managed())
def test_one_fault_anywhere(code: str, damage: Break, task: Task) -> None:
    damage(task)
    assert codes(task) == {code}


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["", "${x}", "-1", "1-2", "a@b", "\ud800", "\x00", "x" * 300])
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_any_value_anywhere_crashes_no_rule_and_fixes_stay_json(data: st.DataObject) -> None:
    task = data.draw(fargate() | instance())
    for _ in range(3):
        put_somewhere(data, task, JSON_VALUES)
    source = Source("task-definition.json", json.dumps(task, indent=data.draw(st.sampled_from([None, 2]))))
    document = documents.parse(source, "task-definition", given=True)
    if isinstance(document, documents.Skipped):
        return
    findings, crashes = Engine(RULES).run(document)
    assert crashes == []
    for finding in findings:
        assert len(finding.message) < 600
        if finding.fix is not None:
            fixed, _ = fix.apply(source, [finding.fix])
            assert json.loads(fixed) != task
