"""The shelf: finds the rule pages, imports only the families at hand, and says which rules are selected."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from importlib.machinery import SourceFileLoader
from itertools import chain
from types import ModuleType

from ecslint.errors import UsageError
from ecslint.record import NamedTuple
from ecslint.rule import Rule

# Folder of a family -> the kinds of document its pages look at.
FAMILIES = {
    "dockerfile": ("dockerfile",),
    # The pages on JSON itself hold for the other kinds too; the rest see none of their nodes there.
    "taskdefinition": ("task-definition", "service-definition", "lifecycle-policy"),
    "service": ("service-definition",),
    "lifecycle": ("lifecycle-policy",),
    # Files that belong together are looked at when all have been read.
    "crossfile": ("pair",),
    # Images in ECR are known when all files have named theirs.
    "image": ("image",),
    # What suppresses findings is looked at after everything else.
    "ignore": ("ignore",),
    "configuration": ("configuration",),
}
LANGUAGES = {
    "dockerfile": "dockerfile",
    "taskdefinition": "json",
    "service": "json",
    "lifecycle": "json",
    "crossfile": "json",
    "image": "json",
    "ignore": "dockerfile",
    "configuration": "toml",
}

_families: dict[str, tuple[Rule, ...]] = {}


def family(name: str) -> tuple[Rule, ...]:
    """All rules of a family, in the order of their codes; imported on first use."""
    if name not in _families:
        rules = []
        for module in _modules(name):
            rule: Rule = module.rule
            rule.name = module.__name__.rpartition(".")[2].replace("_", "-")
            rule.family = name
            rule.documentation = module.__doc__ or ""
            rules.append(rule)
        rules.sort(key=lambda rule: rule.code)
        _families[name] = tuple(rules)
    return _families[name]


def everything() -> tuple[Rule, ...]:
    """All rules of all families, in the order of their codes."""
    rules = [rule for name in FAMILIES for rule in family(name)]
    return tuple(sorted(rules, key=lambda rule: rule.code))


def for_kind(kind: str) -> tuple[Rule, ...]:
    """The rules that look at a kind of document."""
    return tuple(rule for name, kinds in FAMILIES.items() if kind in kinds for rule in family(name))


def find(selector: str) -> Rule | None:
    """The rule with this code or name, whatever family it belongs to."""
    wanted = selector.lower()
    # The families at hand first: most questions are about rules that have just run.
    for rules in chain(tuple(_families.values()), map(family, FAMILIES)):
        for rule in rules:
            if wanted in {rule.code.lower(), rule.name}:
                return rule
    return None


def _modules(family_name: str) -> Iterator[ModuleType]:
    """The pages of a family, imported."""
    package = import_module(f"ecslint.rules.{family_name}")
    folder = package.__path__[0]
    if not os.path.isdir(folder):
        from pkgutil import iter_modules  # noqa: PLC0415 - only needed when the package is read from a zip

        for info in iter_modules(package.__path__):
            yield import_module(f"{package.__name__}.{info.name}")
        return
    for entry in os.listdir(folder):
        if entry.endswith(".py") and entry[0] != "_":
            yield _module(f"{package.__name__}.{entry[:-3]}", os.path.join(folder, entry))


def _module(name: str, path: str) -> ModuleType:
    """One page, imported without the search for a file that is already known: a third of what a hundred pages cost."""
    module = sys.modules.get(name)
    if module is None:
        loader = SourceFileLoader(name, path)
        code = loader.get_code(name)
        if code is None:
            return import_module(name)
        module = ModuleType(name)
        module.__file__ = path
        module.__loader__ = loader
        sys.modules[name] = module
        exec(code, module.__dict__)
    return module


class Selection(NamedTuple):
    """Which rules run: the more exact selector wins, and of two equally exact ones `ignore` wins, but not over `always`."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    always: tuple[str, ...] = ()

    def pick(self, rules: Iterable[Rule]) -> tuple[Rule, ...]:
        """The selected ones among `rules`."""
        return tuple(rule for rule in rules if self.includes(rule))

    def includes(self, rule: Rule) -> bool:
        wanted = max((exactness(rule, word) for word in (*self.select, *self.extend_select)), default=0)
        if not wanted and not self.select and rule.default:
            wanted = 1
        unwanted = max((exactness(rule, word) for word in self.ignore), default=0)
        return wanted > unwanted or any(exactness(rule, word) for word in self.always)

    def verify(self) -> None:
        """Raise `UsageError` for a selector that no rule answers to, with the nearest name."""
        for selector in (*self.select, *self.ignore, *self.extend_select, *self.always):
            check_selector(selector)


def check_selector(selector: str) -> None:
    """Raise `UsageError` if no rule answers to a selector."""
    rules = everything()
    if any(exactness(rule, selector) for rule in rules):
        return
    near = nearest(selector)
    hint = f"; did you mean `{near}`" if near else "; `ecslint rules` lists them all"
    raise UsageError(f"no rule, prefix or category is called `{selector}`{hint}")


def nearest(selector: str) -> str | None:
    """The code, name or category that a misspelt selector comes nearest to."""
    from difflib import get_close_matches  # noqa: PLC0415 - only on the way to an error

    names = [word for rule in everything() for word in (rule.code, rule.name, *rule.categories)]
    family = selector.upper().rstrip("0123456789")
    if family != selector.upper():
        # A number of another family is no slip of the pen.
        names = [name for name in names if name.startswith(family)] or names
    for word, among in ((selector, [*names, "ALL"]), (selector.upper(), names)):
        near = get_close_matches(word, among, n=1)
        if near:
            return near[0]
    return None


def codes(selectors: Sequence[str]) -> frozenset[str]:
    """The codes of the rules that some selectors name."""
    rules = everything() if selectors else ()
    return frozenset(rule.code for rule in rules if any(exactness(rule, word) for word in selectors))


# How exact another tool's id for a check is.
_BY_PEER = 50


def exactness(rule: Rule, selector: str) -> int:
    """How exactly a selector names a rule: 0 not at all, 2 everything, 3 a category or peer tool, 4+ prefix, 99 by name."""
    if selector in {rule.code, rule.name}:
        return 99
    upper = selector.upper()
    if upper == "ALL":
        return 2
    lower = selector.lower()
    if upper == rule.code or lower == rule.name:
        return 99
    if lower in rule.categories:
        return 3
    if len(selector) >= 2 and rule.code.startswith(upper):
        return 3 + len(selector)
    wanted = _as_listed(lower)
    for peer in rule.peers:
        name = peer.lower()
        tool, _, identifier = name.partition(":")
        if lower == tool:
            return 3
        if wanted in {identifier, name}:
            return _BY_PEER
    return 0


def _as_listed(selector: str) -> str:
    """Another tool's id as rules list it: without trivy's older `AVD-` and cdk-preflight's `pf-ecs-`, and of the UUID of KICS its
    first part."""
    tool, colon, name = selector.rpartition(":")
    name = name.removeprefix("avd-").removeprefix("pf-ecs-").removeprefix("pf-ecr-")
    if len(name) == 36 and name[8] == name[13] == "-":
        name = name[:8]
    return tool + colon + name


def by_peer(identifier: str) -> tuple[Rule, ...]:
    """The rules that carry another tool's id, in the order of their codes."""
    return tuple([rule for rule in everything() if exactness(rule, identifier) == _BY_PEER])


def parse_selectors(words: Sequence[str]) -> tuple[str, ...]:
    """Selectors from command line values, each of which may be a list with commas."""
    return tuple(part.strip() for word in words for part in word.split(",") if part.strip())
