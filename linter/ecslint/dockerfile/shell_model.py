"""What shell text means to a rule: all its simple commands, and the pipelines and lists that join them."""

from collections.abc import Iterator

from ecslint.dockerfile.shell_command import Command, Element, Shell
from ecslint.dockerfile.shell_options import shell_settings
from ecslint.dockerfile.shell_words import Word
from ecslint.dockerfile.shell_wrappers import SHELLS
from ecslint.source import Excerpt, Span


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

    def __init__(self, start: int, *, negated: bool) -> None:
        self.elements: tuple[Command | Compound, ...] = ()
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

    def __init__(self, pipelines: tuple[Pipeline, ...]) -> None:
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


# The settings before each command and, at the end, in each shell; both by identity.
States = tuple[dict[int, frozenset[str]], dict[int, frozenset[str]]]


class Script:
    """Parsed shell text.

    `commands` are all simple commands in source order, those in compounds, substitutions and the text of `sh -c`
    too. `pipelines` likewise. `lists` are those of the top level. `known` is False, and everything empty, for text
    of a language that is not read here (PowerShell, cmd, another interpreter in `#!`).
    """

    __slots__ = (
        "_folded", "_states", "commands", "excerpt", "known", "lists", "pipelines", "problems", "shebang", "shell"
    )  # fmt: skip

    def __init__(self, excerpt: Excerpt, known: bool, shebang: str | None) -> None:
        self.excerpt = excerpt
        self.known = known
        self.shebang = shebang
        self.shell = Shell()
        self.commands: tuple[Command, ...] = ()
        self.pipelines: tuple[Pipeline, ...] = ()
        self.lists: tuple[AndOrList, ...] = ()
        self.problems: tuple[ShellProblem, ...] = ()
        self._folded: str | None = None
        # By what the shell of the text starts with.
        self._states: dict[frozenset[str], States] = {}

    @property
    def folded(self) -> str:
        """The text without letter case: rules look in it for words without which they have nothing to say."""
        if self._folded is None:
            self._folded = self.excerpt.text.casefold()
        return self._folded

    def mentions(self, words: tuple[str, ...]) -> bool:
        """Does one of these words, in lower case, stand anywhere in the text, in whatever case?"""
        return any(map(self.folded.__contains__, words))

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
        if initial not in self._states:
            self._states[initial] = self._follow(initial)
        at, now = self._states[initial]
        if before is None:
            return self._state(self.shell, now, initial)
        return at[id(before)] if id(before) in at else self._state(before.shell, now, initial)

    def _follow(self, initial: frozenset[str]) -> States:
        """What is on before each command, and in each shell at the end: one walk over the text."""
        at: dict[int, frozenset[str]] = {}
        now: dict[int, frozenset[str]] = {}
        for command in self.commands:
            state = at[id(command)] = self._state(command.shell, now, initial)
            if command.name == "set":
                on = set(state)
                shell_settings(command.arguments, on)
                now[id(command.shell)] = frozenset(on)
        return at, now

    def _state(self, shell: Shell, now: dict[int, frozenset[str]], initial: frozenset[str]) -> frozenset[str]:
        """What is on in a shell now; a new one takes over what is on in the one it was forked from."""
        new = []
        while id(shell) not in now and shell.parent is not None:
            new.append(shell)
            shell = shell.parent
        if id(shell) not in now:
            on = set(initial)
            if shell.host is not None:
                on = set()
                shell_settings(shell.host.unwrapped.arguments, on)
            elif self.shebang is not None:
                shell_settings(_interpreter_options(self.excerpt, self.shebang), on)
            now[id(shell)] = frozenset(on)
        state = now[id(shell)]
        now.update((id(one), state) for one in new)
        return state


def _interpreter_options(excerpt: Excerpt, shebang: str) -> list[Word]:
    """What follows the name of the shell in a `#!` line."""
    words: list[Word] = []
    at = excerpt.text.index(shebang)
    is_option = False
    for text in shebang.split():
        at = excerpt.text.index(text, at)
        if is_option:
            words.append(Word(excerpt, at, at + len(text)))
        is_option = is_option or text.rpartition("/")[2] in SHELLS
        at += len(text)
    return words
