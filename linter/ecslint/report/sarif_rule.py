"""A rule as SARIF describes it: what GitHub shows beside an alert, taken from the rule's page."""

import re

from ecslint.annotations import Any
from ecslint.page import read
from ecslint.report.levels import LEVELS, is_security, security_severity
from ecslint.rule import Rule

# GitHub keeps this much of a description, and this many tags.
_LONGEST_TEXT = 1024
_MOST_TAGS = 10
_CWE = re.compile(r"^https://cwe\.mitre\.org/data/definitions/(\d+)\.html$")
_FENCE = re.compile(r"^```.*$\n?", re.MULTILINE)


def descriptor(rule: Rule) -> dict[str, Any]:
    """The `reportingDescriptor` of a rule."""
    page = read(rule)
    title = sentence(page.title)
    text = f"{title}\n\n{_FENCE.sub('', page.body)}\n\n{rule.url}"
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": title},
        "fullDescription": {"text": _summary(page.body) or title},
        "help": {"text": text, "markdown": _markdown(rule, page.body)},
        "helpUri": rule.url,
        "defaultConfiguration": {"level": LEVELS[rule.severity].sarif},
        "properties": _properties(rule),
    }


def sentence(text: str) -> str:
    """A title or message, which ends without one, with a full stop."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _summary(body: str) -> str:
    """The first paragraph as one line, cut after its last word that fits."""
    paragraph = " ".join(body.partition("\n\n")[0].split())
    if len(paragraph) <= _LONGEST_TEXT:
        return paragraph
    return paragraph[: _LONGEST_TEXT - 2].rpartition(" ")[0] + " …"


def _markdown(rule: Rule, body: str) -> str:
    parts = [body]
    if rule.peers:
        parts.append("Elsewhere: " + ", ".join(f"`{peer}`" for peer in rule.peers))
    if rule.references:
        parts.append("\n".join(f"- <{reference}>" for reference in rule.references))
    parts.append(f"`ecslint explain {rule.code}` shows this page; its address is <{rule.url}>.")
    return "\n\n".join(parts)


def _properties(rule: Rule) -> dict[str, Any]:
    tags = [*rule.categories]
    if is_security(rule) and "security" not in tags:
        tags.insert(0, "security")
    tags += [f"external/cwe/cwe-{int(found[1]):03}" for found in map(_CWE.match, rule.references) if found]
    properties: dict[str, Any] = {"tags": tags[:_MOST_TAGS], "precision": _precision(rule)}
    severity = security_severity(rule)
    if severity is None:
        properties["problem.severity"] = LEVELS[rule.severity].problem
    else:
        properties["security-severity"] = severity
    return properties


def _precision(rule: Rule) -> str:
    """How often a finding is right: what a specification settles always, what is off by default least."""
    if not rule.default:
        return "medium"
    return "very-high" if "correctness" in rule.categories else "high"
