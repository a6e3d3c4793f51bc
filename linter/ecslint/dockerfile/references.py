"""Every place where the builder, not the shell, fills in a variable."""

from collections.abc import Iterable, Iterator

from ecslint.annotations import TYPE_CHECKING
from ecslint.dockerfile.expand import Use, WordProblem, expand
from ecslint.dockerfile.flags import Flag
from ecslint.dockerfile.model import From
from ecslint.dockerfile.scope import Scope
from ecslint.source import Excerpt, Span

if TYPE_CHECKING:
    from ecslint.dockerfile.instruction import Instruction
    from ecslint.dockerfile.stages import Graph

_FLAGS = {
    "FROM": frozenset({"platform"}),
    "COPY": frozenset({"chown", "chmod"}),
    "ADD": frozenset({"chown", "chmod", "checksum"}),
    "RUN": frozenset({"mount"}),
}
_WORDS = frozenset({"COPY", "ADD", "EXPOSE", "USER", "WORKDIR", "VOLUME", "STOPSIGNAL"})
_EXPANDED = _WORDS | {"FROM", "ARG", "ENV", "LABEL", "RUN"}


class Reference:
    """One `$name` or `${name...}` that the builder fills in.

    `modifier` is what follows the name (`:-`, `#`, ... or nothing), `span` the place of the name. `scope` are the
    variables there; `is_declared` says that one of them, or an earlier name of the same ARG, has this name.
    """

    __slots__ = ("instruction", "is_declared", "modifier", "name", "scope", "span")

    def __init__(
        self, instruction: "Instruction", use: Use, span: Span, scope: Scope, *, is_declared: bool
    ) -> None:
        self.instruction = instruction
        self.name = use.name
        self.modifier = use.modifier
        self.span = span
        self.scope = scope
        self.is_declared = is_declared

    @property
    def is_guarded(self) -> bool:
        """Does it say itself what to do when the variable is not set?"""
        return self.modifier[-1:] in {"-", "+", "?"}

    @property
    def logical(self) -> str:
        return self.instruction.logical


class WordFault:
    """A word that the builder cannot expand: `kind` is "substitution", "unclosed-quote" or "required"."""

    __slots__ = ("instruction", "kind", "message", "span")

    def __init__(self, instruction: "Instruction", problem: WordProblem, span: Span) -> None:
        self.instruction = instruction
        self.kind = problem.kind
        self.message = problem.message
        self.span = span

    @property
    def logical(self) -> str:
        return self.instruction.logical


def references(instructions: Iterable["Instruction"], graph: "Graph") -> Iterator[Reference | WordFault]:
    """All references in a file, in the order of its instructions, and the words that cannot be expanded.

    What stands in ONBUILD is filled in by another build: of that only the words are given that no build can expand.
    """
    for outer in instructions:
        instruction = outer.inner or outer
        keyword = instruction.keyword
        if keyword not in _EXPANDED or (keyword == "RUN" and not instruction.flag_list):
            continue
        text = instruction.line.text
        if not (
            "$" in text or '"' in text or "'" in text or instruction.escape in text or instruction.heredocs
        ):
            continue
        scope = _scope(instruction, graph)
        earlier: set[str] = set()
        for excerpt, quotes in _texts(instruction):
            found = _of_text(instruction, excerpt, scope, earlier, quotes=quotes)
            yield from found if not instruction.is_inner else _hopeless(found)
            if keyword == "ARG":
                # A name counts for what follows it on its line; the text of a value is no name, and does no harm.
                earlier.add(excerpt.text)


def _hopeless(found: Iterable[Reference | WordFault]) -> Iterator[WordFault]:
    """The faults that the values of variables cannot mend."""
    for one in found:
        if isinstance(one, WordFault) and one.kind != "required":
            yield one


def _scope(instruction: "Instruction", graph: "Graph") -> Scope:
    if isinstance(instruction, From):
        return graph.global_variables.at(None)
    if instruction.stage is None:
        return graph.global_variables.at(instruction.span.start)
    return instruction.stage.scope(instruction)


def _of_text(
    instruction: "Instruction", excerpt: Excerpt, scope: Scope, earlier: set[str], *, quotes: bool
) -> Iterator[Reference | WordFault]:
    expansion = expand(excerpt.text, scope, instruction.escape, missing="unknown", quotes=quotes)
    if not expansion.used and not expansion.problem:
        return
    for use in expansion.used:
        is_declared = use.name in scope or use.name in earlier
        yield Reference(instruction, use, excerpt.span(use.start, use.end), scope, is_declared=is_declared)
    if expansion.problem:
        problem = expansion.problem
        yield WordFault(instruction, problem, excerpt.span(problem.start, problem.end))


def _texts(instruction: "Instruction") -> Iterator[tuple[Excerpt, bool]]:
    """The texts that are expanded, and whether quotes mean something in them."""
    keyword = instruction.keyword
    for flag in instruction.flag_list:
        if flag.value and flag.value_span is not None and flag.name in _FLAGS.get(keyword, ()):
            yield _flag_text(flag, flag.value_span), True
    if isinstance(instruction, From):
        if instruction.image_word is not None:
            yield instruction.image_word.excerpt, True
    elif keyword in {"ARG", "ENV", "LABEL"}:
        for pair in instruction.pairs:
            if pair.value is not None:
                yield pair.value.excerpt, True
            yield pair.key.excerpt, True
    elif keyword in _WORDS:
        markers = {heredoc.marker_span.start for heredoc in instruction.heredocs}
        for word in instruction.words:
            if word.span.start not in markers:
                yield word.excerpt, True
        for heredoc in instruction.heredocs:
            if heredoc.expand:
                yield heredoc.content, False


def _flag_text(flag: Flag, value_span: Span) -> Excerpt:
    if value_span.text == flag.value:
        return Excerpt.of(value_span)
    # Quotes or a continuation moved the characters; all of them point to the value as a whole.
    return Excerpt(value_span.source, flag.value or "", [(0, value_span.start)], value_span.end)
