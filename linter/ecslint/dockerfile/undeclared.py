"""Variables that nothing above declares, and what is most likely the reason."""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from ecslint.annotations import TYPE_CHECKING
from ecslint.dockerfile.instruction import Instruction
from ecslint.dockerfile.model import Arg, Env, From, Run
from ecslint.dockerfile.problem import nearest
from ecslint.dockerfile.scope import Variables
from ecslint.dockerfile.shell import Compound
from ecslint.record import NamedTuple
from ecslint.source import Span

if TYPE_CHECKING:
    from ecslint.dockerfile.references import Reference
    from ecslint.dockerfile.stages import Graph, Stage

# What a build option may set without any line in the file.
_BUILD_OPTIONS = r"(?i:(?:https?|ftp|no|all)_proxy)|SOURCE_DATE_EPOCH|BUILDKIT_\w+|[0-9]+|[@*#?$!-]"
# Official images whose environment is known to hold PATH and nothing else.
_BARE_IMAGES = frozenset({"alpine", "amazonlinux", "busybox", "centos", "debian", "ubuntu"})
# Commands that may set any variable from a text that is not in the file.
_READERS = frozenset({".", "source", "eval"})
# With more names than this none is searched for one that is nearly the same.
_MANY_NAMES = 200
_USE = r"\$\{?([A-Za-z_]\w*)"
_BARE_WORD = r"(?<![${\w])[A-Za-z_]\w*"


class Undeclared(NamedTuple):
    """One name that is used and not declared, at its first place in a stage.

    `reason`: "later" (the ARG stands below), "global" (declared before the first FROM only), "typo" (`near` is
    declared), "nowhere" (certainly unset). `declared` is the place of a global ARG that the file has.
    """

    name: str
    span: Span
    instruction: Instruction
    reason: str
    declared: Span | None = None
    near: str | None = None

    @property
    def logical(self) -> str:
        return self.instruction.logical


def undeclared(references: "Iterable[Reference]", graph: "Graph") -> Iterator[Undeclared]:
    """All of a file, each once for a stage; those that the base image may set are left out."""
    seen: set[tuple[int, str]] = set()
    finders: dict[int, _Finder] = {}
    last: Instruction | None = None
    own: set[str] = set()
    for reference in references:
        instruction = reference.instruction
        stage = instruction.stage
        if reference.is_declared or reference.is_guarded or isinstance(instruction, From):
            continue
        if instruction is not last:
            # A variable that extends itself, or takes what a build option may give it.
            is_setter = isinstance(instruction, Env | Arg)
            last, own = instruction, {pair.key.text for pair in instruction.pairs} if is_setter else set()
        if reference.name in own:
            continue
        key = (stage.index if stage is not None else -1, reference.name)
        if key in seen or re.fullmatch(_BUILD_OPTIONS, reference.name):
            continue
        finder = finders.get(key[0])
        if finder is None:
            finder = finders[key[0]] = _Finder(graph.global_variables, stage)
        found = finder.explain(reference.name, reference.span, instruction)
        if found is not None:
            seen.add(key)
            yield found
    for stage in graph.stages:
        finder = finders.get(stage.index) or _Finder(graph.global_variables, stage)
        for found in finder.in_runs():
            if (stage.index, found.name) not in seen:
                seen.add((stage.index, found.name))
                yield found


class _Finder:
    """What one stage, or the lines before the first FROM, declare."""

    def __init__(self, global_variables: Variables, stage: "Stage | None") -> None:
        self.stage = stage
        self.global_variables = global_variables
        self.later: dict[str, int] = {}
        for instruction in stage.instructions if stage is not None else ():
            if isinstance(instruction, Arg):
                for pair in instruction.pairs:
                    self.later[pair.key.text] = instruction.span.start
        self.base_words, self.is_base_known = self._base()
        declared = stage.variables if stage is not None else self.global_variables
        names = {*declared.names(), *self.later}
        self.names = tuple(sorted(names)) if len(names) <= _MANY_NAMES else ()

    def _base(self) -> tuple[frozenset[str], bool]:
        """The words of the base image's name, and whether nothing but PATH can come from it."""
        if self.stage is None:
            return frozenset(), True
        base = self.stage.root_base
        if base.is_scratch:
            return frozenset(), True
        reference = base.reference
        is_known = (
            reference is not None
            and reference.path.removeprefix("library/").removeprefix("docker/library/") in _BARE_IMAGES
            and reference.registry in {"docker.io", "public.ecr.aws"}
        )
        return frozenset(re.split(r"[^a-z0-9]+", base.resolved.lower())), is_known

    def explain(self, name: str, span: Span, instruction: Instruction) -> Undeclared | None:
        if self.later.get(name, -1) > instruction.span.start:
            return Undeclared(name, span, instruction, "later")
        if self.stage is not None and self._is_global(name):
            return Undeclared(name, span, instruction, "global", self._declared(name))
        if name == "PATH":
            return None
        near = nearest(name, tuple([one for one in self.names if one != name])) if len(name) > 3 else None
        if near is not None:
            return Undeclared(name, span, instruction, "typo", near=near)
        if self.is_base_known:
            return Undeclared(name, span, instruction, "nowhere")
        return None

    def in_runs(self) -> Iterator[Undeclared]:
        """Global and later ARGs that the shell of a RUN looks for."""
        assert self.stage is not None
        for instruction in self.stage.instructions:
            if not isinstance(instruction, Run) or "$" not in instruction.span.text:
                continue
            scope = self.stage.scope(instruction)
            start = instruction.span.start
            reasons: dict[str, str] = {}
            for name in set(re.findall(_USE, instruction.span.text)):
                is_later = self.later.get(name, -1) > start
                if (is_later or self._is_global(name)) and name not in scope:
                    reasons[name] = "later" if is_later else "global"
            for name, span in _shell_uses(instruction, reasons.keys()):
                yield Undeclared(name, span, instruction, reasons[name], self._declared(name))

    def _declared(self, name: str) -> Span | None:
        setting = self.global_variables.lookup(name, None)
        return setting.pair.key.span if setting is not None and setting.pair is not None else None

    def _is_global(self, name: str) -> bool:
        # `ARG NODE_VERSION` before `FROM node:$NODE_VERSION`: that image sets a variable of this name itself.
        return name in self.global_variables.at(None) and name.lower().split("_")[0] not in self.base_words


def _shell_uses(run: Run, names: AbstractSet[str]) -> Iterator[tuple[str, Span]]:
    """Uses of variables in shell text that can only come from the environment."""
    # A name without a dollar sign may be set there: `X=`, `read X`, `for X in`, `export X`.
    wanted = names - set(re.findall(_BARE_WORD, run.span.text)) if names else set()
    if not wanted:
        return
    commands = run.commands
    if any(command.name in _READERS for command in commands):
        return
    words = [word for command in commands for word in (*command.assignments, *command.words)]
    for script in run.scripts:
        for pipeline in script.pipelines:
            # `case $X in` and `for x in $X`: words that belong to no command.
            words += [
                word
                for element in pipeline.elements
                if isinstance(element, Compound)
                for word in element.words
            ]
    uses = [use for word in words for use in word.expansions if use.name in wanted and not use.operator]
    for use in sorted(uses, key=lambda use: use.span.start):
        yield use.name, use.span
