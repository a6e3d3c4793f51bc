"""What tests ask of a Dockerfile that was read: its lines, its only instruction, its faults."""

from ecslint.dockerfile import Dockerfile, Instruction, parse

NBSP = "\u00a0"


def shape(document: Dockerfile) -> list[tuple[str, str, int, int]]:
    return [(one.keyword, one.text, one.span.line, one.span.end_line) for one in document.instructions]


def only(text: str) -> Instruction:
    (instruction,) = parse(text).instructions
    return instruction


def faults(text: str) -> list[tuple[str, str]]:
    """Kind and found text of every problem."""
    return [(problem.kind, problem.span.text) for problem in parse(text).problems]
