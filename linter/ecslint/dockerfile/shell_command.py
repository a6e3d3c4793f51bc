"""A simple shell command: its words and redirects, the program it runs, its options."""

from ecslint.annotations import TYPE_CHECKING
from ecslint.dockerfile.shell_options import Options, read_options
from ecslint.dockerfile.shell_words import Assignment, Word
from ecslint.dockerfile.shell_wrappers import MAX_WRAPPERS, Effective, effective
from ecslint.source import Excerpt, Span

if TYPE_CHECKING:
    from ecslint.dockerfile.shell_model import Pipeline


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

    @property
    def told_by(self) -> "Command | None":
        """The `host` of this shell, or of the one that it was forked from."""
        shell = self
        while shell.parent is not None:
            shell = shell.parent
        return shell.host


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
        self.redirects: tuple[Redirect, ...] = ()
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
    def heredocs(self) -> tuple[Heredoc, ...]:
        return tuple([redirect.heredoc for redirect in self.redirects if redirect.heredoc is not None])


class Command(Element):
    """A simple command: assignments, words, redirects.

    `words` are its own words from the first, wrappers included; `name` and `arguments` look behind `env`, `exec`,
    `time`, `timeout 5`, `xargs` and their like. `[[ ... ]]` and `(( ... ))` are commands of these names. `parent`
    is the command this one is nested in: its word holds the substitution or the text for `sh -c`.
    """

    __slots__ = ("_effective", "_inner", "_options", "_unwrapped", "assignments", "parent", "shell", "words")

    def __init__(
        self, excerpt: Excerpt, start: int, context: tuple[str, ...], shell: Shell, parent: "Command | None"
    ) -> None:
        # What the class above sets, said again: a call for each of many commands is saved.
        self.excerpt = excerpt
        self.start = start
        self.end = start
        self.context = context
        self.redirects = ()
        self.operator = None
        self.previous_operator = None
        self.assignments: tuple[Word, ...] = ()
        self.words: tuple[Word, ...] = ()
        self.shell = shell
        self.parent = parent
        self._effective: Effective | None = None
        self._inner: Command | None = None
        self._unwrapped: Command | None = None
        self._options: dict[tuple[frozenset[str], bool], Options] | None = None

    @property
    def effective(self) -> Effective:
        if self._effective is None:
            self._effective = effective(self.words)
        return self._effective

    @property
    def name(self) -> str | None:
        """The program's base name, None when unknown: `/usr/bin/apt-get` is "apt-get", `python3 -m pip` and `pip3` "pip"."""
        # Every rule asks for it first, so the way through `effective` is taken once only.
        found = self._effective or self.effective
        return found.name

    @property
    def name_word(self) -> Word | None:
        position = self.effective.position
        return self.words[position] if position < len(self.words) else None

    @property
    def arguments(self) -> tuple[Word, ...]:
        """The words behind the one that `name` comes from."""
        return self.words[self.effective.position + 1 :]

    @property
    def wrappers(self) -> tuple[str, ...]:
        """Names of what was looked behind, as `("env", "xargs")`."""
        return self.effective.wrappers

    @property
    def environment(self) -> tuple[Assignment, ...]:
        """The variables set for this command alone, by a prefix, by `env`, or by `sudo`."""
        if not self.assignments and not self.effective.assignments:
            return ()
        words = [*self.assignments, *[self.words[index] for index in self.effective.assignments]]
        return tuple([assignment for word in words if (assignment := word.assignment)])

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
        found = self._unwrapped
        if found is None:
            found = self
            for _ in range(MAX_WRAPPERS):
                inner = found.inner
                if inner is None:
                    break
                found = inner
            self._unwrapped = found
        return found

    def options(self, values: frozenset[str] = frozenset(), clusters: bool = True) -> Options:
        """The arguments read as options and operands, in any order and form.

        `values` names the options that take a value (`-o`, `--option`); without `clusters`, `-abc` is one option.
        Read once for each set of `values`: several rules ask the same.
        """
        if self._options is None:
            self._options = {}
        key = values, clusters
        if key not in self._options:
            self._options[key] = read_options(self.arguments, values, clusters, "xargs" in self.wrappers)
        return self._options[key]

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
