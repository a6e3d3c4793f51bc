"""Dockerfiles: bytes -> logical lines -> instructions -> typed model with a stage graph, equal to BuildKit's own parser."""

from ecslint.dockerfile.build_context import BuildContext
from ecslint.dockerfile.directives import Directive
from ecslint.dockerfile.document import Dockerfile, parse, parse_source
from ecslint.dockerfile.flags import Flag
from ecslint.dockerfile.heredoc import Heredoc
from ecslint.dockerfile.images import ImageUse
from ecslint.dockerfile.instruction import Instruction
from ecslint.dockerfile.model import (
    Add,
    Arg,
    Cmd,
    Copy,
    Entrypoint,
    Env,
    Executed,
    Expose,
    From,
    Healthcheck,
    Label,
    Maintainer,
    Onbuild,
    Run,
    Shell,
    Stopsignal,
    Transfer,
    User,
    Volume,
    Workdir,
)
from ecslint.dockerfile.mounts import Mount
from ecslint.dockerfile.ports import Port
from ecslint.dockerfile.problem import Problem
from ecslint.dockerfile.references import Reference, WordFault
from ecslint.dockerfile.stages import Stage
from ecslint.dockerfile.undeclared import Undeclared
from ecslint.dockerfile.words import Pair, Word

__all__ = [
    "Add",
    "Arg",
    "BuildContext",
    "Cmd",
    "Copy",
    "Directive",
    "Dockerfile",
    "Entrypoint",
    "Env",
    "Executed",
    "Expose",
    "Flag",
    "From",
    "Healthcheck",
    "Heredoc",
    "ImageUse",
    "Instruction",
    "Label",
    "Maintainer",
    "Mount",
    "Onbuild",
    "Pair",
    "Port",
    "Problem",
    "Reference",
    "Run",
    "Shell",
    "Stage",
    "Stopsignal",
    "Transfer",
    "Undeclared",
    "User",
    "Volume",
    "Word",
    "WordFault",
    "Workdir",
    "parse",
    "parse_source",
]
