"""What the rules say about themselves: `ecslint explain` and `ecslint rules`."""

import json
import sys
from collections.abc import Sequence

from ecslint import shelf
from ecslint.annotations import Any
from ecslint.arguments import Parser
from ecslint.errors import UsageError
from ecslint.page import option_docs, read
from ecslint.rule import Rule


def explain(argv: Sequence[str]) -> int:
    """Print the pages of the named rules: laid out on a terminal, plain Markdown into a pipe."""
    parser = Parser("ecslint explain", "The page of a rule.")
    parser.add_argument("rule", nargs="+", metavar="RULE", help="codes, names, or the ids of other tools")
    text = "\n\n".join([markdown(rule) for word in parser.parse_args(argv).rule for rule in _meant(word)])
    if sys.stdout.isatty():
        from rich.console import Console  # noqa: PLC0415 - only for people
        from rich.markdown import Markdown  # noqa: PLC0415 - only for people

        Console().print(Markdown(text))
    else:
        print(text)
    return 0


def _meant(selector: str) -> Sequence[Rule]:
    """The rule of a code or name, or all that carry another tool's id; raises `UsageError`."""
    rule = shelf.find(selector)
    if rule is not None:
        return [rule]
    peers = shelf.by_peer(selector)
    if not peers:
        shelf.check_selector(selector)
        raise UsageError(f"`{selector}` names several rules; `ecslint rules` lists them")
    return peers


def markdown(rule: Rule) -> str:
    """A rule's page with its facts, as Markdown."""
    page = read(rule)
    facts = [
        f"**{rule.severity.label}**",
        ", ".join(rule.categories),
        "on by default" if rule.default else "off by default",
        {"none": "no fix"}.get(rule.fix, f"{rule.fix} fix"),
        f"since {rule.since}",
    ]
    parts = [f"# {page.title}", f"`{rule.code}` `{rule.name}`: " + " · ".join(facts), page.body]
    if rule.peers:
        parts.append("Elsewhere: " + ", ".join(f"`{peer}`" for peer in rule.peers))
    if rule.references:
        parts.append("\n".join(f"- <{reference}>" for reference in rule.references))
    return "\n\n".join(part for part in parts if part)


def rules(argv: Sequence[str]) -> int:
    """List all rules as text or JSON."""
    parser = Parser("ecslint rules", "All rules.")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    everything = shelf.everything()
    if parser.parse_args(argv).format == "json":
        print(json.dumps([record(rule) for rule in everything], indent=1))
        return 0
    width = max((len(rule.name) for rule in everything), default=0)
    for rule in everything:
        mark = " " if rule.default else "-"
        print(f"{rule.code:7}{mark}{rule.name:{width}}  {rule.severity.label:8} {rule.title}")
    return 0


def record(rule: Rule) -> dict[str, Any]:
    """A rule as `ecslint rules --format json` lists it."""
    return {
        "code": rule.code,
        "name": rule.name,
        "title": rule.title,
        "family": rule.family,
        "severity": rule.severity.label,
        "default": rule.default,
        "categories": list(rule.categories),
        "fix": rule.fix,
        "since": rule.since,
        "references": list(rule.references),
        "peers": list(rule.peers),
        "options": _options(rule),
        "explanation": read(rule).body,
    }


def _options(rule: Rule) -> list[dict[str, Any]]:
    if rule.options is None:
        return []
    docs = option_docs(rule)
    return [
        {"name": name.replace("_", "-"), "default": default, "doc": docs.get(name, "")}
        for name, default in rule.options()._asdict().items()
    ]
