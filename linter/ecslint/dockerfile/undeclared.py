"""Variables that nothing above declares, and what is most likely the reason."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ecslint.dockerfile.model import Arg, Env, From, Run
from ecslint.dockerfile.problem import nearest
from ecslint.source import Span

if TYPE_CHECKING:
    from ecslint.dockerfile.document import Dockerfile
    from ecslint.dockerfile.instruction import Instruction
    from ecslint.dockerfile.stages import Stage

# What a build option may set without any line in the file.
_BUILD_OPTIONS = re.compile(
    r"(?i:(?:https?|ftp|no|all)_proxy)|SOURCE_DATE_EPOCH|BUILDKIT_\w+|[0-9]+|[@*#?$!-]"
)
# Official images whose environment is known to hold PATH and nothing else.
_BARE_IMAGES = frozenset({"alpine", "amazonlinux", "busybox", "centos", "debian", "ubuntu"})
# Commands that may set any variable from a text that is not in the file.
_READERS = frozenset({".", "source", "eval"})


class Undeclared(NamedTuple):
    """One name that is used and not declared, at its first place in a stage.

    `reason`: "later" (the ARG stands below), "global" (declared before the first FROM only), "typo" (`near` is
    declared), "nowhere" (certainly unset). `by_shell` says that the shell of a RUN looks for it, not the builder.
    """

    name: str
    span: Span
    instruction: "Instruction"
    reason: str
    near: str | None
    by_shell: bool


def undeclared(dockerfile: "Dockerfile") -> Iterator[Undeclared]:
    """All of them, each once for a stage; those that the base image may set are left out."""
    seen: set[tuple[int, str]] = set()
    finders: dict[int, _Finder] = {}
    for reference in dockerfile.references:
        instruction = reference.instruction
        stage = instruction.stage
        if reference.is_declared or reference.is_guarded or isinstance(instruction, From):
            continue
        # A variable that extends itself, or takes what a build option may give it.
        if isinstance(instruction, Env | Arg) and any(pair.key.text == reference.name for pair in instruction.pairs):
            continue
        key = (stage.index if stage is not None else -1, reference.name)
        if key in seen or _BUILD_OPTIONS.fullmatch(reference.name):
            continue
        finder = finders.get(key[0])
        if finder is None:
            finder = finders[key[0]] = _Finder(dockerfile, stage)
        found = finder.explain(reference.name, reference.span, instruction)
        if found is not None:
            seen.add(key)
            yield found
    for stage in dockerfile.stages:
        finder = finders.get(stage.index) or _Finder(dockerfile, stage)
        for found in finder.in_runs():
            if (stage.index, found.name) not in seen:
                seen.add((stage.index, found.name))
                yield found


class _Finder:
    """What one stage, or the lines before the first FROM, declare."""

    def __init__(self, dockerfile: "Dockerfile", stage: "Stage | None") -> None:
        self.stage = stage
        self.global_variables = dockerfile.graph.global_variables
        self.later: dict[str, int] = {}
        for instruction in stage.instructions if stage is not None else ():
            if isinstance(instruction, Arg):
                for pair in instruction.pairs:
                    self.later[pair.key.text] = instruction.span.start
        self.base_words, self.is_base_known = self._base()

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

    def explain(self, name: str, span: Span, instruction: "Instruction") -> Undeclared | None:
        if self.later.get(name, -1) > instruction.span.start:
            return Undeclared(name, span, instruction, "later", None, by_shell=False)
        if self.stage is not None and self._is_global(name):
            return Undeclared(name, span, instruction, "global", None, by_shell=False)
        if name == "PATH":
            return None
        scope = self.stage.scope(instruction) if self.stage is not None else self.global_variables.at(span.start)
        names = (*scope, *(self.later if self.stage is not None else ()))
        near = nearest(name, tuple(sorted(set(names) - {name}))) if len(name) > 3 else None
        if near is not None:
            return Undeclared(name, span, instruction, "typo", near, by_shell=False)
        if self.is_base_known:
            return Undeclared(name, span, instruction, "nowhere", None, by_shell=False)
        return None

    def in_runs(self) -> Iterator[Undeclared]:
        """Global and later ARGs that the shell of a RUN looks for."""
        assert self.stage is not None
        names = {name for name in self.global_variables.names() if self._is_global(name)} | set(self.later)
        if not names:
            return
        for instruction in self.stage.instructions:
            if not isinstance(instruction, Run) or "$" not in instruction.span.text:
                continue
            scope = self.stage.scope(instruction)
            for name, span in _shell_uses(instruction, names):
                if name in scope:
                    continue
                reason = "later" if self.later.get(name, -1) > instruction.span.start else "global"
                if reason == "later" or self._is_global(name):
                    yield Undeclared(name, span, instruction, reason, None, by_shell=True)

    def _is_global(self, name: str) -> bool:
        # `ARG NODE_VERSION` before `FROM node:$NODE_VERSION`: that image sets a variable of this name itself.
        return name in self.global_variables.at(None) and name.lower().split("_")[0] not in self.base_words


def _shell_uses(run: Run, names: set[str]) -> Iterator[tuple[str, Span]]:
    """Uses of variables in shell text that can only come from the environment."""
    text = run.span.text
    wanted = {name for name in names if name in text}
    if not wanted:
        return
    commands = run.commands
    if any(command.name in _READERS for command in commands):
        return
    for command in commands:
        for word in (*command.assignments, *command.words):
            for use in word.expansions:
                # A name without a dollar sign may be set there: `X=`, `read X`, `for X in`, `export X`.
                if use.name in wanted and not use.operator and not re.search(rf"(?<![${{\w]){use.name}\b", text):
                    yield use.name, use.span

