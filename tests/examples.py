"""Runs one rule over one text, the way its page's examples ask for."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest

from ecslint import document as documents
from ecslint import fix, secrets, shelf
from ecslint.arguments import check_parser
from ecslint.builds import ImagePair, image_pairs
from ecslint.config import load
from ecslint.configured import settings_of
from ecslint.dockerfile import BuildContext, Dockerfile, parse_source
from ecslint.dockerfile.dockerignore import DockerIgnore
from ecslint.ecr.model import Answer
from ecslint.ecr.outcome import (
    Archived,
    EcrSettings,
    Fetched,
    NoImage,
    NoPlatform,
    NoRepository,
    Read,
    Reading,
    Repository,
    Wanted,
)
from ecslint.ecr.outcome import Outcome as EcrOutcome
from ecslint.ecr.platform import of_flag
from ecslint.ecr.survey import Plan
from ecslint.engine import Engine
from ecslint.finding import Edit, Finding, Fix
from ecslint.lint import lint_paths
from ecslint.page import Example
from ecslint.rule import Rule
from ecslint.settings import Settings
from ecslint.shelf import Selection
from ecslint.source import Source, Span
from ecslint.taskdefinition import Array, JsonFile, Object, String, to_python
from ecslint.taskdefinition.scan import scan
from ecslint.workspace import ServicePair, Workspace

NAMES = {"dockerfile": "Dockerfile", "json": "task-definition.json"}


class Outcome(NamedTuple):
    """What the rule said, and the text after its fixes."""

    findings: list[Finding]
    fixed: str

    @property
    def lines(self) -> set[int]:
        return {finding.span.line for finding in self.findings}


def run(rule: Rule, text: str, example: Example | None = None) -> Outcome:
    """Check one text with one rule; a text that is no document of its kind fails the test."""
    if rule.family in {"ignore", "configuration"}:
        return _run_on_suppressions(rule, text)
    if rule.family == "image":
        return _run_on_images(rule, text)
    if rule.family == "crossfile":
        return _run_on_files(rule, text)
    language = shelf.LANGUAGES[rule.family]
    kind = {"dockerfile": "dockerfile", "json": "task-definition"}[language]
    source = Source(NAMES[language], text)
    launch_type = example.setting("launch-type") if example else None
    document = documents.parse(source, kind, given=True, launch_type=launch_type)
    assert not isinstance(document, documents.Skipped), (
        f"example of {rule.code} is skipped: {document.reason}"
    )
    options = {rule.name: _options(rule, example)} if rule.options and example else {}
    nodes: list[object] = [*secrets.find(document)]
    if example and documents.is_dockerfile(document):
        nodes.append(_context(document, example))
    findings, crashes = Engine((rule,), options=options).run(document, nodes)
    if crashes:
        raise crashes[0].error
    fixed, _ = fix.apply(source, [finding.fix for finding in findings if finding.fix])
    return Outcome(findings, fixed)


def _context(dockerfile: Dockerfile, example: Example) -> BuildContext:
    """What the fence line puts beside the Dockerfile: lines of its ignore file, and names of other files."""
    lines, names = example.setting("dockerignore"), example.setting("beside")
    ignore = None if lines is None else DockerIgnore(Source(".dockerignore", lines.replace(",", "\n") + "\n"))
    return BuildContext(dockerfile, ignore, frozenset((names or "").split(",")))


def _run_on_files(rule: Rule, text: str) -> Outcome:
    """The members of the example are files of one folder, each with its place in the example as its place in the file."""
    whole = Source("example.json", text)
    root, problems, _ = scan(whole)
    assert isinstance(root, Object)
    assert not problems
    workspace, configurations = Workspace(), {}
    dockerfile: Dockerfile | None = None
    definitions: list[JsonFile] = []
    for member in root.members:
        node, name = member.value, member.key.value
        if isinstance(node, String):
            configurations[name] = node.value
            continue
        if isinstance(node, Array):
            # A Dockerfile is the list of its lines.
            dockerfile = parse_source(Source(name, "\n".join(to_python(node)) + "\n"))
            continue
        around = re.sub(r"[^\n]", " ", text[: node.start]), re.sub(r"[^\n]", " ", text[node.end :])
        document = _definition(Source(name, around[0] + text[node.start : node.end] + around[1]))
        assert document is not None, f"`{name}` in an example of {rule.code} is no definition"
        workspace.add(document)
        definitions.append(document)
    findings: list[Finding] = []
    engine = Engine((rule,))
    pairs: list[ServicePair | ImagePair] = list(workspace.pairs(_definition, configurations.get))
    if dockerfile is not None:
        pairs += [pair for document in definitions for pair in image_pairs(dockerfile, document)]
    assert pairs, f"nothing pairs in an example of {rule.code}"
    for pair in pairs:
        found, crashes = engine.run(pair)
        assert crashes == []
        findings += found
    edits = [edit for finding in findings if finding.fix for edit in finding.fix.edits]
    moved = tuple(Edit(Span(whole, edit.span.start, edit.span.end), edit.text) for edit in edits)
    fixed, _ = fix.apply(whole, [Fix("all", moved)]) if moved else (text, 0)
    return Outcome(findings, fixed)


def _run_on_images(rule: Rule, text: str) -> Outcome:
    """Lint the definitions of an example with its saved answers, or beside the registry that it describes."""
    members = json.loads(text)
    registry = members.pop("registry", None)
    with TemporaryDirectory() as folder:
        saved = []
        for name, content in members.items():
            path = Path(folder, name)
            if "containerDefinitions" in content:
                path.write_text(_in_place(text, name), encoding="utf-8")
            else:
                path.write_text(json.dumps(content), encoding="utf-8")
                saved.append(str(path))
        plan = Plan(online=registry is not None, saved=saved, settings=EcrSettings(repo_checks=True))
        settings = Settings(selection=Selection(select=(rule.code,)), ecr=plan)

        def fetch(wanted: Sequence[Wanted], *_: object) -> Fetched:
            return Fetched(
                tuple(_outcome(registry, want) for want in wanted),
                tuple(_repository(name, values) for name, values in registry.items()),
            )

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("ecslint.ecr.survey.fetch", fetch)
            result = lint_paths([folder], settings)
    assert not result.errors
    return Outcome([finding for finding in result.findings if finding.code == rule.code], text)


def _in_place(text: str, name: str) -> str:
    """One member of an example, on the lines on which it stands there."""
    root, _, _ = scan(Source("example.json", text))
    assert isinstance(root, Object)
    node = root.get(name)
    assert node is not None
    return re.sub(r"[^\n]", " ", text[: node.start]) + text[node.start : node.end]


def _outcome(registry: dict[str, Any], want: Wanted) -> EcrOutcome:
    """What `registry` says of an image: a status, `archived`, or the platforms that it is there for."""
    repository = registry.get(want.image.repository)
    if repository is None:
        return NoRepository()
    said = repository["tags"].get(want.image.tag)
    if said is None:
        return NoImage("The image does not exist")
    if said == "archived":
        return Archived("sha256:0")
    if isinstance(said, list):
        available = tuple(platform for name in said if (platform := of_flag(name)))
        if want.platform not in available:
            return NoPlatform("sha256:0", available)
        said = "COMPLETE"
    return Read("sha256:0", (Reading("sha256:0", None, said, "", Answer("enhanced")),))


def _repository(name: str, values: dict[str, Any]) -> Repository:
    """How AWS sets a repository up where an example does not say."""
    return Repository(
        "123456789012",
        "eu-west-1",
        name,
        values.get("scanFrequency", "MANUAL"),
        values.get("imageTagMutability", "MUTABLE"),
        encryption=values.get("encryption", "AES256"),
        has_lifecycle_policy=values.get("lifecyclePolicy", False),
    )


def _definition(source: Source) -> JsonFile | None:
    document = documents.parse(source, "task-definition", given=True)
    return document if isinstance(document, JsonFile) else None


TASK = """{"family": "web", "containerDefinitions": [{"name": "web", "image": "web:latest", "memory": 64}]}"""


def _run_on_suppressions(rule: Rule, text: str) -> Outcome:
    """Lint a Dockerfile, or with a configuration a folder that has it and a small task definition, for one rule."""
    with TemporaryDirectory() as folder:
        name = "Dockerfile" if rule.family == "ignore" else "ecslint.toml"
        path = Path(folder, name)
        path.write_text(text, encoding="utf-8")
        Path(folder, ".git").mkdir()
        if rule.family == "configuration":
            Path(folder, "task-definition.json").write_text(TASK, encoding="utf-8")
        arguments = check_parser().parse_args(["--extend-select", rule.code])
        result = lint_paths([folder], settings_of(arguments, load(folder)))
    assert not result.errors
    findings = [finding for finding in result.findings if finding.code == rule.code]
    assert all(finding.span.source.path.endswith(name) for finding in findings)
    fixes = [finding.fix for finding in findings if finding.fix]
    fixed = fix.apply(findings[0].span.source, fixes)[0] if findings else text
    return Outcome(findings, fixed)


def _options(rule: Rule, example: Example) -> object:
    """The rule's options with what the fence line sets: `registries=a,b` gives a tuple."""
    changed = {}
    for name, default in rule.options._field_defaults.items():
        value = example.setting(name.replace("_", "-"))
        if value is not None:
            item = type(default[0]) if isinstance(default, tuple) and default else str
            changed[name] = (
                tuple(item(one) for one in value.split(","))
                if isinstance(default, tuple)
                else type(default)(value)
            )
    return rule.options(**changed)
