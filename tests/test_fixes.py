"""Fixes of Dockerfile rules: what is left parses, has no such finding any more, and changed nowhere else."""

import re
from collections.abc import Callable, Iterator

import pytest
from examples import run
from token_factory import fill

from ecslint import fix, shelf
from ecslint.dockerfile import parse
from ecslint.finding import Finding
from ecslint.page import read
from ecslint.rule import Rule

RULES = [rule for rule in shelf.family("dockerfile") if rule.fix != "none"]


def texts(rule: Rule) -> Iterator[str]:
    for example in read(rule).examples:
        if example.before is not None:
            yield fill(example.before)


def lower_keywords(text: str) -> str:
    return re.sub(
        r"^(\s*)(FROM|RUN|COPY|ADD|ENV|LABEL|CMD|ARG|WORKDIR)\b",
        lambda m: m[1] + m[2].lower(),
        text,
        flags=re.MULTILINE,
    )


# Ways to write the same file; each still shows the fault.
VARIANTS: dict[str, Callable[[str], str]] = {
    "as written": str,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "no final newline": lambda text: text.rstrip("\n"),
    "lower case": lower_keywords,
    "blanks at the end": lambda text: re.sub(r"(?m)^([A-Z].*[\w\"'\]])$", r"\1  ", text),
    "comments between": lambda text: re.sub(r"(?m)^(?=(?:COPY|RUN|ENV|CMD|WORKDIR) )", "# größer\n", text),
    "another stage below": lambda text: text + "FROM busybox:1.36\nCOPY --from=alpine:3.20 /a /a\n",
}
CASES = [(rule, text, variant) for rule in RULES for text in texts(rule) for variant in VARIANTS]


def name(value: object) -> str:
    return (
        value.code
        if isinstance(value, Rule)
        else ""
        if isinstance(value, str) and value not in VARIANTS
        else str(value)
    )


def changed(text: str, findings: list[Finding]) -> tuple[str, list[Finding]]:
    """The text after the fixes that `fix.apply` takes, and the findings they belong to."""
    fixable = [finding for finding in findings if finding.fix]
    if not fixable:
        return text, []
    source = fixable[0].span.source
    # One at a time, as far as they do not touch: so it is known which ones were applied.
    applied: list[Finding] = []
    for finding in fixable:
        _, count = fix.apply(source, [one.fix for one in [*applied, finding] if one.fix])
        if count > len(applied):
            applied.append(finding)
    return fix.apply(source, [one.fix for one in applied if one.fix])[0], applied


@pytest.mark.parametrize(("rule", "text", "variant"), CASES, ids=name)
def test_fix(rule: Rule, text: str, variant: str) -> None:
    before = VARIANTS[variant](text)
    findings = run(rule, before).findings
    after, applied = changed(before, findings)
    if not applied:
        return
    assert len(parse(after).problems) <= len(parse(before).problems)
    left = run(rule, after).findings
    assert len(left) <= len(findings) - len(applied)
    assert untouched(before, applied) == untouched_after(after, applied)
    # What is left has no fix, or waits only because it touched another one.
    again = after
    for _ in range(len(findings)):
        again, more = changed(again, run(rule, again).findings)
        if not more:
            break
    assert not changed(again, run(rule, again).findings)[1]
    if len(applied) == len([finding for finding in findings if finding.fix]):
        assert again == after


def edits(applied: list[Finding]) -> list[tuple[int, int, str]]:
    return sorted(
        {(edit.span.start, edit.span.end, edit.text) for one in applied if one.fix for edit in one.fix.edits}
    )


def untouched(text: str, applied: list[Finding]) -> list[str]:
    """What stands between the edits."""
    parts, at = [], 0
    for start, end, _ in edits(applied):
        parts.append(text[at:start])
        at = end
    return [*parts, text[at:]]


def untouched_after(text: str, applied: list[Finding]) -> list[str]:
    parts, at, shift = [], 0, 0
    for start, end, new in edits(applied):
        parts.append(text[at : start + shift])
        at = start + shift + len(new)
        shift += len(new) - (end - start)
    return [*parts, text[at:]]


def test_every_rule_with_a_fix_shows_it() -> None:
    for rule in RULES:
        assert any(finding.fix for text in texts(rule) for finding in run(rule, text).findings), rule.code


def test_a_rule_without_fixes_offers_none() -> None:
    for rule in shelf.family("dockerfile"):
        if rule.fix == "none":
            for example in read(rule).examples:
                if example.before is not None:
                    assert not any(
                        finding.fix for finding in run(rule, fill(example.before), example).findings
                    ), rule.code


def test_safe_fixes_come_from_rules_that_say_so() -> None:
    for rule in RULES:
        for text in texts(rule):
            for finding in run(rule, text).findings:
                assert (
                    finding.fix is None or not finding.fix.safe or rule.fix == "safe" or rule.code == "DF007"
                ), rule.code


def legacy(value: str) -> str:
    return f"FROM alpine:3.20\nARG X=1\nENV NAME {value}\nRUN true\n"


@pytest.mark.parametrize(
    "value",
    [
        "a", "a b", "a  b\tc", "$X", "${X:-a b} c", "'a b' c", '"a b" c', r"a\ b c", r"it\'s on", '"a', r"a \"b\" c", "=", "a=b", "\\\n  a \\\n  b",
        "a\\\n  # comment\n  b", '"" \'\'', "a\u00a0b", r"\\", "a'b c'd", "-p a=1 -p b=2", "ünï cödé",
    ],
)  # fmt: skip
def test_a_legacy_value_keeps_its_meaning(value: str) -> None:
    before = legacy(value)
    rule = shelf.find("DF011")
    assert rule is not None
    outcome = run(rule, before)
    if not any(finding.fix for finding in outcome.findings):
        return
    old, new = (
        next(one for one in parse(text).stages[0].variables._settings["NAME"])
        for text in (before, outcome.fixed)
    )
    assert new.value == old.value
    assert new.pair is not None
    assert not new.pair.is_legacy
