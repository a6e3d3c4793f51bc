"""Everything ecslint raises on purpose, in one small tree.

EcslintError
├── UsageError            wrong usage or configuration: one line, exit 2
├── UnreadableFileError   a file that cannot be read: named on stderr, exit 3, the others go on
├── EcrCallError          a question to AWS without an answer that can be used; ends in the report, never at the user
└── IncompleteError       from the Python functions: something was not looked at, the rest was
"""

from ecslint.annotations import Any


class EcslintError(Exception):
    """The root: catching it catches whatever ecslint says on purpose."""


class UsageError(EcslintError):
    """Wrong arguments or configuration; the message is one line for the user."""


class UnreadableFileError(EcslintError):
    """A file that is not there, not a file, not permitted, or not text."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path} {reason}")
        self.path = path
        self.reason = reason


class EcrCallError(EcslintError):
    """A call to AWS that failed: AWS's code or the name of the error; `is_shared` if others fail for the same reason."""

    def __init__(self, code: str, message: str, is_shared: bool = False) -> None:
        super().__init__(f"{code}: {message}" if message else code)
        self.code = code
        self.message = message
        self.is_shared = is_shared


class IncompleteError(EcslintError):
    """Some files could not be read or some rules failed; `findings` are those of everything else."""

    def __init__(self, message: str, findings: tuple[Any, ...]) -> None:
        super().__init__(message)
        self.findings = findings
