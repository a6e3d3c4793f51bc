"""Shell text of `RUN` and its like -> simple commands with words, operators and exact positions.

The grammar is that of POSIX sh with what bash adds to it. Broken text never raises: what can be read is read, and
`Script.problems` says where it broke. The rooms, each on top of the one before: `shell_words` (a word and what it
says), `shell_scan` and `shell_brackets` (reading one), `shell_options` and `shell_wrappers` (what words mean to a
program), `shell_command` and `shell_model` (what a rule sees), `shell_tokens`, `shell_compound`, `shell_parser`.
"""

from ecslint.dockerfile.shell_command import Command, Element, Heredoc, Redirect
from ecslint.dockerfile.shell_model import AndOrList, Compound, Pipeline, Script, ShellProblem
from ecslint.dockerfile.shell_options import Option, Options
from ecslint.dockerfile.shell_parser import Parser
from ecslint.dockerfile.shell_words import Assignment, Expansion, Word
from ecslint.dockerfile.shell_wrappers import SHELLS
from ecslint.source import Excerpt

__all__ = [
    "SHELLS",
    "AndOrList",
    "Assignment",
    "Command",
    "Compound",
    "Element",
    "Expansion",
    "Heredoc",
    "Option",
    "Options",
    "Pipeline",
    "Redirect",
    "Script",
    "ShellProblem",
    "Word",
    "parse",
]


# Linux starts no program with an argument of more than 128 KiB: what is far beyond it is no script that ever ran.
MAX_SCRIPT = 1024 * 1024


def parse(excerpt: Excerpt, dialect: str = "sh") -> Script:
    """Parse shell text; one in a `dialect` other than sh, bash and their like, or of over 1 MiB, is not `known`."""
    shebang = None
    known = dialect in SHELLS and len(excerpt.text) <= MAX_SCRIPT
    if excerpt.text.startswith("#!"):
        shebang = excerpt.text[2:].partition("\n")[0].strip()
        names = {name.rpartition("/")[2] for name in shebang.split()}
        known = known and not SHELLS.isdisjoint(names)
    script = Script(excerpt, known, shebang or None)
    if known:
        parser = Parser(excerpt, script.shell)
        script.lists = tuple(parser.whole())
        script.commands = tuple(parser.commands)
        script.pipelines = tuple(parser.pipelines)
        script.problems = tuple([ShellProblem(*problem) for problem in parser.problems])
    return script
