"""Every rule page keeps its promises: the examples run, the facts are well formed."""

import re

import pytest
from examples import run
from token_factory import fill

from ecslint import shelf
from ecslint.dockerfile import parse as parse_dockerfile
from ecslint.page import Example, read
from ecslint.rule import CATEGORIES, Rule

RULES = shelf.everything()
EXAMPLES = [(rule, example) for rule in RULES for example in read(rule).examples]
PEER_TOOLS = {
    "hadolint", "buildkit", "trivy", "checkov", "kics", "cfn-lint", "securityhub", "prowler", "config", "control-tower",
    "cdk-preflight", "cdk", "dockle", "dockerfile-utils", "dockerfilelint", "dockerfile_lint", "tally", "ecspresso",
    "cfn-guard", "copilot", "moto", "fargate-task-definition-validator",
}  # fmt: skip


def name(value: object) -> str:
    return (
        value.code if isinstance(value, Rule) else f"line-{value.line}" if isinstance(value, Example) else ""
    )


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=name)
def test_example(rule: Rule, example: Example) -> None:
    others = {"toml", "sh", "console", "text", "yaml"} - {shelf.LANGUAGES[rule.family]}
    if example.language in others:
        return  # shows how to configure or what to run instead; nothing for the rule to look at
    after = fill(example.after)
    if example.before is None:
        assert run(rule, after, example).lines == set()
        return
    before = fill(example.before)
    outcome = run(rule, before, example)
    if example.flagged:
        assert outcome.lines == set(example.flagged)
    else:
        assert outcome.findings, "something is missing in the first text, and the rule must say so"
    is_fixed = any(finding.fix for finding in outcome.findings)
    if is_fixed:
        assert outcome.fixed == after
    if is_fixed or example.is_complete:
        assert run(rule, after, example).lines == set()


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_page_is_well_formed(rule: Rule) -> None:
    page = read(rule)
    assert page.title
    assert not page.title.endswith(".")
    assert rule.documentation.split("\n")[1:2] == [""], "an empty line follows the title"
    assert len(page.body.partition("```")[0].split()) >= 15, "the page says what goes wrong and what to do"
    assert any(example.language == "diff" for example in page.examples)
    assert 1 <= len(rule.categories) <= 2
    assert set(rule.categories) <= CATEGORIES
    assert re.fullmatch(r"(DF|TD|SV|XF|ECR)\d{3}", rule.code)
    assert not rule.name.startswith(("no-", "check-", "disallow-"))
    assert rule.fix in {"none", "safe", "unsafe"}
    assert rule.checks
    for peer in rule.peers:
        tool, _, identifier = peer.partition(":")
        assert tool in PEER_TOOLS, peer
        assert identifier, peer
    for reference in rule.references:
        assert reference.startswith("https://")


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_a_lying_page_turns_red() -> None:
    rule = shelf.find("DF102")
    assert rule is not None
    example = next(example for example in read(rule).examples if example.flagged)
    assert example.before is not None
    assert run(rule, example.before).lines == set(example.flagged)
    assert run(rule, "# a line more\n" + example.before).lines != set(example.flagged)
    assert run(rule, example.after).lines == set()


def test_examples_of_dockerfiles_parse() -> None:
    for rule, example in EXAMPLES:
        if (
            rule.family == "dockerfile"
            and not rule.code.startswith("DF0")
            and example.language in {"diff", "dockerfile"}
        ):
            assert parse_dockerfile(fill(example.after)).instructions, rule.code
