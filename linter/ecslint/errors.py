"""Everything ecslint raises on purpose, in one small tree.

    EcslintError
    ├── UsageError            wrong usage or configuration: one line, exit 2
    └── UnreadableFileError   a file that cannot be read: named on stderr, exit 3, the others go on
"""


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
