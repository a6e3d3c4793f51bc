"""Writes docs/rules/: a page for each rule, an index by topic, and one by the names of other tools: `python scripts/rule_docs.py`."""

import os
from collections import defaultdict
from collections.abc import Iterable

from ecslint import shelf
from ecslint.manual import markdown
from ecslint.page import option_docs, read
from ecslint.rule import Rule

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "docs", "rules")
# Beginning of a code -> its topic, in the order of the index.
TOPICS = {
    "DF0": "Dockerfiles: syntax and structure",
    "DF1": "Dockerfiles: images",
    "DF2": "Dockerfiles: security",
    "DF3": "Dockerfiles: secrets",
    "DF4": "Dockerfiles: reliability",
    "DF5": "Dockerfiles: size, cache and pinned versions",
    "DF6": "Dockerfiles: style and metadata",
    "DF7": "Dockerfiles: ignore comments",
    "TD0": "Definitions: JSON, keys and types",
    "TD1": "Task definitions: size",
    "TD2": "Task definitions: family, network, roles, platform",
    "TD3": "Task definitions: containers, ports and images",
    "TD4": "Task definitions: what a launch type lacks",
    "TD5": "Task definitions: dependencies and health checks",
    "TD6": "Task definitions: environment, secrets and images",
    "TD7": "Task definitions: logs",
    "TD8": "Task definitions: volumes",
    "TD9": "Task definitions: security posture",
    "SV": "Service definitions",
    "XF9": "Suppressions in the configuration",
    "XF1": "Services beside their task definitions",
    "XF2": "Containers beside the Dockerfile of their image",
    "XF": "Files that belong together",
    "ECR": "Images in Amazon ECR",
}
TOOLS = {
    "buildkit": "docker build --check (BuildKit)",
    "securityhub": "AWS Security Hub",
    "config": "AWS Config",
    "control-tower": "AWS Control Tower",
}


def topic(rule: Rule) -> str:
    """The topic that a code belongs to."""
    return next((name for head, name in TOPICS.items() if rule.code.startswith(head)), "Others")


def page(rule: Rule) -> str:
    """The page of one rule, with its options."""
    text = markdown(rule)
    if rule.options:
        defaults = rule.options()._asdict()
        rows = [
            f"| `{name.replace('_', '-')}` | `{_toml(defaults[name])}` | {meaning} |"
            for name, meaning in option_docs(rule).items()
        ]
        table = "\n".join(["| option | default | meaning |", "|---|---|---|", *rows])
        text += f"\n\nOptions, in the table `[rules.{rule.name}]` of the configuration:\n\n{table}"
    return text + "\n"


def _toml(value: object) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def _rows(rules: Iterable[Rule]) -> list[str]:
    rows = ["| rule | what it finds | severity | default | fix |", "|---|---|---|---|---|"]
    for rule in rules:
        default = "on" if rule.default else "off"
        title = read(rule).title.replace("|", "\\|")
        rows.append(
            f"| [{rule.code} {rule.name}]({rule.name}.md) | {title} | {rule.severity.label} | {default} | {rule.fix} |"
        )
    return rows


def index(rules: Iterable[Rule]) -> str:
    """All rules by topic."""
    groups: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        groups[topic(rule)].append(rule)
    names = [*TOPICS.values(), "Others"]
    lines = [
        "# Rules",
        "",
        f"{sum(map(len, groups.values()))} rules by topic. [By the name another linter has for it](by-other-tools.md).",
        "Made by `python scripts/rule_docs.py` from the pages in `rules/`.",
    ]
    for name in (name for name in names if groups.get(name)):
        lines += ["", f"## {name}", "", *_rows(groups[name])]
    return "\n".join(lines) + "\n"


def by_other_tools(rules: Iterable[Rule]) -> str:
    """All ids of other tools, and the rules that answer to them."""
    tools: dict[str, dict[str, list[Rule]]] = defaultdict(lambda: defaultdict(list))
    for rule in rules:
        for peer in rule.peers:
            tool, _, identifier = peer.partition(":")
            tools[tool][identifier].append(rule)
    lines = [
        "# Rules by what other tools call them",
        "",
        '"I used DL3007": find the id, or ask `ecslint rules --format json`. Every id here is a selector too: `--select DL3007`,',
        "`--ignore CKV_DOCKER_7`; and so is the name of a tool.",
    ]
    for tool in sorted(tools):
        lines += ["", f"## {TOOLS.get(tool, tool)}", "", "| id | rules |", "|---|---|"]
        for identifier in sorted(tools[tool]):
            named = ", ".join(
                f"[{rule.code} {rule.name}]({rule.name}.md)" for rule in tools[tool][identifier]
            )
            lines.append(f"| `{identifier}` | {named} |")
    return "\n".join(lines) + "\n"


def pages() -> dict[str, str]:
    """Every file of the folder."""
    rules = shelf.everything()
    files = {f"{rule.name}.md": page(rule) for rule in rules}
    return {**files, "README.md": index(rules), "by-other-tools.md": by_other_tools(rules)}


if __name__ == "__main__":
    wanted = pages()
    os.makedirs(FOLDER, exist_ok=True)
    for name in os.listdir(FOLDER):
        if name not in wanted:
            os.remove(os.path.join(FOLDER, name))
    for name, text in wanted.items():
        with open(os.path.join(FOLDER, name), "w", encoding="utf-8") as file:
            file.write(text)
