"""Dockerfiles: bytes -> logical lines -> instructions, equal to what BuildKit's own parser makes of them."""

from ecslint.dockerfile.directives import Directive
from ecslint.dockerfile.document import Dockerfile, parse, parse_source
from ecslint.dockerfile.flags import Flag
from ecslint.dockerfile.heredoc import Heredoc
from ecslint.dockerfile.instruction import Instruction
from ecslint.dockerfile.problem import Problem
from ecslint.dockerfile.words import Pair, Word

__all__ = [
    "Directive",
    "Dockerfile",
    "Flag",
    "Heredoc",
    "Instruction",
    "Pair",
    "Problem",
    "Word",
    "parse",
    "parse_source",
]
