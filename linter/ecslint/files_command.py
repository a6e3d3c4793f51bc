"""`ecslint files`: every file that would be looked at, as what, and why."""

from collections.abc import Sequence

from ecslint import document as documents
from ecslint.arguments import files_parser
from ecslint.configured import configured, discovery_settings
from ecslint.errors import UnreadableFileError
from ecslint.lint import meant
from ecslint.report.snippet import clean


def run(argv: Sequence[str]) -> int:
    """Print a line for each file that is linted or that its name says should be; 3 if one cannot be read."""
    arguments = files_parser().parse_args(argv)
    paths = arguments.paths or ["."]
    _, settings = configured(arguments, paths, discovery_settings)
    code = 0
    for candidate in meant(paths, settings):
        path = clean(candidate.path)
        if candidate.name_kind == "unsupported":
            print(f"{path}: skipped ({candidate.reason})")
            continue
        try:
            document = documents.parse(
                documents.read(candidate.path),
                candidate.name_kind,
                given=candidate.given,
                forced=settings.kind,
            )
        except UnreadableFileError as error:
            print(f"{path}: unreadable ({clean(error.reason)})")
            code = 3
            continue
        if not isinstance(document, documents.Skipped):
            print(f"{path}: {document.kind} ({candidate.reason})")
        elif document.is_surprise:
            print(f"{path}: skipped ({document.reason})")
    return code
