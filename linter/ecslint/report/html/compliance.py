"""What of two public catalogues of controls was checked: the CIS Docker Benchmark on images, and Security Hub on ECS."""

from collections.abc import Mapping, Sequence

from ecslint import shelf
from ecslint.record import NamedTuple
from ecslint.result import Result
from ecslint.rule import Rule

# Chapter 4 of the benchmark; dockle numbers its checks by the same sections.
CIS = {
    "4.1": "A user for the container",
    "4.2": "Trusted base images",
    "4.3": "No packages that are not needed",
    "4.4": "Images scanned and rebuilt with patches",
    "4.5": "Content trust",
    "4.6": "HEALTHCHECK in the image",
    "4.7": "No update instruction on its own",
    "4.8": "No setuid and setgid permissions",
    "4.9": "COPY in place of ADD",
    "4.10": "No secrets in Dockerfiles",
    "4.11": "Verified packages only",
    "4.12": "Signed artifacts validated",
}
SECURITY_HUB = {
    "ECS.2": "No public addresses for services",
    "ECS.3": "No shared process namespace of the host",
    "ECS.4": "No privileged containers",
    "ECS.5": "Read-only root file systems",
    "ECS.8": "No secrets in environment variables",
    "ECS.9": "Logging",
    "ECS.10": "Latest Fargate platform version",
    "ECS.12": "Container Insights on clusters",
    "ECS.15": "Tags on task definitions",
    "ECS.16": "No public addresses for task sets",
    "ECS.17": "No host network mode",
    "ECS.18": "Encryption in transit to EFS",
    "ECS.20": "Non-root users in Linux containers",
    "ECS.21": "No administrators in Windows containers",
}


class Coverage(NamedTuple):
    """One control: `state` is pass, fail, accepted (every finding suppressed) or not checked, and `why`."""

    id: str
    title: str
    state: str
    why: str
    rules: tuple[Rule, ...]


def coverage(result: Result) -> list[tuple[str, list[Coverage]]]:
    """The controls of each catalogue, with what this run can say about them."""
    everything = shelf.everything()
    catalogues = (
        (
            "CIS Docker Benchmark, chapter 4",
            CIS,
            {f"dockle:CIS-DI-{int(id.partition('.')[2]):04}": id for id in CIS},
        ),
        ("AWS Security Hub, ECS", SECURITY_HUB, {f"securityhub:{id}": id for id in SECURITY_HUB}),
    )
    return [
        (name, [_one(result, id, title, _rules(everything, peers, id)) for id, title in titles.items()])
        for name, titles, peers in catalogues
    ]


def _rules(everything: Sequence[Rule], peers: Mapping[str, str], id: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in everything if any(peers.get(peer) == id for peer in rule.peers))


def _one(result: Result, id: str, title: str, rules: tuple[Rule, ...]) -> Coverage:
    codes = {rule.code for rule in rules}
    found = sum(finding.code in codes for finding in (*result.findings, *result.baseline))
    silenced = sum(entry.finding.code in codes for entry in result.suppressed)
    if found:
        return Coverage(id, title, "fail", f"{found} found", rules)
    if not rules:
        return Coverage(id, title, "not checked", "no rule is about it", rules)
    # Whoever looked at half of it cannot say that it holds.
    off = [rule.code for rule in rules if rule not in result.rules or _is_hidden(rule, result)]
    if off:
        kinds = {kind for rule in rules for kind in shelf.FAMILIES.get(rule.family, ())}
        none = not any(file.kind in kinds for file in result.files)
        return Coverage(
            id, title, "not checked", "no such file" if none else f"did not run: {', '.join(off)}", rules
        )
    if silenced:
        return Coverage(id, title, "accepted", f"{silenced} suppressed", rules)
    return Coverage(id, title, "pass", "nothing found", rules)


def _is_hidden(rule: Rule, result: Result) -> bool:
    return result.minimum is not None and rule.severity < result.minimum
