"""A Dockerfile as a document: its instructions, comments and directives, and what is wrong with it as text."""

from collections.abc import Iterator

from ecslint.dockerfile.directives import Directive
from ecslint.dockerfile.instruction import Instruction
from ecslint.dockerfile.lines import Reader
from ecslint.dockerfile.model import read
from ecslint.dockerfile.problem import Problem
from ecslint.dockerfile.references import Reference, WordFault, references
from ecslint.dockerfile.split import split
from ecslint.dockerfile.stages import Graph, Stage
from ecslint.dockerfile.undeclared import undeclared
from ecslint.dockerfile.verify import order_problems, problems_of
from ecslint.errors import UnreadableFileError
from ecslint.source import Source, Span

# How Go templates, Jinja, cookiecutter and ERB begin what they replace.
_TEMPLATE_SIGNS = ("{{", "{%", "{#", "<%")

# The newest version of the front end whose flags are known here.
KNOWN_SYNTAX = (1, 20)


class Dockerfile:
    """What one file says.

    `comments` are the comment lines outside of heredocs, also those inside continuations; directives are none.
    `problems` stand in the order of their places; `escape` is the escape character; `graph` holds the stages and the
    images they name.
    """

    __slots__ = (
        "_references",
        "comments",
        "directives",
        "escape",
        "graph",
        "instructions",
        "problems",
        "source",
    )

    kind = "dockerfile"

    def __init__(
        self,
        source: Source,
        *,
        directives: tuple[Directive, ...],
        comments: tuple[Span, ...],
        instructions: tuple[Instruction, ...],
        problems: tuple[Problem, ...],
        escape: str,
    ) -> None:
        self.source = source
        self.directives = directives
        self.comments = comments
        self.instructions = instructions
        self.problems = problems
        self.escape = escape
        self.graph = Graph(instructions, comments, escape)
        self._references: tuple[tuple[Reference, ...], tuple[WordFault, ...]] | None = None

    @property
    def syntax(self) -> str:
        """The front end that `# syntax=` names, or nothing."""
        return next((one.value for one in self.directives if one.name == "syntax"), "")

    @property
    def has_foreign_syntax(self) -> bool:
        """Is the file for another front end than Docker's, which may know other words?"""
        image = self.syntax.rpartition("@")[0] or self.syntax
        return bool(image) and not image.removeprefix("docker.io/").startswith("docker/dockerfile")

    @property
    def has_newer_syntax(self) -> bool:
        """Is it for a front end that may know more than the stable one?"""
        if self.has_foreign_syntax or any(
            word in self.syntax for word in ("labs", "upstream", "master", "experimental")
        ):
            return True
        major, _, minor = self.syntax.partition("@")[0].rpartition(":")[2].partition(".")
        version = (major, minor.partition(".")[0] or "0")
        is_number = all(part.isdecimal() and len(part) < 6 for part in version)
        return is_number and tuple(map(int, version)) > KNOWN_SYNTAX

    @property
    def template_mark(self) -> Span | None:
        """The first sign that the file becomes a Dockerfile only after another program has filled it in."""
        if not any(sign in self.source.text for sign in _TEMPLATE_SIGNS):
            return None
        for instruction in self.instructions:
            # A shell or docker command may well hold these signs; a line that begins with one, or an image, cannot.
            text = instruction.line.text
            for sign in _TEMPLATE_SIGNS:
                at = text.find(sign)
                if at == 0 or (at > 0 and instruction.keyword == "FROM"):
                    return instruction.line.span(at, at + len(sign))
        return None

    @property
    def references(self) -> tuple[Reference, ...]:
        """Every place where the builder fills in a variable, in the order of the file."""
        return self._expanded()[0]

    @property
    def word_faults(self) -> tuple[WordFault, ...]:
        """The words in which it cannot."""
        return self._expanded()[1]

    def _expanded(self) -> tuple[tuple[Reference, ...], tuple[WordFault, ...]]:
        if self._references is None:
            found = list(references(self.instructions, self.graph))
            self._references = (
                tuple([one for one in found if isinstance(one, Reference)]),
                tuple([one for one in found if isinstance(one, WordFault)]),
            )
        return self._references

    @property
    def stages(self) -> tuple[Stage, ...]:
        return self.graph.stages

    @property
    def final_stage(self) -> Stage | None:
        """The stage that a plain build ends with."""
        return self.stages[-1] if self.stages else None

    def walk(self) -> Iterator[object]:
        """Every node that a rule can ask for: problems, the file, directives, stages, images, instructions and those
        in ONBUILD, references to variables, the words that cannot be expanded, and the names that nothing declares."""
        yield from self.problems
        yield self
        yield from self.directives
        yield from self.stages
        yield from self.graph.images
        for instruction in self.instructions:
            yield instruction
            if instruction.inner is not None:
                yield instruction.inner
        yield from self.references
        yield from self.word_faults
        yield from undeclared(self.references, self.graph)

    @property
    def span(self) -> Span:
        """The whole file."""
        return Span(self.source, 0, len(self.source.text))


def parse_source(source: Source) -> Dockerfile:
    """Read a Dockerfile. Nothing in it can raise: what the builder would refuse is in `problems`, the rest is read."""
    reader = Reader(source)
    reader.read()
    escape = reader.escape
    instructions = []
    problems = reader.problems
    splits = split([line.excerpt.text for line in reader.lines])
    for line, parts in zip(reader.lines, splits, strict=True):
        span = Span(source, line.start, line.end)
        instruction = read(line.excerpt, parts, span, escape, line.heredocs)
        instructions.append(instruction)
        problems += problems_of(instruction)
    problems += order_problems(instructions, Span(source, 0, 0))
    problems.sort(key=lambda problem: problem.span.start)
    return Dockerfile(
        source,
        directives=tuple(reader.directives.found),
        comments=tuple(reader.comments),
        instructions=tuple(instructions),
        problems=tuple(problems),
        escape=escape,
    )


def parse(text: str | bytes, path: str = "Dockerfile") -> Dockerfile:
    """Read a Dockerfile from its text or bytes; what is wrong with them is listed in `problems`, never raised."""
    if isinstance(text, str):
        return parse_source(Source(path, text))
    try:
        return parse_source(Source.from_bytes(path, text))
    except UnreadableFileError as error:
        # Not one word of it can be read: a document without instructions, and the reason.
        source = Source(path, "")
        problem = Problem(Span(source, 0, 0), "unreadable", f"the text {error.reason}")
        return Dockerfile(
            source, directives=(), comments=(), instructions=(), problems=(problem,), escape="\\"
        )
