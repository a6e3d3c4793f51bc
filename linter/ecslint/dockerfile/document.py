"""A Dockerfile as a document: its instructions, comments and directives, and what is wrong with it as text."""

from ecslint.dockerfile.directives import Directive
from ecslint.dockerfile.instruction import Instruction
from ecslint.dockerfile.lines import Reader
from ecslint.dockerfile.problem import Problem
from ecslint.dockerfile.split import split
from ecslint.dockerfile.verify import order_problems, problems_of
from ecslint.source import Source, Span


class Dockerfile:
    """What one file says.

    `comments` are the comment lines outside of heredocs, also those inside continuations; directives are none.
    `problems` stand in the order of their places; `escape` is the escape character.
    """

    __slots__ = ("comments", "directives", "escape", "instructions", "problems", "source")

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
        instruction = Instruction(line.excerpt, parts, span, escape, line.heredocs)
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
    """Read a Dockerfile from its text or bytes; raises `UnreadableFileError` for UTF-16 bytes only."""
    return parse_source(Source(path, text) if isinstance(text, str) else Source.from_bytes(path, text))
