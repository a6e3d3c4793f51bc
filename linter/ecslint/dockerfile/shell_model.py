"""What shell text means to a rule: simple commands in order, and the pipelines and lists that join them."""

from collections.abc import Iterator

from ecslint.dockerfile.shell_options import Options, read_options, shell_settings
from ecslint.dockerfile.shell_words import Assignment, Word
from ecslint.dockerfile.shell_wrappers import Effective, effective
from ecslint.source import Excerpt, Span


class Heredoc:
    """A here-document: `body` is None where the text ends before it, `expand` False when its word is quoted."""

    __slots__ = ("body_end", "body_start", "delimiter", "excerpt", "expand", "strip_tabs")

    def __init__(self, excerpt: Excerpt, delimiter: str, expand: bool, strip_tabs: bool) -> None:
        self.excerpt = excerpt
        self.delimiter = delimiter
        self.expand = expand
        self.strip_tabs = strip_tabs
        self.body_start = -1
        self.body_end = -1

    @property
    def body(self) -> str | None:
        """The lines up to the terminator as written, leading tabs included."""
        if self.body_start < 0:
            return None
        return self.excerpt.text[self.body_start : self.body_end]

    @property
    def span(self) -> Span:
        """Where the body stands; empty at the start of the text when it has none."""
        return self.excerpt.span(max(0, self.body_start), max(0, self.body_end))


class Redirect:
    """`2>&1`, `> file`, `<<< word`: `descriptor` is "2" here, "" when left out; `target` None when missing."""

    __slots__ = ("descriptor", "end", "excerpt", "heredoc", "operator", "start", "target")

    def __init__(self, excerpt: Excerpt, descriptor: str, operator: str, start: int, end: int) -> None:
        self.excerpt = excerpt
        self.descriptor = descriptor
        self.operator = operator
        self.target: Word | None = None
        self.heredoc: Heredoc | None = None
        self.start = start
        self.end = end

    @property
    def span(self) -> Span:
        return self.excerpt.span(self.start, self.end)


class Shell:
    """One shell process, real or forked: what `set` changes in it stays in it.

    `parent` is the shell it starts with the settings of, None for one that starts with its own; `host` is the
    command that was given its text, as `bash -c`.
    """

    __slots__ = ("host", "parent")

    def __init__(self, parent: "Shell | None" = None, host: "Command | None" = None) -> None:
        self.parent = parent
        self.host = host


class Element:
    """What a pipeline is made of: a simple command or a compound one.

    `operator` joins it to what follows in the same list (`&&`, `||`, `;`, `|`, `|&`, `&`, newline), and is None
    for the last, unless that goes to the background with `&`. `context` names the constructs around it, outermost
    first.
    """

    __slots__ = (
        "context",
        "end",
        "excerpt",
        "operator",
        "pipeline",
        "previous_operator",
        "redirects",
        "start",
    )

    def __init__(self, excerpt: Excerpt, start: int, context: tuple[str, ...]) -> None:
        self.excerpt = excerpt
        self.start = start
        self.end = start
        self.context = context
        self.redirects: list[Redirect] = []
        self.operator: str | None = None
        self.previous_operator: str | None = None
        self.pipeline: Pipeline

    @property
    def depth(self) -> int:
        """How many constructs stand around it."""
        return len(self.context)

    @property
    def span(self) -> Span:
        return self.excerpt.span(self.start, self.end)

    @property
    def text(self) -> str:
        return self.excerpt.text[self.start : self.end]

    @property
    def heredocs(self) -> list[Heredoc]:
        return [redirect.heredoc for redirect in self.redirects if redirect.heredoc is not None]


class Command(Element):
    """A simple command: assignments, words, redirects.

    `words` are its own words from the first, wrappers included; `name` and `arguments` look behind `env`, `exec`,
    `time`, `timeout 5`, `xargs` and their like. `[[ ... ]]` and `(( ... ))` are commands of these names. `parent`
    is the command this one is nested in: its word holds the substitution or the text for `sh -c`.
    """

    __slots__ = ("_effective", "_inner", "assignments", "parent", "shell", "words")

    def __init__(
        self, excerpt: Excerpt, start: int, context: tuple[str, ...], shell: Shell, parent: "Command | None"
    ) -> None:
        super().__init__(excerpt, start, context)
        self.assignments: list[Word] = []
        self.words: list[Word] = []
        self.shell = shell
        self.parent = parent
        self._effective: Effective | None = None
        self._inner: Command | None = None

    @property
    def effective(self) -> Effective:
        if self._effective is None:
            self._effective = effective(self.words)
        return self._effective

    @property
    def name(self) -> str | None:
        """The program's base name, None when unknown: `/usr/bin/apt-get` is "apt-get", `python3 -m pip` and `pip3` "pip"."""
        return self.effective.name

    @property
    def name_word(self) -> Word | None:
        position = self.effective.position
        return self.words[position] if position < len(self.words) else None

    @property
    def arguments(self) -> list[Word]:
        """The words behind the one that `name` comes from."""
        return self.words[self.effective.position + 1 :]

    @property
    def wrappers(self) -> tuple[str, ...]:
        """Names of what was looked behind, as `("env", "xargs")`."""
        return self.effective.wrappers

    @property
    def environment(self) -> list[Assignment]:
        """The variables set for this command alone, by a prefix, by `env`, or by `sudo`."""
        words = self.assignments + [self.words[index] for index in self.effective.assignments]
        return [assignment for word in words if (assignment := word.assignment)]

    @property
    def inner(self) -> "Command | None":
        """What `sudo`, `gosu`, `chroot`, `find -exec` and their like run, as a command of its own."""
        start, end = self.effective.inner
        if self._inner is None and start < end:
            words = self.words[start:end]
            inner = Command(self.excerpt, words[0].start, self.context, self.shell, self.parent)
            inner.words = words
            inner.end = words[-1].end
            inner.redirects = self.redirects
            inner.operator = self.operator
            inner.previous_operator = self.previous_operator
            inner.pipeline = self.pipeline
            self._inner = inner
        return self._inner

    @property
    def unwrapped(self) -> "Command":
        """The innermost command behind `sudo` and its like; most often the command itself."""
        command = self
        while (inner := command.inner) is not None:
            command = inner
        return command

    def options(self, values: frozenset[str] = frozenset(), clusters: bool = True) -> Options:
        """The arguments read as options and operands, in any order and form.

        `values` names the options that take a value (`-o`, `--option`); without `clusters`, `-abc` is one option.
        """
        return read_options(self.arguments, values, clusters, "xargs" in self.wrappers)

    def has_flag(self, *names: str, values: frozenset[str] = frozenset()) -> bool:
        """Whether one of the options `names` is certainly given."""
        return any(option.name in names for option in self.options(values).given)

    def subcommand(self, values: frozenset[str] = frozenset()) -> str | None:
        """The first operand, as "install" of `apt-get -o X=Y install`; expansions that may be options are passed over."""
        for word in self.options(values).operands:
            if word.value is not None:
                return word.value
            if word.prefix or not word.is_splittable:
                return None
        return None

    def __repr__(self) -> str:
        return f"<Command {self.text!r}>"


class Compound(Element):
    """`( )`, `{ }`, `if`, `while`, `until`, `for`, `select`, `case` or a function, by `kind`.

    `kind` is the word its commands carry in their context ("subshell", "group", "if", "function", ...). `lists` are
    those directly in it, conditions first; `words` those of `for ... in` or the subject of `case`.
    """

    __slots__ = ("kind", "lists", "words")

    def __init__(self, excerpt: Excerpt, start: int, context: tuple[str, ...], kind: str) -> None:
        super().__init__(excerpt, start, context)
        self.kind = kind
        self.lists: list[AndOrList] = []
        self.words: list[Word] = []

    @property
    def commands(self) -> list[Command]:
        """Its simple commands, those of nested compounds too, those of substitutions not."""
        return [
            command for item in self.lists for pipeline in item.pipelines for command in pipeline.commands
        ]

    def __repr__(self) -> str:
        return f"<Compound {self.kind} {self.text!r}>"


class Pipeline:
    """Commands joined by `|`, most often just one; `operator` (`&&`, `||`, ...) is what follows it."""

    __slots__ = ("elements", "negated", "start")

    def __init__(self, negated: bool, start: int) -> None:
        self.elements: list[Command | Compound] = []
        self.negated = negated
        self.start = start

    @property
    def operator(self) -> str | None:
        return self.elements[-1].operator

    @property
    def commands(self) -> list[Command]:
        """The simple commands in it, those of `(a; b) | c` and their like too."""
        found: list[Command] = []
        for element in self.elements:
            if isinstance(element, Command):
                found.append(element)
            else:
                found.extend(element.commands)
        return found

    @property
    def span(self) -> Span:
        last = self.elements[-1]
        return last.excerpt.span(self.start, last.end)


class AndOrList:
    """Pipelines joined by `&&` and `||`; what ends it is `;`, `&`, a newline or the text."""

    __slots__ = ("pipelines",)

    def __init__(self, pipelines: list[Pipeline]) -> None:
        self.pipelines = pipelines

    @property
    def operator(self) -> str | None:
        return self.pipelines[-1].operator

    @property
    def span(self) -> Span:
        last = self.pipelines[-1].elements[-1]
        return last.excerpt.span(self.pipelines[0].start, last.end)


class ShellProblem:
    """Where the text is no shell: a few words and a place. Another shell may well accept it."""

    __slots__ = ("excerpt", "message", "start")

    def __init__(self, message: str, excerpt: Excerpt, start: int) -> None:
        self.message = message
        self.excerpt = excerpt
        self.start = start

    @property
    def span(self) -> Span:
        return self.excerpt.span(self.start, min(self.start + 1, len(self.excerpt.text)))


class Script:
    """Parsed shell text.

    `commands` are all simple commands in source order, those in compounds, substitutions and the text of `sh -c`
    too. `pipelines` likewise. `lists` are those of the top level. `known` is False, and everything empty, for text
    of a language that is not read here (PowerShell, cmd, another interpreter in `#!`).
    """

    __slots__ = ("commands", "excerpt", "known", "lists", "pipelines", "problems", "shebang", "shell")

    def __init__(self, excerpt: Excerpt, known: bool, shebang: str | None) -> None:
        self.excerpt = excerpt
        self.known = known
        self.shebang = shebang
        self.shell = Shell()
        self.commands: tuple[Command, ...] = ()
        self.pipelines: tuple[Pipeline, ...] = ()
        self.lists: tuple[AndOrList, ...] = ()
        self.problems: tuple[ShellProblem, ...] = ()

    @property
    def only_command(self) -> Command | None:
        """The command, when the text is one simple command and nothing else."""
        if len(self.commands) != 1 or self.problems or self.commands[0].operator is not None:
            return None
        (command,) = self.commands
        alone = command.text == self.excerpt.text.strip() and not command.pipeline.negated
        return command if alone else None

    @property
    def unwrapped(self) -> Iterator[Command]:
        """The commands, each without `sudo` and its like."""
        return (command.unwrapped for command in self.commands)

    def settings(
        self, before: Command | None = None, initial: frozenset[str] = frozenset()
    ) -> frozenset[str]:
        """The `set -o` names (`errexit`, `pipefail`, ...) that are on when `before` runs, or at the end.

        `initial` are those the shell of this text starts with; a `set` that stands in a condition or a function is
        taken as run.
        """
        line = [before.shell if before is not None else self.shell]
        while (parent := line[-1].parent) is not None:
            line.append(parent)
        host = line[-1].host
        on = set(initial)
        if host is not None:
            on = set()
            shell_settings(host.unwrapped.arguments, on)
        elif self.shebang is not None:
            shell_settings(_interpreter_options(self.excerpt, self.shebang), on)
        for command in self.commands:
            if command is before:
                break
            if command.shell in line and command.name == "set":
                shell_settings(command.arguments, on)
        return frozenset(on)


def _interpreter_options(excerpt: Excerpt, shebang: str) -> list[Word]:
    """The options of the interpreter named in a `#!` line."""
    words: list[Word] = []
    at = excerpt.text.index(shebang)
    for text in shebang.split():
        at = excerpt.text.index(text, at)
        words.append(Word(excerpt, at, at + len(text)))
        at += len(text)
    return words[1:]
