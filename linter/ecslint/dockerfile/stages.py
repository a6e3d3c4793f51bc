"""The stage graph: which stage is built from which, and what USER, SHELL and variables hold in each."""

import posixpath
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ecslint.annotations import TypeVar, cast
from ecslint.dockerfile.expand import Expansion
from ecslint.dockerfile.images import ImageUse
from ecslint.dockerfile.instruction import Instruction
from ecslint.dockerfile.model import Arg as ArgInstruction
from ecslint.dockerfile.model import Cmd, Copy, Entrypoint, Env, From, Onbuild, Run, Shell, User, Workdir
from ecslint.dockerfile.mounts import Mount
from ecslint.dockerfile.paths import is_absolute
from ecslint.dockerfile.scope import PLATFORM_ARGS, Scope, Setting, Variables
from ecslint.source import Span

DIALECTS = {"sh": "sh", "bash": "sh", "ash": "sh", "dash": "sh", "zsh": "sh", "ksh": "sh", "busybox": "sh",
            "powershell": "powershell", "pwsh": "powershell", "cmd": "cmd"}  # fmt: skip

# In the name or tag of an image that runs on Windows only.
_WINDOWS = ("windows", "nanoserver", "dotnet/framework")

Kind = TypeVar("Kind", bound=Instruction)

# No real working directory is longer.
_MAX_PATH = 4096


class Stage:
    """One FROM and what follows it.

    `name` is the lower-cased alias or None, `instructions` start with the FROM, `parent` is the earlier stage it
    is built from, `base` what its FROM names, `root_base` the image that the whole chain stands on. `is_final` says
    that a plain build ends here, `is_shipped` that its layers are part of what a plain build makes: the final stage,
    and those it is built from.
    """

    __slots__ = (
        "_globals",
        "_inherited",
        "_kinds",
        "_named_shell",
        "_variables",
        "_workdirs",
        "base",
        "from_",
        "index",
        "instructions",
        "is_final",
        "is_shipped",
        "name",
        "parent",
        "root_base",
    )

    def __init__(
        self, index: int, from_: From, instructions: tuple[Instruction, ...], global_variables: Variables
    ) -> None:
        self.index = index
        self.from_ = from_
        self.instructions = instructions
        self.name = from_.alias.text.lower() if from_.alias else None
        self.parent: Stage | None = None
        self.base: ImageUse
        self.root_base: ImageUse
        self.is_final = False
        self.is_shipped = False
        self._globals = global_variables
        self._variables: Variables | None = None
        self._workdirs: list[tuple[int, str | None]] | None = None
        self._kinds: dict[type[Instruction], tuple[Instruction, ...]] = {}
        self._inherited: dict[type[Instruction], Instruction | None] = {}
        self._named_shell: str | None = None

    @property
    def span(self) -> Span:
        return self.from_.span

    @property
    def logical(self) -> str:
        return f"stage {self.name or self.index}"

    @property
    def chain(self) -> "Iterator[Stage]":
        """This stage and those it is built from, the nearest first."""
        stage: Stage | None = self
        while stage is not None:
            yield stage
            stage = stage.parent

    @property
    def effective_user(self) -> User | None:
        """The USER that holds at the end, inherited from earlier stages too; None if only the image decides."""
        return self.in_force(User)

    def in_force(self, kind: type[Kind], before: Instruction | None = None) -> Kind | None:
        """The last instruction of a kind above `before`, or in all of the stage, inherited from earlier stages too."""
        own = self._of_kind(kind)
        count = (
            len(own)
            if before is None
            else bisect_left(own, before.span.start, key=lambda one: one.span.start)
        )
        if count:
            return own[count - 1]
        # What is found is remembered in each stage that was passed, so that a long chain is climbed once.
        passed: list[Stage] = []
        found: Instruction | None = None
        stage: Stage | None = self
        while stage is not None:
            last = stage._of_kind(kind)[-1:]
            if kind in stage._inherited or (last and stage is not self):
                found = last[0] if last and stage is not self else stage._inherited[kind]
                break
            passed.append(stage)
            stage = stage.parent
        for one in passed:
            one._inherited[kind] = found
        return cast("Kind | None", found)

    def overridden(self, kind: type[Kind]) -> tuple[tuple[Kind, Kind], ...]:
        """The instructions of a kind that is for the last one of a stage alone, but for that one; and it beside each."""
        own = self._of_kind(kind)
        return tuple([(one, own[-1]) for one in own[:-1]])

    def _of_kind(self, kind: type[Kind]) -> tuple[Kind, ...]:
        if kind not in self._kinds:
            self._kinds[kind] = tuple([one for one in self.instructions if isinstance(one, kind)])
        return cast("tuple[Kind, ...]", self._kinds[kind])

    @property
    def starts_something(self) -> bool:
        """Does it, or a stage it is built from, say what to run?"""
        return any(isinstance(one, Cmd | Entrypoint) for stage in self.chain for one in stage.instructions)

    @property
    def variables(self) -> Variables:
        """ARG and ENV with what is inherited."""
        if self._variables is None:
            # From the root upwards, so that a long chain of stages needs no deep recursion.
            for stage in reversed(list(self.chain)):
                if stage._variables is None:
                    stage._variables = stage._collect()
        assert self._variables is not None
        return self._variables

    def scope(self, instruction: Instruction) -> Scope:
        """The variables as an instruction of this stage sees them."""
        return self.variables.at(instruction.span.start)

    def dialect(self, instruction: Instruction) -> str:
        """The shell of shell forms at an instruction: "sh", "powershell", "cmd", or "" when it is unknown."""
        shell = self.in_force(Shell, instruction)
        if shell is not None and shell.json_words:
            program = shell.json_words[0].text.replace("\\", "/").rpartition("/")[2].lower()
            return DIALECTS.get(program.removesuffix(".exe"), "")
        if self._named_shell is not None:
            return DIALECTS.get(self._named_shell, "")
        base = f"{self.root_base.text} {self.root_base.resolved}".lower()
        if any(word in base for word in _WINDOWS):
            return "cmd"
        # Whoever escapes by a backtick writes paths of Windows; what shell an unknown base has is anybody's guess.
        return "" if self.from_.escape == "`" and self.root_base.reference is None else "sh"

    def workdir_at(self, instruction: Instruction) -> str | None:
        """The working directory at an instruction, below it if it is a WORKDIR; None where the image or an unknown decides."""
        if self._workdirs is None:
            for stage in reversed(list(self.chain)):
                if stage._workdirs is None:
                    stage._workdirs = list(stage._collect_workdirs())
        assert self._workdirs is not None
        return self._workdirs[
            bisect_left(self._workdirs, instruction.span.start + 1, key=lambda workdir: workdir[0]) - 1
        ][1]

    def _collect_workdirs(self) -> Iterator[tuple[int, str | None]]:
        parent = self.parent
        path = "/" if self.base.is_scratch else None
        if parent is not None and parent._workdirs:
            path = parent._workdirs[-1][1]
        yield -1, path
        for instruction in self._of_kind(Workdir):
            value = self.scope(instruction).value(instruction.words[0].text) if instruction.words else ""
            if value is None:
                path = None
            elif is_absolute(value):
                path = value
            elif path is not None:
                path = posixpath.join(path, value) if len(path) < _MAX_PATH else None
            yield instruction.span.start, path

    def _collect(self) -> Variables:
        parent = self.parent
        if parent is not None:
            variables = Variables(self.from_.escape, parent.variables.missing, parent._variables)
        else:
            variables = Variables(self.from_.escape, "empty" if self.base.is_scratch else "unknown")
        for instruction in self.instructions:
            if isinstance(instruction, ArgInstruction):
                declare(variables, instruction, self._globals)
            elif isinstance(instruction, Env):
                at = instruction.span.start
                scope = variables.at(at)
                for pair in instruction.pairs:
                    if pair.value is not None:
                        value = scope.value(pair.value.text)
                        variables.set(
                            scope.expand(pair.key.text).value or pair.key.text,
                            Setting(at, value, pair, is_env=True),
                        )
        return variables


def declare(variables: Variables, instruction: Instruction, global_variables: Variables | None) -> None:
    """Add the names of an ARG; a bare name takes the global default, else its value is unknown."""
    at = instruction.span.start
    for pair in instruction.pairs:
        name = pair.key.text
        if pair.value is not None:
            # A name of the same line counts for the next one.
            value = variables.at(at + 1).value(pair.value.text)
            variables.set(name, Setting(at, value, pair, is_env=False))
            continue
        known = global_variables.lookup(name, None) if global_variables else None
        if known is not None:
            variables.set(name, known._replace(at=at))
        elif variables.lookup(name, at) is None:
            variables.set(name, Setting(at, None, pair, is_env=False))


class Graph:
    """The stages of a file, the images it names, and the variables of the lines before the first FROM."""

    __slots__ = ("_by_name", "_last_by_name", "global_variables", "images", "stages")

    def __init__(self, instructions: Sequence[Instruction], comments: Sequence[Span], escape: str) -> None:
        self.global_variables = Variables(escape, "empty")
        for name in PLATFORM_ARGS:
            self.global_variables.set(name, Setting(-1, None, None, is_env=False))
        self.images: list[ImageUse] = []
        self._by_name: dict[str, Stage] = {}
        self.stages = tuple(self._stages(instructions))
        # Of two stages with one name the later is meant.
        self._last_by_name = {stage.name: stage for stage in self.stages if stage.name}
        for stage in self.stages:
            self._link(stage)
        self._name_shells(comments)
        if self.stages:
            self.stages[-1].is_final = True
            for stage in self.stages[-1].chain:
                stage.is_shipped = True

    def _name_shells(self, comments: Sequence[Span]) -> None:
        """Note the shell of images that nobody else can know: `# hadolint shell=pwsh` below a FROM names it."""
        starts = [stage.span.start for stage in self.stages]
        for comment in [comment for comment in comments if "hadolint" in comment.text]:
            match = re.fullmatch(r"#\s*hadolint\s+shell\s*=\s*(\S+)\s*", comment.text)
            at = bisect_left(starts, comment.start) - 1
            if match is not None and at >= 0:
                self.stages[at]._named_shell = match[1].rpartition("/")[2].lower().removesuffix(".exe")
        for stage in self.stages:
            if stage._named_shell is None and stage.parent is not None:
                stage._named_shell = stage.parent._named_shell

    def _stages(self, instructions: Sequence[Instruction]) -> Iterator[Stage]:
        starts = [index for index, one in enumerate(instructions) if isinstance(one, From)]
        for instruction in instructions[: starts[0] if starts else None]:
            if isinstance(instruction, ArgInstruction):
                declare(self.global_variables, instruction, None)
        for number, start in enumerate(starts):
            end = starts[number + 1] if number + 1 < len(starts) else len(instructions)
            from_ = instructions[start]
            assert isinstance(from_, From)
            stage = Stage(number, from_, tuple(instructions[start:end]), self.global_variables)
            for instruction in stage.instructions:
                instruction.stage = stage
                if isinstance(instruction, Onbuild) and instruction.inner is not None:
                    instruction.inner.stage = stage
            yield stage

    def _link(self, stage: Stage) -> None:
        """Find what a stage is built from, and the images it takes files from."""
        from_ = stage.from_
        word = from_.image_word
        text = word.text if word else ""
        scope = self.global_variables.at(None)
        expansion = scope.expand(text)
        # FROM compares as written with names in lower case, and only with earlier ones.
        found = self._by_name.get(expansion.value) if expansion.value else None
        stage.parent = found
        is_stage = found is not None or self._is_family(expansion)
        stage.base = ImageUse(
            from_, text, word.span if word else from_.keyword_span, scope, expansion, found, is_stage=is_stage
        )
        stage.root_base = stage.base if found is None else found.root_base
        from_.image = stage.base
        self.images.append(stage.base)
        for instruction in stage.instructions[1:]:
            inner = instruction.inner or instruction
            if isinstance(inner, Copy) and inner.from_flag is not None and inner.from_flag.value:
                span = inner.from_flag.value_span or inner.from_flag.span
                self.images.append(self._other(inner, inner.from_flag.value, span, index_too=True))
            elif isinstance(inner, Run):
                self.images += [self._mounted(inner, mount) for mount in inner.mounts if mount.get("from")]
        if stage.name:
            self._by_name[stage.name] = stage

    def _mounted(self, run: Run, mount: Mount) -> ImageUse:
        return self._other(run, mount.get("from") or "", mount.span_of("from"), index_too=False)

    def _other(self, instruction: Instruction, text: str, span: Span, *, index_too: bool) -> ImageUse:
        stage = None
        is_stage = False
        if not instruction.is_inner:
            stage = self._last_by_name.get(text.lower())
            if stage is None and index_too and text.isdecimal():
                stage = self.stages[int(text)] if len(text) < 9 and int(text) < len(self.stages) else None
                is_stage = True
        expansion = Expansion(text, (), (), None, text, text)
        return ImageUse(
            instruction, text, span, None, expansion, stage, is_stage=is_stage or stage is not None
        )

    def _is_family(self, expansion: Expansion) -> bool:
        """Does an unknown name fit several stages, as `build-${TARGETARCH}` does?"""
        prefix, suffix = expansion.prefix, expansion.suffix
        if expansion.value is not None or not (prefix or suffix):
            return False
        return any(name.startswith(prefix) and name.endswith(suffix) for name in self._by_name)
