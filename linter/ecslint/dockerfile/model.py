"""Instructions by their kind: what each says, worked out once for all rules."""

from ecslint.annotations import TYPE_CHECKING
from ecslint.dockerfile import shell
from ecslint.dockerfile.exec_form import shell_text
from ecslint.dockerfile.flags import Flag
from ecslint.dockerfile.instruction import Instruction, keyword_of
from ecslint.dockerfile.mounts import Mount
from ecslint.dockerfile.ports import Port, ports_of
from ecslint.dockerfile.shell import Command, Script
from ecslint.dockerfile.words import Word
from ecslint.source import Excerpt, Span

if TYPE_CHECKING:
    from collections.abc import KeysView, Sequence

    from ecslint.dockerfile.heredoc import Heredoc
    from ecslint.dockerfile.images import ImageUse
    from ecslint.dockerfile.split import Split


class From(Instruction):
    """FROM: `image` is filled in by the stage graph."""

    __slots__ = ("image",)

    image: "ImageUse"

    @property
    def image_word(self) -> Word | None:
        return self.words[0] if self.words else None

    @property
    def alias(self) -> Word | None:
        """The name after AS."""
        words = self.words
        return words[2] if len(words) >= 3 and words[1].text.lower() == "as" else None


class Transfer(Instruction):
    """What COPY and ADD have in common: sources and a destination."""

    __slots__ = ()

    @property
    def sources(self) -> tuple[Word, ...]:
        return self.words[:-1]

    @property
    def destination(self) -> Word | None:
        return self.words[-1] if len(self.words) >= 2 else None


class Copy(Transfer):
    """COPY."""

    __slots__ = ()

    @property
    def from_flag(self) -> Flag | None:
        return next((flag for flag in self.flag_list if flag.name == "from"), None)


class Add(Transfer):
    """ADD."""

    __slots__ = ()


class Executed(Instruction):
    """What RUN, CMD, ENTRYPOINT and HEALTHCHECK have in common: a command, as words or for a shell."""

    __slots__ = ("_called", "_commands", "_scripts")

    _called: dict[str, list[Command]] | None
    _commands: tuple[Command, ...] | None
    _scripts: tuple[Script, ...] | None

    @property
    def is_shell_form(self) -> bool:
        return self.json_words is None

    @property
    def scripts(self) -> tuple[Script, ...]:
        """The shell texts in it, parsed once: the command itself, or the heredoc that is the script.

        The JSON form is one command; for a shell in it, `["sh", "-c", "..."]`, its text is parsed too. Empty texts of
        PowerShell or cmd have `known` False.
        """
        try:
            scripts = self._scripts
        except AttributeError:
            scripts = None
        if scripts is None:
            scripts = self._scripts = tuple(self._parse())
        return scripts

    @property
    def commands(self) -> tuple[Command, ...]:
        """All simple commands in source order."""
        try:
            commands = self._commands
        except AttributeError:
            commands = None
        if commands is None:
            commands = tuple([command for script in self.scripts for command in script.commands])
            self._commands = commands
        return commands

    @property
    def programs(self) -> "KeysView[str]":
        """The names of all programs it certainly runs, `sudo` and its like seen through: what most rules ask first."""
        try:
            called = self._called
        except AttributeError:
            called = None
        if called is None:
            called = self._called = {}
            for command in self.commands:
                inner = command.unwrapped
                if inner.name is not None:
                    called.setdefault(inner.name, []).append(inner)
        return called.keys()

    def calls(self, *programs: str) -> "Sequence[Command]":
        """The commands that run one of these programs, `sudo` and its like seen through, in source order."""
        if self.programs.isdisjoint(programs):
            return ()
        called = self._called or {}
        found = [called[program] for program in programs if program in called]
        if len(found) == 1:
            return found[0]
        return [inner for command in self.commands if (inner := command.unwrapped).name in programs]

    @property
    def steps(self) -> tuple[Command, ...]:
        """The simple commands without the shells that are only told what to run, as in `bash -c "..."`."""
        hosts = {id(command.shell.told_by) for command in self.commands}
        return tuple([command for command in self.commands if id(command) not in hosts])

    @property
    def dialect(self) -> str:
        """The shell that shell forms run in here: "sh", "powershell", "cmd", or "" if unknown."""
        return self.stage.dialect(self) if self.stage is not None else "sh"

    def _parse(self) -> list[Script]:
        if self.json_words is not None:
            return (
                [shell.parse(shell_text([word.excerpt for word in self.json_words]))]
                if self.json_words
                else []
            )
        return [shell.parse(self.command, self.dialect)] if self.command.text else []


class Run(Executed):
    """RUN."""

    __slots__ = ("_mounts",)

    _mounts: "tuple[Mount, ...] | None"

    @property
    def mounts(self) -> "tuple[Mount, ...]":
        return tuple(Mount(flag) for flag in self.flag_list if flag.name == "mount" and flag.value)

    def _parse(self) -> list[Script]:
        if not self.heredocs or self.json_words is not None:
            return super()._parse()
        line = self.arguments
        markers = [heredoc.marker_span for heredoc in self.heredocs]
        if len(self.words) == 1 and line.span(0, len(line.text)).start == markers[0].start:
            # `RUN <<EOF` alone: the body is the script of the current shell, or of the interpreter in its first line.
            return [shell.parse(self.heredocs[0].content, self.dialect)]
        script = shell.parse(_with_bodies(line, self.heredocs), self.dialect)
        return [script, *_fed_to_shells(script)]


def _with_bodies(line: Excerpt, heredocs: "tuple[Heredoc, ...]") -> Excerpt:
    """The joined instruction followed by its heredocs, as the shell gets them."""
    text = line.text + "\n"
    pieces = [(start, there) for start, _, there in line.runs(0, len(line.text))]
    end = line.end
    for heredoc in heredocs:
        body = heredoc.body_span
        pieces.append((len(text), body.start))
        last = heredoc.terminator_span or body
        text += line.source.text[body.start : last.end] + "\n"
        end = last.end
    return Excerpt(line.source, text, pieces, end)


def _fed_to_shells(script: Script) -> list[Script]:
    """The heredocs that a shell reads as its script: `RUN bash <<EOF`."""
    scripts = []
    for command in script.commands:
        if command.name in shell.SHELLS and not command.options(frozenset({"-o", "-O"})).operands:
            for heredoc in command.heredocs:
                if heredoc.body is not None:
                    fed = shell.parse(script.excerpt.cut(heredoc.body_start, heredoc.body_end))
                    fed.shell.host = command
                    scripts.append(fed)
    return scripts


class Cmd(Executed):
    """CMD."""

    __slots__ = ()


class Entrypoint(Executed):
    """ENTRYPOINT."""

    __slots__ = ()


class Healthcheck(Executed):
    """HEALTHCHECK."""

    __slots__ = ()

    @property
    def is_none(self) -> bool:
        return self.text.upper() == "NONE"

    def _parse(self) -> list[Script]:
        return [] if self.is_none else super()._parse()


class User(Instruction):
    """USER."""

    __slots__ = ()

    @property
    def value_span(self) -> Span:
        return self.words[0].span if self.words else self.keyword_span

    @property
    def resolved(self) -> str | None:
        """The value with variables filled in, or None if that is unknown."""
        return self._expansion()[0]

    @property
    def name(self) -> str | None:
        """The user without the group, where that is certain."""
        value, prefix = self._expansion()
        if value is None and ":" not in prefix:
            return None
        return (prefix if value is None else value).partition(":")[0].strip()

    @property
    def is_root(self) -> bool:
        """Is it certainly the administrator: root, uid 0, or ContainerAdministrator on Windows?"""
        name = self.name
        if not name:
            return False
        return (
            name == "root"
            or name.lower() == "containeradministrator"
            or (name.isdecimal() and not name.strip("0"))
        )

    def _expansion(self) -> tuple[str | None, str]:
        if not self.words or self.stage is None:
            return None, ""
        expansion = self.stage.scope(self).expand(self.words[0].text)
        return expansion.value, expansion.prefix


class Env(Instruction):
    """ENV."""

    __slots__ = ()


class Arg(Instruction):
    """ARG."""

    __slots__ = ()


class Label(Instruction):
    """LABEL."""

    __slots__ = ()


class Expose(Instruction):
    """EXPOSE."""

    __slots__ = ()

    @property
    def ports(self) -> tuple[Port, ...]:
        """The ports that are certain; a word with an unknown variable in it gives none."""
        return tuple(ports_of(self))


class Maintainer(Instruction):
    """MAINTAINER."""

    __slots__ = ()


class Onbuild(Instruction):
    """ONBUILD: the instruction it holds is `inner`."""

    __slots__ = ()


class Shell(Instruction):
    """SHELL."""

    __slots__ = ()


class Stopsignal(Instruction):
    """STOPSIGNAL."""

    __slots__ = ()

    @property
    def resolved(self) -> str | None:
        """The value with variables filled in, or None if that is unknown."""
        if not self.words or self.stage is None or (self.is_inner and "$" in self.words[0].text):
            return None
        return self.stage.scope(self).value(self.words[0].text)


class Volume(Instruction):
    """VOLUME."""

    __slots__ = ()


class Workdir(Instruction):
    """WORKDIR."""

    __slots__ = ()


_CLASSES: dict[str, type[Instruction]] = {
    "ADD": Add, "ARG": Arg, "CMD": Cmd, "COPY": Copy, "ENTRYPOINT": Entrypoint, "ENV": Env, "EXPOSE": Expose, "FROM": From,
    "HEALTHCHECK": Healthcheck, "LABEL": Label, "MAINTAINER": Maintainer, "ONBUILD": Onbuild, "RUN": Run, "SHELL": Shell,
    "STOPSIGNAL": Stopsignal, "USER": User, "VOLUME": Volume, "WORKDIR": Workdir,
}  # fmt: skip


def read(
    line: Excerpt,
    split: "Split",
    span: Span,
    escape: str,
    heredocs: "tuple[Heredoc, ...]" = (),
    *,
    is_inner: bool = False,
) -> Instruction:
    """The instruction of a logical line, of the class for its keyword; an unknown one is a plain `Instruction`."""
    keyword = keyword_of(line.text[split[0] : split[1]])
    instruction = _CLASSES.get(keyword, Instruction)(line, split, span, escape, heredocs, is_inner=is_inner)
    if keyword == "ONBUILD" and not is_inner and instruction.arguments.text:
        inside = instruction.inner_split
        place = Span(line.source, line.offset(inside[0]), span.end)
        instruction.inner = read(line, inside, place, escape, heredocs, is_inner=True)
    return instruction
